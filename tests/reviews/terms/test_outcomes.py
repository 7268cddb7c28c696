"""How the desks' decisions add up, pair by pair, and what a choice needs: the table of docs/decisions/0024."""

import itertools
import re
from pathlib import Path

import pytest

from reviews.checks.stands import Stand
from reviews.models import DEVIATIONS, Outcome, Term, TermType, TermVerdict
from reviews.terms import outcomes
from reviews.terms.outcomes import Answer, Choice, combined

NOTHING = Answer(Outcome.OPEN)
M, A, T, L = Answer(Outcome.MEETS), Answer(Outcome.ASK, True), Answer(Outcome.THEIRS), Answer(Outcome.LEFT_OUT)
N, E = Answer(Outcome.NOT_APPLICABLE), Answer(Outcome.ESCALATED)
F, G = Answer(Outcome.FALLBACK, True), Answer(Outcome.FALLBACK, False)  # asked for; said by the paper already
NAMES = {"meets": M, "ask": A, "fallback, asked": F, "fallback, carried": G, "theirs": T, "left_out": L}
NAMES |= {"not_applicable": N, "escalated": E, "open": NOTHING}

TWO_DESKS = {
    (M, M): M,
    (M, A): A,
    (M, F): F,
    (M, G): G,
    (M, T): T,
    (M, L): L,
    (M, N): M,
    (A, A): A,
    (A, F): A,
    (A, G): A,
    (A, T): NOTHING,
    (A, L): NOTHING,
    (A, N): A,
    (F, F): F,
    (F, G): F,
    (F, T): NOTHING,
    (F, L): NOTHING,
    (F, N): F,
    (G, G): G,
    (G, T): T,
    (G, L): L,
    (G, N): G,
    (T, T): T,
    (T, L): T,
    (T, N): T,
    (L, L): L,
    (L, N): L,
    (N, N): N,
    **{(answer, E): E for answer in (M, A, F, G, T, L, N, E)},
}


@pytest.mark.parametrize("answer", [M, A, F, G, T, L, N, E], ids=str)
def test_combined_is_what_the_only_desk_said(answer):
    assert combined([answer], needed=1) == answer


@pytest.mark.parametrize("answer", [M, A, F, G, T, L, N], ids=str)
def test_combined_waits_for_the_second_desk(answer):
    assert combined([], needed=2) == combined([answer], needed=2) == NOTHING
    assert combined([E], needed=2) == E


@pytest.mark.parametrize(("answers", "outcome"), TWO_DESKS.items(), ids=str)
def test_combined_of_two_desks_in_either_order(answers, outcome):
    for order in itertools.permutations(answers):
        assert combined(order, needed=2) == outcome


def test_every_pair_of_answers_is_in_the_table():
    said = (M, A, F, G, T, L, N, E)
    assert {frozenset(pair) for pair in TWO_DESKS} == {frozenset(p) for p in itertools.product(said, repeat=2)}


def test_decision_page_has_the_same_table():
    page = (Path(__file__).parents[3] / "docs/decisions/0024-outcomes.md").read_text()
    rows = re.findall(r"^\| ([\w, ]+?) \+ ([\w, ]+?) \| ([\w, ]+?) \|", page, re.MULTILINE)
    drawn = {frozenset((NAMES[one], NAMES[two])): NAMES[both] for one, two, both in rows}
    assert drawn == {frozenset(pair): both for pair, both in TWO_DESKS.items() if E not in pair}


# --- what a choice needs ------------------------------------------------------------------------------

KIND = TermType(name="Liability", fallbacks=["Twice the fees.", "The fees."])
TERM = Term(term_type=KIND, position="Three times the fees.")
NOT_SURE = [TermVerdict.UNCLEAR, TermVerdict.NOT_STATED, TermVerdict.NOT_READ, TermVerdict.NO_ENTRY]


def faults(choice, verdict, *, term=TERM, wording="The fees."):
    return outcomes.faults(choice, term, Stand(verdict, wording=wording))


