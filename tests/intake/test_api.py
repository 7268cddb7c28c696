"""Heads-ups over the API: the same action and sentences as the thirty-second form."""

import pytest
from rest_framework.test import APIClient

from reviews.models import Review
from tests.factories import VendorFactory

HEADS_UP = {
    "kind": "software",
    "title": "Survey tool",
    "vendor": "Quill",
    "reason": "We may want to ask our customers.",
    "value": "48000",
    "needed_by": "2027-03-01",
}


def api(user):
    client = APIClient()
    client.force_login(user)
    return client


def test_heads_up_over_the_api_reaches_both_desks(defaults, requester, buyer, counsel):
    answer = api(requester).post("/api/heads-ups/", HEADS_UP, format="json")
    review = Review.objects.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {
            "review": review.reference,
            "kind": "software",
            "title": "Survey tool",
            "vendor": "Quill",
            "reason": "We may want to ask our customers.",
            "value": "48000.00",
            "currency": "EUR",
            "needed_by": "2027-03-01",
        },
    )
    assert sorted(review.waits.exclude(desk=None).values_list("desk__slug", flat=True)) == ["legal", "procurement"]


@pytest.mark.parametrize(
    ("name", "sentence"), [("title", "Give the request a short title."), ("vendor", "Name the vendor.")]
)
def test_heads_up_over_the_api_is_refused_in_the_words_of_the_page(defaults, requester, name, sentence):
    answer = api(requester).post("/api/heads-ups/", HEADS_UP | {name: " "}, format="json")
    assert (answer.status_code, answer.json()) == (409, {"refused": [sentence]})


def test_heads_up_over_the_api_asks_which_vendor_is_meant(defaults, requester):
    VendorFactory(name="Quill Surveys")
    answer = api(requester).post("/api/heads-ups/", HEADS_UP, format="json")
    assert "Did you mean “Quill Surveys”?" in str(answer.json())
    assert (
        api(requester).post("/api/heads-ups/", HEADS_UP | {"is_another_vendor": True}, format="json").status_code == 201
    )


def test_list_of_heads_ups_shows_ones_own_alone(defaults, requester, stranger, counsel):
    api(requester).post("/api/heads-ups/", HEADS_UP, format="json")
    assert [row["title"] for row in api(requester).get("/api/heads-ups/").json()["results"]] == ["Survey tool"]
    for person in (stranger, counsel):
        assert api(person).get("/api/heads-ups/").json()["results"] == []
