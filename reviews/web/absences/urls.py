"""Addresses of absences: one's own, and for leads those of their colleagues."""

from django.urls import path

from reviews.web.absences import views

app_name = "absences"
urlpatterns = [
    path("absences/", views.absence_list, name="absence_list"),
    path("absences/plan/", views.plan, name="plan"),
    path("absences/<int:pk>/", views.absence, name="absence"),
    path("absences/<int:pk>/change/", views.change, name="change"),
    path("absences/<int:pk>/offer/", views.offer, name="offer"),
    path("absences/<int:pk>/end/", views.end, name="end"),
    path("absences/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("absences/items/<int:pk>/decline/", views.decline, name="decline"),
    path("waits/<int:pk>/take-back/", views.take_back, name="take_back"),
]
