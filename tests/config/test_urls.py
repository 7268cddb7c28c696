"""Where people land, and which doors are closed."""

import pytest

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
def test_home_leads_each_person_to_their_work(client, request, lead, who, where):
    client.force_login(request.getfixturevalue(who))

    assert client.get("/")["Location"] == where


def test_home_asks_to_sign_in(client):
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


@pytest.mark.parametrize("page", ["signup/", "email/", "password/set/"])
def test_account_pages_that_duet_does_not_have_are_not_found(client, page):
    assert client.get(f"/accounts/{page}").status_code == 404


def test_settings_pages_use_the_one_sign_in(client):
    """Their own form would go round the limits on wrong passwords."""
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/accounts/login/?next=%2Fadmin%2F"
