"""Who is kept apart from a wait: kept with it, and carried over for the waits that were open before that was."""

import pytest

from people.models import User
from reviews.approvals import deciding as approval_deciding
from reviews.closing import actions as closing
from reviews.models import ApprovalRule, Outcome
from reviews.negotiation import actions as negotiation
from reviews.rounds import alignment
from reviews.terms import deciding
from tests.review_fixtures import NOTE, decide_all, finish_all_sides
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import desk_wait, term


def kept(review):
    """{(purpose, desk): who is kept apart, by name} of the open waits."""
    names = dict(User.objects.values_list("pk", "name"))
    waits = review.waits.open().select_related("desk")
    return {(wait.purpose, wait.desk.slug): {names[pk] for pk in wait.apart} for wait in waits}


@pytest.fixture
def shared_and_closed(review, desks, counsel, buyer, lead, specialists):
    shared = term(review, "service-credits")
    deciding.decide_term(shared, Outcome.MEETS, desk=desks["procurement"], reason="Read on paper.", by=buyer)
    decide_all(review, desks["procurement"], by=buyer)
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=lead)
    closing.draft_decision_note(review, **NOTE, by=counsel)
    return review


@pytest.fixture
def approved(review, desks, counsel, buyer, lead, finance_lead, specialists):
    ApprovalRule.objects.create(position=9, name="Always", desk=desks["finance"])
    deciding.decide_term(
        term(review, "liability"), Outcome.THEIRS, desk=desks["legal"], reason="As agreed.", by=counsel
    )
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    approval_deciding.approve(review.approvals.get(desk=desks["procurement"]), by=lead)
    return review


def test_review_keeps_the_other_side_and_the_other_decider_apart(shared_and_closed):
    assert kept(shared_and_closed) == {
        ("desk_review", "legal"): {"Rosa Requester", "Ben Buyer", "Lena Lead"},
        ("desk_review", "privacy"): {"Rosa Requester", "Ben Buyer"},  # they share a term with procurement
        ("desk_review", "security"): {"Rosa Requester", "Ben Buyer"},
        ("co_signature", "procurement"): {"Rosa Requester", "Clara Counsel"},
    }


def test_approval_keeps_deciders_of_deviations_and_other_approvers_apart(approved):
    everybody = {"Rosa Requester", "Clara Counsel", "Lena Lead"}
    assert kept(approved) == {("approval", "legal"): everybody, ("approval", "finance"): everybody}
