"""The address of the pipeline."""

from django.urls import path

from intake.views import pipeline

app_name = "pipeline"
urlpatterns = [path("", pipeline.pipeline, name="pipeline")]
