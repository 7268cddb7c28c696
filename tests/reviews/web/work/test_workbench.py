"""The workbench: the reviewers' page of a review."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.models import Outcome
from reviews.terms import deciding
from reviews.waits import questions
from tests.reviews.pages import dock_of, page, part_of, signed_in, text_of


def test_workbench_says_with_whom_and_why_each_desk(client, buyer, review):
    response = page(signed_in(client, buyer), review)

    assert "Procurement unclaimed 12 left Decide 12 terms." in part_of(response, "waits")
    split = part_of(page(client, review, side="request"), "split")
    assert "Handles commercial terms Procurement because Rule 1: Procurement handles commercial terms" in split


def test_workbench_explains_why_a_side_is_not_done(client, buyer, procurement_side, review):
    response = page(signed_in(client, buyer), review)

    assert f'disabled aria-describedby="wait-{procurement_side.pk}-blockers"' in response.content.decode()
    assert "12 terms are not decided yet: Price and rates, discounts," in dock_of(response)


def test_terms_stand_beside_each_other_with_the_shared_ones_across(client, buyer, review):
    terms = page(signed_in(client, buyer), review).context["terms"]

    bands = [(band.key, band.settled, band.total) for band in terms.bands]
    assert bands == [("commercial", 0, 9), ("legal", 0, 10), ("shared", 0, 4)]


@pytest.mark.parametrize(("chosen", "shown"), [("all", 23), ("open", 22), ("mine", 11), ("garbled", 23)])
def test_terms_narrow_by_what_the_address_says(client, buyer, review, term, desks, chosen, shown):
    deciding.decide_term(term, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)

    terms = page(signed_in(client, buyer), review, terms=chosen).context["terms"]

    assert sum(len(band.shown) for band in terms.bands) == shown


def test_workbench_asks_the_database_as_often_with_more_terms(client, buyer, review, term, software):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page(client, review)
        return len(captured)

    signed_in(client, buyer)
    many = queries()
    review.terms.exclude(pk=term.pk).delete()

    assert queries() == many


def test_workbench_shows_no_due_soon_on_what_is_late(client, at, legal_side, review, counsel):
    at("2026-12-02T14:00Z")
    assert "Due soon" not in text_of(page(signed_in(client, counsel), review))


def test_time_spent_is_shown_in_business_days(client, at, review, legal_side, desks, counsel, requester):
    at("2026-11-25T10:00Z")
    question = questions.ask_requester(legal_side, "Who?", by=counsel)
    at("2026-11-26T10:00Z")
    questions.answer_question(question, "Me.", by=requester)
    at("2026-11-27T10:00Z")

    response = page(signed_in(client, counsel), review, side="timeline")

    rows = {row.name: (round(row.days, 1), row.is_running) for row in response.context["times"].rows}
    assert (rows["Legal"], rows["Procurement"], rows["Rosa Requester (requester)"]) == (
        (3.0, True),
        (4.0, True),
        (1.0, False),
    )
    steps = [(needed, row.name, round(row.days, 1)) for needed, row in response.context["times"].steps]
    assert (legal_side.needed, "Legal", 3.0) in steps
    assert ("Answer a question from Legal.", "Rosa Requester (requester)", 1.0) in steps
    panel = part_of(response, "time-spent")
    assert "Legal still running 3 business days of it less than half a business day until somebody picked" in panel


@pytest.mark.parametrize("pairs", [1, 10])
def test_time_spent_costs_as_many_queries_for_a_long_story_as_for_a_short_one(
    review, legal_side, counsel, requester, pairs, django_assert_num_queries
):
    from reviews.web.cards.time_spent import time_spent

    for _ in range(pairs):
        questions.answer_question(questions.ask_requester(legal_side, "Who?", by=counsel), "Me.", by=requester)
    review.refresh_from_db()
    assert review.vendor and review.requester
    time_spent(review)
    with django_assert_num_queries(3):
        time_spent(review)


def test_workbench_offers_boxes_and_keys_for_what_the_reader_decides(client, review, counsel):
    content = page(signed_in(client, counsel), review).content.decode()
    for key in ("c", "n", "x", "/", "[", "]"):
        assert f'data-shortcut="{key}"' in content
    assert 'form="decide-many"' in content
