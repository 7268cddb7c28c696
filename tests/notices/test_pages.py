"""What all pages of notices have in common: signing in, and wrong methods."""

import pytest
from django.urls import reverse

ROUTES = {
    "notices:notice_list": ("get", False),
    "notices:notices_read": ("post", False),
    "notices:notice_open": ("post", True),
    "notices:outbox": ("get", False),
}


def address(name):
    return reverse(name, args=[1] if ROUTES[name][1] else [])


@pytest.mark.parametrize("name", ROUTES)
def test_signed_out_people_are_sent_to_the_sign_in(client, db, name):
    response = getattr(client, ROUTES[name][0])(address(name))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", ROUTES)
def test_wrong_method_is_refused(client, requester, name):
    client.force_login(requester)
    wrong = {"get": "delete", "post": "get"}[ROUTES[name][0]]
    assert getattr(client, wrong)(address(name)).status_code == 405
