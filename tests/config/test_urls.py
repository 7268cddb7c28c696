"""Where people land, which doors are closed, and what a refusal looks like in the API."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from rest_framework.exceptions import NotFound

from config.api import refusals_as_conflicts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("requester", "/requests/"),
        ("stranger", "/requests/"),
        ("admin", "/requests/"),
        ("buyer", "/queue/"),
        ("counsel", "/queue/"),
    ],
)
def test_home_leads_each_person_to_their_work(client, request, who, where):
    client.force_login(request.getfixturevalue(who))

    assert client.get("/")["Location"] == where


def test_home_asks_to_sign_in(client):
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


@pytest.mark.parametrize("page", ["signup/", "email/", "password/set/"])
def test_account_pages_that_duet_does_not_have_are_not_found(client, page):
    assert client.get(f"/accounts/{page}").status_code == 404


def test_settings_pages_use_the_one_sign_in(client):
    """Their own form would go round the lock-out after wrong passwords."""
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/accounts/login/?next=%2Fadmin%2F"


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
