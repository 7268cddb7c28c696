"""Every address, every role, every method, against the tables in tests/routes/. A new address without a row fails."""

import re
from dataclasses import dataclass

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.groundwork import harmless
from tests.routes import (
    DONE,
    FORBIDDEN,
    NO_METHOD,
    NOT_FOUND,
    PAGE,
    REFUSED,
    ROLES,
    SIGN_IN,
    absences,
    account,
    intake,
    ladders,
    machinery,
    people,
    reviews,
    settings,
    vendors,
)

ROUTES = {
    **intake.ROUTES,
    **reviews.ROUTES,
    **settings.ROUTES,
    **ladders.ROUTES,
    **absences.ROUTES,
    **machinery.ROUTES,
    **vendors.ROUTES,
    **people.ROUTES,
    **account.ROUTES,
}
"""All tables. An app that gets one adds it here, and its name below."""

APPS = {"absences", "intake", "reviews", "settings", "ladders", "vendors", "people", "account", "notices", "checkins"}

STATUS = {200: PAGE, 403: FORBIDDEN, 404: NOT_FOUND, 405: NO_METHOD}


@dataclass(frozen=True)
class Case:
    """What a row of a table can build on."""

    review: object
    review_at: object
    people: dict
    today: object


@pytest.fixture
@harmless
def case(review, review_at, requester, stranger, buyer, counsel, lead, admin, today):
    people = {
        "requester": requester,
        "stranger": stranger,
        "buyer": buyer,
        "counsel": counsel,
        "lead": lead,
        "admin": admin,
    }
    return Case(review=review, review_at=review_at, people=people, today=today)


def names_of(patterns, namespace=""):
    """Every named address, as `app:name`."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = pattern.namespace or ""
            yield from names_of(pattern.url_patterns, f"{namespace}{inner}:" if inner else namespace)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def answer_of(person, method, url, data):
    """What the address answers to the person, in the words of tests/routes/; nothing of it stays in the database."""
    with transaction.atomic():
        client = Client()
        if person:
            client.force_login(person)
        response = getattr(client, method)(url, data)
        if response.streaming:
            list(response)  # read to its end, a download closes its file
        transaction.set_rollback(True)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return SIGN_IN
    if response.status_code in {302, 422}:
        refusals = [message for message in get_messages(response.wsgi_request) if message.level_tag == "error"]
        return REFUSED if refusals else DONE if response.status_code == 302 else "form with errors"
    return STATUS.get(response.status_code, response.status_code)


def test_routes_are_all_declared():
    declared = {name for name in names_of(get_resolver().url_patterns) if re.split("[:_]", name)[0] in APPS}

    assert declared == set(ROUTES)


@pytest.mark.parametrize("name", [name for name in ROUTES if name not in account.CLOSED])
def test_route_lets_somebody_in(name):
    """A row of denials alone proves nothing: a wrong address is denied to everybody too."""
    assert {PAGE, DONE} & {*ROUTES[name].get.values(), *ROUTES[name].post.values()}


@pytest.mark.parametrize("name", ROUTES)
def test_route_answers_each_role_as_declared(name, case):
    route = ROUTES[name]
    url = reverse(name, args=route.given(case))

    answers = {
        method: {
            role: answer_of(case.people.get(role), method, url, route.data(case) if method == "post" else None)
            for role in ROLES
        }
        for method in ("get", "post")
    }

    assert answers == {"get": route.get, "post": route.post}
