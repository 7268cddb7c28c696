"""Deciding a term confirms the passages that it rests on, and the log says by what."""

import pytest

from common.models import Audience
from reviews.models import Outcome, Passage, ProposalState
from reviews.pure.verbs import Verb
from reviews.terms import bulk, deciding
from reviews.web.cards.terms import terms_with_names
from tests.reviews.paper_with_terms import paper
from tests.reviews.reading import Written

__all__ = ["paper"]


@pytest.fixture
def fees(review, paper):
    return review.terms.get(term_type__slug="payment-terms")


def proposals_of(term):
    return term.review.proposals.filter(term_type=term.term_type)


def states(term):
    return {proposal.state for proposal in proposals_of(term)}


def test_deciding_a_term_confirms_its_passages_and_says_by_what(fees, buyer, review):
    others = review.proposals.exclude(term_type=fees.term_type)
    before = set(others.values_list("pk", "state"))
    assert states(fees) == {ProposalState.PROPOSED}
    written = Written()
    deciding.decide_term(fees, Outcome.ASK, desk=fees.desk, by=buyer)

    assert states(fees) == {ProposalState.CONFIRMED}
    [proposal] = proposals_of(fees)
    assert (proposal.term, proposal.decided_by, proposal.decided_desk) == (fees, buyer, fees.desk)
    assert [passage.quote for passage in Passage.objects.filter(term=fees)] == [proposal.quote]
    assert set(others.values_list("pk", "state")) == before
    said = f"confirmed 1 passage of “{proposal.version.original_name}” with the decision on “{fees}”"
    assert (buyer.name, Verb.PASSAGES_CONFIRMED, Audience.INTERNAL, said) in written.events


@pytest.mark.parametrize("outcome", [Outcome.NOT_APPLICABLE, Outcome.ESCALATED])
def test_what_says_nothing_about_the_passages_leaves_them_open(fees, buyer, outcome):
    term = fees if outcome == Outcome.ESCALATED else fees.review.terms.get(term_type__slug="initial-term")
    deciding.decide_term(term, outcome, reason="Look at it.", desk=term.desk, by=buyer)
    assert states(term) == {ProposalState.PROPOSED}


def test_decision_keeps_the_words_that_it_was_made_on(fees, buyer, review):
    before = deciding.stands_today(review, [fees])[fees.pk]
    deciding.decide_term(fees, Outcome.ASK, desk=fees.desk, by=buyer)
    after = deciding.stands_today(review, review.terms.for_checks().filter(pk=fees.pk))[fees.pk]
    assert (after.wording, after.verdict) == (before.wording, before.verdict)
    assert fees.decisions.get().wording == before.wording


def test_deciding_several_confirms_in_one_line_of_the_log(fees, buyer, review):
    pks = [fees.pk, review.terms.get(term_type__slug="price-increases").pk]
    terms = list(terms_with_names(review.terms.filter(pk__in=pks)))
    for term in terms:
        term.review = review
    written = Written()
    bulk.decide_terms(review, terms, Outcome.ASK, by=buyer)
    assert written.verbs.count(Verb.PASSAGES_CONFIRMED) == 1
    assert {state for term in terms for state in states(term)} == {ProposalState.CONFIRMED}
