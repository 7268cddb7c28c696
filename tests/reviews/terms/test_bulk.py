"""Several terms in one step: nothing that differs is accepted, and the log gets one line."""

import pytest

from common.models import Event
from reviews.facts import differences
from reviews.models import Outcome, TermDecision
from reviews.terms import bulk
from reviews.web.cards.terms import terms_with_names
from tests.reviews.paper_with_terms import paper
from tests.reviews.reading import Written, refused, term

__all__ = ["paper"]
PRICES, FEES, TERM, HELP = "price-increases", "payment-terms", "initial-term", "exit-help"


@pytest.fixture
def software(defaults):
    """With all its terms, not the few of this room."""
    from intake.models import RequestType

    return RequestType.objects.get(slug="software")


def decide(review, outcome, *slugs, by):
    terms = list(terms_with_names(review.terms.filter(term_type__slug__in=slugs)))
    for row in terms:
        row.review = review
    attempts = bulk.decide_terms(review, terms, outcome, by=by)
    return {attempt.term.term_type.slug: attempt.refusal for attempt in attempts}


def outcomes_of(review, *slugs):
    return [term(review, slug).outcome for slug in slugs]


def test_bulk_step_takes_what_meets_and_leaves_out_what_differs(review, paper, buyer):
    left_out = decide(review, Outcome.MEETS, PRICES, FEES, TERM, by=buyer)
    differs = "The paper differs from our position. Decide it by itself."
    assert left_out == {PRICES: differs, FEES: differs, TERM: ""}
    assert outcomes_of(review, PRICES, FEES, TERM) == ["open", "open", "meets"]


def test_bulk_step_takes_nothing_for_ours_while_no_paper_was_read(review, buyer):
    left_out = decide(review, Outcome.MEETS, PRICES, FEES, TERM, by=buyer)
    assert set(left_out.values()) == {"No paper was read on it. Decide it by itself."}
    assert not TermDecision.objects.exists()


def test_bulk_step_never_waves_a_differing_term_away_as_not_applicable(review, paper, buyer):
    left_out = decide(review, Outcome.NOT_APPLICABLE, PRICES, FEES, TERM, by=buyer)
    assert "" not in left_out.values()
    assert not TermDecision.objects.exists()


def test_bulk_ask_is_one_line_in_the_log_and_one_row_a_term(review, paper, buyer):
    written = Written()
    left_out = decide(review, Outcome.ASK, PRICES, FEES, TERM, by=buyer)
    assert left_out == {PRICES: "", FEES: "", TERM: "The paper says so already: there is nothing to ask for."}
    words = (
        "decided 2 terms for Procurement: our position holds (Price increases, indexation, caps and Payment "
        "terms, invoicing, late fees)"
    )
    assert [line for line in written.events if line[1].startswith("term")] == [
        ("Ben Buyer", "terms.decided", "internal", words)
    ]
    assert TermDecision.objects.filter(outcome="ask").count() == 2
    assert differences(review) == []


def test_bulk_step_for_two_desks_is_one_line_each(review, paper, lead):
    decide(review, Outcome.ASK, PRICES, FEES, "liability", by=lead)
    lines = (
        Event.objects.filter(verb__in=["term.decided", "terms.decided"])
        .order_by("pk")
        .values_list("verb", "data__desk")
    )
    assert sorted(lines) == [("term.decided", "legal"), ("terms.decided", "procurement")]
    assert differences(review) == []


@pytest.mark.parametrize("outcome", ["theirs", "fallback", "left_out", "escalated", "agreed", "", None])
def test_bulk_step_offers_nothing_that_needs_a_reason(outcome, review, buyer):
    with refused("Choose one of: it is as we want it, our position holds, not applicable."):
        decide(review, outcome, PRICES, by=buyer)
