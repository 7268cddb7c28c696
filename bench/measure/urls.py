"""All addresses of Duet, and the floor."""

from django.shortcuts import render
from django.urls import include, path

ROWS, COLUMNS = 50, 9


def floor(request):
    """What no list of fifty rows in nine columns can be cheaper than: a plain template, no query but the session's."""
    rows = [[f"Row {row}, column {column}" for column in range(COLUMNS)] for row in range(ROWS)]
    return render(request, "floor.html", {"rows": rows, "columns": range(COLUMNS)})


urlpatterns = [path("bench/floor/", floor), path("", include("config.urls"))]
