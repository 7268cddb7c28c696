from django.urls import path

from checkins import views

app_name = "checkins"
urlpatterns = [
    path("check-in/", views.check_in, name="check_in"),
    path("check-in/<int:pk>/talked/", views.talked_about, name="talked_about"),
]
