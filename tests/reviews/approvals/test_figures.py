"""Value and date, corrected by procurement: what follows for facts, approvals and the requester."""

from datetime import date
from decimal import Decimal

import pytest
from djmoney.money import Money

from reviews.approvals import figures as approval_figures
from reviews.pure.stages import Stage
from tests.reviews.reading import Written, denied, refused, row


def change(review, *, by, **figures):
    now = {"value": review.value.amount, "currency": "EUR", "needed_by": review.needed_by, "reason": "They said so."}
    return approval_figures.change_figures(review, **now | figures, by=by)


def test_change_figures_is_written_down_for_the_requester(review, buyer, requester):
    written = Written()
    change(review, value=Decimal(45000), needed_by=date(2027, 1, 31), by=buyer)
    review.refresh_from_db()
    assert (review.value, review.needed_by) == (Money(45000, "EUR"), date(2027, 1, 31))
    assert (review.facts["value"], review.facts["currency"]) == ("45000", "EUR")
    told = (
        "changed the value from EUR 30,000 to EUR 45,000; "
        "date it is needed by from nothing to 31 January 2027: They said so."
    )
    assert written.events == [("Ben Buyer", "review.figures_changed", "business", told)]
    assert written.notices == [("Rosa Requester", "news", f"Ben Buyer {told}")]


def test_the_same_figures_change_nothing_and_need_no_reason(review, buyer):
    written = Written()
    change(review, value=Decimal("30000.0"), reason="", by=buyer)
    assert (written.events, written.notices) == ([], [])


def test_change_figures_is_for_procurement(review, counsel, requester, admin):
    for person in (counsel, requester, admin):
        with denied("Procurement changes value and date, never the requester."):
            change(review, value=Decimal(1), by=person)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": " "}, "Say in a sentence why: the requester reads it."),
        ({"reason": "x" * 201}, "Please shorten this to 200 characters; it has 201."),
        ({"value": Decimal(-1)}, "A value below nothing cannot be."),
    ],
)
def test_change_figures_says_what_is_missing(review, buyer, given, sentence):
    with refused(sentence):
        change(review, **{"value": Decimal(1)} | given, by=buyer)


def test_a_change_of_value_asks_again_whoever_approved_it_and_whom_it_brings_in(review_at, buyer, lead):
    review = review_at(Stage.SIGNATURE)
    change(review, value=Decimal(60000), by=buyer)
    assert row(review, "stage") == ("final_approval",)
    pending = {each.desk.slug: [str(one) for one in each.difference] for each in review.approvals.pending()}
    assert pending["procurement"] == ["Value: EUR 30,000 → EUR 60,000"]
    assert pending["finance"] == []


def test_a_value_can_be_taken_away(review, buyer):
    change(review, value=None, by=buyer)
    review.refresh_from_db()
    assert (review.value, review.facts["value"]) == (None, None)
