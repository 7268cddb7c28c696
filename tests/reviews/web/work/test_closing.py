"""How a review ends: a signed contract, or a decision note and its second signature."""

from datetime import timedelta

import pytest

from reviews.closing import actions as closing
from reviews.pure.stages import Stage
from tests.review_fixtures import NOTE
from tests.reviews.pages import page, part_of, press, signed_in, text_of
from tests.reviews.reading import stage_of


def test_signature_is_kept_with_its_dates(client, buyer, review_at, today):
    review = review_at(Stage.SIGNATURE)

    press(
        signed_in(client, buyer),
        "record_signature",
        review.pk,
        signed_on=today,
        starts_on=today,
        ends_on=today + timedelta(days=365),
        notice="30 days",
        renewal="auto",
        renewal_term="a year",
    )

    shown = text_of(page(client, review))
    assert stage_of(review) == Stage.ACTIVE
    assert "then renews by itself" in shown and "Last date to act" in shown
    contract = review.__class__.objects.get(pk=review.pk).contract
    assert (contract.notice, contract.renewal_term, contract.state) == ("30d", "1y", "running")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": -1}, "The end is before the start."),
        ({"signed_on": 1}, "This day is still to come. Note the signature once it is there."),
        ({"renewal": ""}, "This field is required."),
        ({"renewal": "none"}, "Say how long it runs, or that it goes on without an end."),
        ({"renewal": "auto", "first_term": "1 year"}, "Say how long each renewal lasts"),
        ({"renewal": "auto", "first_term": "1 year", "renewal_term": "0 months"}, "a term lasts a day at least"),
        ({"first_term": "1 year", "ends_on": 30}, "Give the length of the first term or its last day, not both."),
        ({"notice": "-3"}, "is no period. Write it as 90 days, 6 weeks, 3 months or 1 year."),
        ({"starts_on": "soon"}, "Enter a valid date."),
    ],
)
def test_signature_with_impossible_dates_is_asked_again(client, buyer, review_at, today, changes, sentence):
    review = review_at(Stage.SIGNATURE)
    days = {name: today + timedelta(days=value) if isinstance(value, int) else value for name, value in changes.items()}

    response = press(
        signed_in(client, buyer),
        "record_signature",
        review.pk,
        **{"signed_on": today, "starts_on": today, "renewal": "open", **days},
    )

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert stage_of(review) == Stage.SIGNATURE


def test_decline_asks_for_all_five_parts_and_keeps_what_was_typed(client, buyer, review):
    response = press(signed_in(client, buyer), "decline", review.pk, what="We will not sign.", why="Too risky.")

    assert response.status_code == 422
    for sentence in ("Say what could have happened.", "Say what would change our mind."):
        assert sentence in text_of(response)
    assert "We will not sign." in text_of(response) and "Too risky." in text_of(response)


def test_decline_waits_for_the_other_function(client, buyer, counsel, requester, review):
    press(signed_in(client, buyer), "decline", review.pk, **NOTE)

    assert "Drafted by Ben Buyer, just now . Legal co-signs it." in part_of(page(client, review), "next")
    assert not page(client, review).context["notes"][0].may_co_sign
    for part in NOTE.values():
        assert part in part_of(page(signed_in(client, counsel), review), "next")
        assert part not in text_of(page(signed_in(client, requester), review))


def test_decline_page_says_when_a_note_is_waiting_already(client, buyer, counsel, review):
    closing.draft_decision_note(review, **NOTE, by=buyer)

    response = signed_in(client, counsel).get(f"{review.get_absolute_url()}decline/")

    assert "A decision note is already waiting for the other function's signature." in text_of(response)


def test_co_sign_ends_the_review_and_the_requester_reads_the_note(client, buyer, counsel, requester, review):
    note = closing.draft_decision_note(review, **NOTE, by=buyer)

    press(signed_in(client, counsel), "co_sign", note.pk)

    shown = text_of(page(signed_in(client, requester), review))
    assert stage_of(review) == Stage.DECLINED
    assert all(part in shown for part in NOTE.values())
    assert "Written by Ben Buyer and co-signed by Clara Counsel, 23 November 2026" in shown


def test_object_needs_a_reason(client, buyer, counsel, review):
    note = closing.draft_decision_note(review, **NOTE, by=buyer)

    response = press(signed_in(client, counsel), "object_to_note", note.pk)

    assert response.status_code == 422
    assert "This field is required." in part_of(response, "next")


def test_object_lets_work_go_on_and_keeps_the_reason(client, buyer, counsel, review):
    note = closing.draft_decision_note(review, **NOTE, by=buyer)

    press(signed_in(client, counsel), "object_to_note", note.pk, objection="They took that back.")

    assert "Clara Counsel: They took that back." in text_of(page(client, review))
    assert stage_of(review) == Stage.IN_REVIEW
