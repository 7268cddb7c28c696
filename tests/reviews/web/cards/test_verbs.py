"""The verbs of a term: which are offered, in which order, and why a key decides nothing."""

from types import SimpleNamespace

import pytest

from reviews.checks.stands import Stand
from reviews.models import Outcome, TermVerdict
from reviews.terms import outcomes
from reviews.web.cards.verbs import order_of, refusals_on, verbs_on

TYPE = SimpleNamespace(fallbacks=["Half of it.", "A third."], deviation_approver="a lead of Legal")
TERM = SimpleNamespace(term_type=TYPE, position="All of it.", place="clause 4")


def stand(verdict, wording="They pay half."):
    return Stand(verdict, wording=wording)


def offered(verdict, wording="They pay half.", term=TERM):
    return [(verb.key, verb.outcome, verb.opens) for verb in verbs_on(term, stand(verdict, wording), may_escalate=True)]


def test_what_differs_begins_with_our_position_and_theirs():
    assert offered(TermVerdict.DIFFERS) == [
        ("1", "ask", False),
        ("2", "theirs", True),
        ("3", "fallback", True),
        ("4", "escalated", True),
        ("6", "left_out", True),
    ]


def test_what_meets_begins_with_saying_so():
    assert offered(TermVerdict.MEETS)[0] == ("1", "meets", False)


def test_what_the_paper_is_silent_on_is_asked_for_or_left_out():
    assert offered(TermVerdict.NOT_STATED, "")[:2] == [("1", "ask", False), ("2", "left_out", True)]
    assert ("5", "not_applicable", False) in offered(TermVerdict.NOT_STATED, "")


def test_what_is_unclear_wants_a_reason_to_be_taken_for_ours():
    assert ("7", "meets", True) in offered(TermVerdict.UNCLEAR)


@pytest.mark.parametrize("verdict", TermVerdict)
@pytest.mark.parametrize("wording", ["", "They pay half."])
def test_every_outcome_has_a_key_and_is_offered_or_refused_with_a_sentence(verdict, wording):
    here = stand(verdict, wording)
    assert set(order_of(here)) == set(outcomes.CHOICES)
    keys = [verb.key for verb in verbs_on(TERM, here, may_escalate=True)]
    refused = dict(refusals_on(TERM, here, may_escalate=True))
    assert sorted([*keys, *refused]) == list("1234567")
    assert all(why.endswith(".") for why in refused.values())


@pytest.mark.parametrize("verdict", TermVerdict)
def test_verb_without_a_question_is_one_that_the_rules_take_without_a_reason(verdict):
    here = stand(verdict)
    for verb in verbs_on(TERM, here, may_escalate=True):
        rank = 1 if verb.outcome == Outcome.FALLBACK else None
        faults = outcomes.faults(outcomes.Choice(verb.outcome, rank=rank), TERM, here)
        assert verb.opens == bool(faults or verb.fallbacks)


def test_nothing_is_escalated_once_approval_was_asked_for():
    assert "4" in dict(refusals_on(TERM, stand(TermVerdict.DIFFERS), may_escalate=False))
