"""Nudges: the requester may ask whoever is late, once, in their row."""

from django.urls import reverse

from reviews.waits import questions
from tests.reviews.pages import page, part_of, press, signed_in

LATE = "2026-12-02 10:00:00+00:00"


def test_nudge_is_offered_only_where_somebody_is_late(client, requester, review, legal_side, at):
    signed_in(client, requester)
    assert "Ask Clara when" not in part_of(page(client, review), "people")
    at(LATE)
    signed_in(client, requester)
    assert "Ask Clara when" in part_of(page(client, review), "people")


def test_nudge_is_offered_once(client, requester, review, legal_side, at):
    at(LATE)
    press(signed_in(client, requester), "nudge", legal_side.pk)
    people = part_of(page(client, review), "people")
    assert "Ask Clara when" not in people and "You asked just now" in people


def test_nudge_is_not_offered_where_it_waits_for_the_requester(client, requester, counsel, review, legal_side, at):
    questions.ask_requester(legal_side, "Who?", by=counsel)
    at(LATE)
    people = part_of(page(signed_in(client, requester), review), "people")
    assert "Ask Clara when" not in people and "waits for you" in people


def test_nudge_over_the_api_asks_as_the_page_does(client, requester, buyer, legal_side, stranger):
    address = reverse("api-wait-nudge", args=[legal_side.pk])
    assert signed_in(client, stranger).post(address).status_code == 404
    assert signed_in(client, requester).post(address).json() == {"asked": "Clara Counsel"}
    again = client.post(address)
    assert (again.status_code, again.json()) == (
        409,
        {"refused": ["You have nudged about this today already. Tomorrow you can again."]},
    )