def test_meets_is_taken_where_the_check_says_so():
    assert faults(Choice("meets"), TermVerdict.MEETS) == []


@pytest.mark.parametrize("verdict", NOT_SURE)
def test_meets_needs_a_reason_where_the_check_cannot_say_so(verdict):
    [sentence] = faults(Choice("meets"), verdict)
    assert sentence.startswith("Say where the paper says so: ")
    assert faults(Choice("meets", "Clause 4, last sentence."), verdict) == []


@pytest.mark.parametrize("outcome", ["meets", "not_applicable"])
def test_what_differs_is_never_taken_for_ours_or_for_nothing_whatever_the_reason(outcome):
    [sentence] = faults(Choice(outcome, "It is fine."), TermVerdict.DIFFERS)
    assert "accept theirs with a reason" in sentence


@pytest.mark.parametrize("verdict", TermVerdict)
@pytest.mark.parametrize("outcome", DEVIATIONS)
def test_giving_our_position_up_always_needs_a_reason(outcome, verdict):
    assert faults(Choice(outcome), verdict) == [outcomes.NEEDS_REASON[outcome]]
    assert faults(Choice(outcome, "Small contract."), verdict) == []


@pytest.mark.parametrize("verdict", TermVerdict)
def test_ask_needs_a_position_and_no_reason(verdict):
    assert faults(Choice("ask"), verdict) == []
    nothing = Term(term_type=KIND, position=" ")
    assert faults(Choice("ask", "Why."), verdict, term=nothing) == [
        "Write down our position first: there is nothing to ask for yet."
    ]


@pytest.mark.parametrize("rank", [None, 0, 3, -1, "1"])
def test_fallback_is_one_of_the_playbooks(rank):
    assert faults(Choice("fallback", rank=rank), TermVerdict.DIFFERS) == ["Say which fallback: a number from 1 to 2."]
    assert faults(Choice("fallback", rank=2), TermVerdict.DIFFERS) == []
    without = Term(term_type=TermType(name="Publicity"), position="None.")
    assert faults(Choice("fallback", rank=1), TermVerdict.DIFFERS, term=without) == [
        "Our playbook has no fallback for “Publicity”."
    ]


def test_fallback_that_the_paper_says_needs_its_place():
    carried = Choice("fallback", rank=1, carried=True)
    [sentence] = faults(carried, TermVerdict.DIFFERS)
    assert sentence.startswith("Say where the paper says so")
    assert faults(Choice("fallback", "Clause 9.", rank=1, carried=True), TermVerdict.DIFFERS) == []
    assert (carried.is_asked, Choice("fallback", rank=1).is_asked) == (False, True)


def test_not_applicable_is_said_in_one_step_only_where_the_papers_are_silent():
    assert faults(Choice("not_applicable"), TermVerdict.NOT_STATED, wording="") == []
    for verdict, wording in [(verdict, "") for verdict in NOT_SURE[2:]] + [(TermVerdict.NOT_STATED, "The fees.")]:
        [sentence] = faults(Choice("not_applicable"), verdict, wording=wording)
        assert sentence.startswith("Say why it does not apply: ")
        assert faults(Choice("not_applicable", "We have none."), verdict, wording=wording) == []


# --- several at once ------------------------------------------------------------------------------------


def left_out(outcome, verdict, wording="The fees."):
    return outcomes.faults_together(outcome, TERM, Stand(verdict, wording=wording))


@pytest.mark.parametrize("verdict", [verdict for verdict in TermVerdict if verdict != TermVerdict.MEETS])
def test_bulk_step_takes_nothing_for_ours_that_is_not_known_to_be(verdict):
    [sentence] = left_out("meets", verdict)
    assert sentence.endswith("Decide it by itself.")
    assert left_out("meets", TermVerdict.MEETS) == []
    assert left_out("not_applicable", verdict) != []


def test_bulk_step_asks_for_what_the_paper_does_not_say():
    assert [verdict for verdict in TermVerdict if left_out("ask", verdict)] == [TermVerdict.MEETS]
