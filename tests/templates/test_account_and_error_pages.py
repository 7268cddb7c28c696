"""Signing in and out, and what is said when something goes wrong."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.views import defaults
from django.views.csrf import csrf_failure

PASSWORD = "a-long-enough-one"


@pytest.fixture
def member(requester):
    requester.set_password(PASSWORD)
    requester.save()
    return requester


def sign_in(client, email, password):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_sign_in_offers_no_sign_up_and_explains_how_to_get_an_account(client, db):
    page = client.get("/accounts/login/").content.decode()

    assert "signup" not in page
    assert "Accounts are made by the people who run Duet." in page


@pytest.mark.parametrize("shown", [True, False])
def test_sign_in_names_the_demo_accounts_only_where_the_setting_says_so(client, db, settings, shown):
    settings.SHOW_DEMO_ACCOUNTS = shown
    assert ("counsel@duet.example" in client.get("/accounts/login/").content.decode()) is shown


def test_sign_in_leads_to_the_start_page(client, member):
    assert sign_in(client, member.email, PASSWORD).headers["Location"] == "/"


def test_sign_in_with_a_wrong_password_blames_nobody(client, member):
    page = sign_in(client, member.email, "not-the-password").content.decode()
    assert "This address and password do not belong together. Please try again." in page


def test_forgotten_password_asks_for_the_address_as_the_sign_in_does(client, db):
    for address in ("/accounts/login/", "/accounts/login/link/", "/accounts/password/reset/"):
        page = client.get(address).content.decode()
        assert "E-mail address" in page, address
        assert not re.search(r"\bEmail\b", page), address


def test_a_used_link_says_that_it_no_longer_works(client, db):
    page = client.get("/accounts/password/reset/key/1-abc-def/").content.decode()
    assert "This link no longer works" in page


def test_missing_pages_say_that_they_may_be_somebody_elses(client, requester):
    client.force_login(requester)

    page = client.get("/no/such/page/")

    assert page.status_code == 404
    assert "it may not be yours to see" in page.content.decode()


def test_refused_pages_show_the_sentence_of_the_refusal():
    request = RequestFactory().get("/")

    page = defaults.permission_denied(request, PermissionError("Only members of the legal desk can take this."))

    assert "Only members of the legal desk can take this." in page.content.decode()


def test_a_failure_is_explained_without_any_context(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        page = defaults.server_error(RequestFactory().get("/"))

    assert page.status_code == 500
    assert "Something went wrong on our side" in page.content.decode()


def test_an_unreadable_request_is_explained_without_any_context():
    page = defaults.bad_request(RequestFactory().get("/"), ValueError())
    assert "We could not read that" in page.content.decode()


def test_a_stale_form_is_explained():
    page = csrf_failure(RequestFactory().post("/"))

    assert page.status_code == 403
    assert "Please send it again" in page.content.decode()


def test_too_many_attempts_are_explained():
    assert "Please try again in a few minutes." in render_to_string("429.html")
