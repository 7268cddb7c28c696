"""The workbench: the reviewers' page of a review."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.models import Outcome
from reviews.terms import deciding
from reviews.waits import questions
from tests.review_fixtures import decide_all
from tests.reviews.pages import HTMX, dock_of, page, part_of, press, signed_in, text_of
from tests.reviews.paper_with_terms import paper

__all__ = ["paper"]

MOST_QUERIES = 25
"""Three of them are who asks, two their notices."""


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

    page(signed_in(client, buyer), review)  # the first look at it is noted
    many = queries()
    review.terms.exclude(pk=term.pk).delete()

    assert queries() == many


@pytest.mark.parametrize("side", ["documents", "issues", "comments", "timeline", "request"])
def test_each_tab_asks_the_database_as_often_with_more_terms(client, buyer, review, term, side):
    signed_in(client, buyer)

    def cost(address, **headers):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address, headers=headers).status_code == 200
        return len(captured)

    address = f"{review.get_absolute_url()}?side={side}"
    client.get(address)  # the first look at it is noted
    many = [cost(address), cost(address, **{"HX-Request": "true", "HX-Target": "side"})]
    review.terms.exclude(pk=term.pk).delete()
    assert [cost(address), cost(address, **{"HX-Request": "true", "HX-Target": "side"})] == many


def test_workbench_of_25_terms_is_small_until_a_line_is_opened(client, buyer, review, paper):
    """Goals of the page: 30 kB over the wire, and few questions to the database."""
    signed_in(client, buyer)
    page(client, review)
    with CaptureQueriesContext(connection) as captured:
        response = page(client, review)

    assert review.terms.count() == 23
    assert len(gzip.compress(response.content)) < 16_000
    assert len(captured) <= MOST_QUERIES


def test_decision_draws_one_line_and_not_the_others(client, buyer, term):
    response = press(signed_in(client, buyer), "decide_term", term.pk, headers=HTMX, outcome="ask", desk=term.desk_id)
    assert response.content.decode().count("data-row-link") == 1


def test_parts_of_the_page_are_answers_of_their_own(client, buyer, review):
    signed_in(client, buyer)

    def answer(part, query=""):
        headers = HTMX | {"HX-Target": part}
        return client.get(f"{review.get_absolute_url()}{query}", headers=headers).content.decode()

    for part, query in (("side", "?side=issues"), ("waits", ""), ("terms", "?terms=mine")):
        content = answer(part, query)
        assert "<!DOCTYPE" not in content and f'id="{part}"' in content
    assert 'id="issues"' in answer("side", "?side=issues") and "data-row" not in answer("side", "?side=issues")


def test_page_shows_the_tab_in_which_a_form_needs_another_look(client, buyer, review):
    response = press(signed_in(client, buyer), "raise_issue", review.pk, summary="No exit.", severity="enormous")
    assert response.context["side"].chosen == "issues"


@pytest.mark.parametrize("side", ["", "moon"])
def test_side_that_there_is_none_of_is_documents(client, buyer, review, side):
    assert page(signed_in(client, buyer), review, side=side).context["side"].chosen == "documents"


def test_lines_stand_in_the_order_in_which_people_look_at_them(client, buyer, counsel, review, paper, desks):
    signed_in(client, buyer)
    [commercial, legal, _shared] = page(client, review).context["terms"].bands
    assert (commercial.key, legal.key) == ("commercial", "legal")
    verdicts = [row.stand.verdict for row in commercial.open_rows]
    assert verdicts == sorted(verdicts, key=["differs", "unclear", "not_stated", "not_read", "no_entry", "meets"].index)
    first, last = commercial.open_rows[0].term, commercial.open_rows[-1].term
    deciding.decide_term(first, Outcome.ASK, desk=desks["procurement"], by=buyer)
    deciding.decide_term(last, Outcome.ESCALATED, reason="Too dear.", desk=desks["procurement"], by=buyer)

    commercial = page(client, review).context["terms"].bands[0]

    assert [row.term for row in commercial.decided_rows] == [first]
    assert commercial.open_rows[0].term == last
    assert page(signed_in(client, counsel), review).context["terms"].bands[0].key == "legal"


def test_foot_leads_from_the_first_term_to_being_done(client, buyer, review, procurement_side):
    signed_in(client, buyer)
    assert "Our side 0 of 12 12 to decide:" in dock_of(page(client, review))
    decide_all(review, procurement_side.desk, by=buyer)
    foot = page(client, review).context["dock"]
    assert (foot.next, [(part.decided, part.blockers) for part in foot.parts]) == (None, [(12, [])])


def test_foot_of_whoever_has_nothing_to_do_names_who_has(client, auditor, review):
    assert "Decide 12 terms." in dock_of(page(signed_in(client, auditor), review))


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


def test_shared_term_names_its_desks_until_they_say_what_the_line_says(client, review, desks, buyer, counsel):
    shared = review.terms.get(term_type__slug="service-credits")

    def words():
        rows = page(signed_in(client, buyer), review).context["terms"].rows
        return [(part.desk.name, part.words) for row in rows if row.term == shared for part in row.pair]

    assert words() == [("Procurement", "open"), ("Legal", "open")]
    deciding.decide_term(shared, Outcome.MEETS, reason="Read.", desk=desks["procurement"], by=buyer)
    assert words() == [("Procurement", "As we want it"), ("Legal", "open")]
    deciding.decide_term(shared, Outcome.MEETS, reason="Read.", desk=desks["legal"], by=counsel)
    assert words() == []
