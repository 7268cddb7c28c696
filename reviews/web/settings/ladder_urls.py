"""Addresses of the settings pages for ladders of reminders."""

from django.urls import path

from reviews.web.settings import ladders as views

app_name = "ladders"
urlpatterns = [
    path("", views.ladder_list, name="ladder_list"),
    path("<slug:name>/", views.ladder, name="ladder"),
    path("<slug:name>/add/", views.rung_add, name="rung_add"),
    path("<slug:name>/own/", views.own_begin, name="own_begin"),
    path("<slug:name>/common/", views.own_drop, name="own_drop"),
    path("rungs/<int:pk>/edit/", views.rung_edit, name="rung_edit"),
    path("rungs/<int:pk>/remove/", views.rung_remove, name="rung_remove"),
]
