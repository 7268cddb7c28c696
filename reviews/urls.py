"""Addresses of the shared work."""

from django.http import HttpResponse
from django.urls import path, register_converter

from reviews.references import ReferenceConverter

register_converter(ReferenceConverter, "reference")

app_name = "reviews"
urlpatterns = [
    path("reviews/<reference:pk>/", lambda request, pk: HttpResponse(), name="review"),
]
