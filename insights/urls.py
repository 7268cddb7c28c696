from django.urls import path

from insights import views

app_name = "insights"
urlpatterns = [
    path("insights/", views.insights, name="insights"),
    path("insights/export/", views.export, name="export"),
    path("insights/<slug:figure>/<path:line>/", views.behind, name="behind"),
]
