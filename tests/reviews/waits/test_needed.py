"""What a desk's review asks for follows its terms: to decide what is open, and then to say that the side is done."""

import pytest

from reviews.models import Outcome
from reviews.rounds import alignment
from reviews.terms import anew, bulk, deciding
from reviews.waits import claims, needed
from reviews.web.cards.terms import terms_with_names
from tests.review_fixtures import decide_all
from tests.reviews.few_terms import software
from tests.reviews.pages import signed_in, text_of
from tests.reviews.reading import desk_wait, term

__all__ = ["software"]
ALL = "All decided: say that your side is done."


def asked_of(review, desk):
    wait = desk_wait(review, desk)
    assert needed.needed_of(review, desk) == wait.needed
    return wait.needed


def test_each_decision_leaves_one_term_less(review, desks, buyer):
    assert asked_of(review, desks["procurement"]) == "Decide 3 terms."
    deciding.decide_term(term(review, "price"), Outcome.ASK, desk=desks["procurement"], by=buyer)
    assert asked_of(review, desks["procurement"]) == "Decide 2 terms."


def test_all_decided_asks_for_the_last_step(review, desks, buyer):
    decide_all(review, desks["procurement"], by=buyer)
    assert asked_of(review, desks["procurement"]) == ALL
    assert asked_of(review, desks["legal"]) == "Decide 4 terms."


@pytest.mark.parametrize("address", ["/queue/", "/my-work/", "{review}"])
def test_all_decided_is_what_pages_show(client, review, desks, buyer, address):
    claims.claim(desk_wait(review, desks["procurement"]), by=buyer)
    decide_all(review, desks["procurement"], by=buyer)
    response = signed_in(client, buyer).get(address.format(review=review.get_absolute_url()))
    assert ALL in text_of(response)
    assert "Decide 3 terms" not in text_of(response)


def test_requester_reads_no_number_that_is_none(client, review, desks, buyer, requester):
    decide_all(review, desks["procurement"], by=buyer)
    page = text_of(signed_in(client, requester).get(review.get_absolute_url()))
    assert "Decide 3 terms" not in page


def test_bulk_step_counts_too(review, desks, lead):
    terms = list(terms_with_names(review.terms.owned_by(desks["procurement"]).filter(second_desk=None)))
    for row in terms:
        row.review = review
    bulk.decide_terms(review, terms, Outcome.ASK, by=lead)
    assert asked_of(review, desks["procurement"]) == f"Decide {3 - len(terms)} terms."


def test_escalated_term_waits_for_the_lead_alone(review, desks, buyer, counsel):
    credits = term(review, "service-credits")
    deciding.decide_term(credits, Outcome.ESCALATED, reason="None.", desk=desks["procurement"], by=buyer)
    assert asked_of(review, desks["legal"]) == "Decide 4 terms."  # its own part of it is still to be decided
    for slug in ("price", "exit-help"):
        for desk, by in ((desks["procurement"], buyer), (desks["legal"], counsel)):
            row = term(review, slug)
            if desk in row.desks:
                deciding.decide_term(row, Outcome.ASK, desk=desk, by=by)
    assert asked_of(review, desks["procurement"]) == "Wait for the lead: 1 term is escalated."


def test_term_that_is_decided_anew_is_asked_for_again(review, desks, buyer, counsel):
    decide_all(review, desks["procurement"], by=buyer)
    anew.decide_anew(term(review, "price"), by=counsel)
    assert asked_of(review, desks["procurement"]) == "Decide 1 term."


def test_desks_that_contradict_each_other_are_both_asked_again(review, desks, buyer, counsel):
    credits = term(review, "service-credits")
    decide_all(review, desks["procurement"], by=buyer, outcome=Outcome.ASK)
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)

    deciding.decide_term(credits, Outcome.THEIRS, reason="Small.", desk=desks["legal"], by=counsel)

    credits.refresh_from_db()
    assert (credits.outcome, credits.is_asked) == (Outcome.OPEN, False)
    assert asked_of(review, desks["procurement"]) == "Decide 1 term."
    assert credits in review.terms.undecided_by(desks["legal"])
    deciding.decide_term(credits, Outcome.THEIRS, reason="So be it.", desk=desks["procurement"], by=buyer)
    credits.refresh_from_db()
    assert credits.outcome == Outcome.THEIRS
    assert asked_of(review, desks["procurement"]) == ALL
