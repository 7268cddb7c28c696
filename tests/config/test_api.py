"""What a refusal looks like in the API."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from rest_framework.exceptions import NotFound

from config.api import refusals_as_conflicts

pytestmark = pytest.mark.django_db


def test_api_tells_who_is_not_signed_in(client):
    assert client.get("/api/").status_code == 401


@pytest.mark.parametrize(
    ("exception", "status", "body"),
    [
        (ValidationError("Say why first."), 409, {"refused": ["Say why first."]}),
        (ValidationError(["One.", "Two."]), 409, {"refused": ["One.", "Two."]}),
        (PermissionDenied("Only Legal can take this."), 403, {"refused": ["Only Legal can take this."]}),
        (PermissionDenied(), 403, {"refused": ["You may not do this."]}),
        (NotFound(), 404, {"detail": "Not found."}),
    ],
)
def test_api_refuses_in_the_words_of_the_page(exception, status, body):
    response = refusals_as_conflicts(exception, context={})

    assert (response.status_code, response.data) == (status, body)


def test_api_leaves_real_faults_alone():
    assert refusals_as_conflicts(ZeroDivisionError(), context={}) is None
