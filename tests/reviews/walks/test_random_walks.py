"""Thousands of random steps by random people: no sequence reaches a forbidden state (tests/reviews/walks/)."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from reviews.rounds import policies as round_policies
from reviews.spine import policies
from tests.reviews.walks.company import found_company
from tests.reviews.walks.walk import Walk

LONG = os.environ.get("SOAK") == "long"
WALKS, STEPS = (300, 80) if LONG else (40, 60)

OFTEN = {
    "ask_desk",
    "change_figures",
    "claim",
    "decide_term",
    "disagree",
    "draft_decision_note",
    "edit_term",
    "finish_side",
    "nudge",
    "plan_absence",
    "raise_finding",
    "raise_issue",
}
"""What every run must have done at least once, or the walks say nothing about it."""

SELDOM = {
    "add_document",
    "answer_question",
    "approve",
    "ask_requester",
    "ask_vendor",
    "cancel_absence",
    "close_finding",
    "comment",
    "end_absence",
    "hand_over",
    "hand_over_to_desk",
    "name_somebody",
    "object_to_note",
    "offer_waits",
    "pause",
    "propose_outcome",
    "record_vendor_reply",
    "release",
    "request_approval",
    "resolve_issue",
    "resume",
    "send_to_vendor",
    "wait_for",
    "withdraw",
    "withdraw_disagreement",
    "withdraw_question",
}
"""What a long run must have done as well."""


@pytest.fixture
def company(defaults):
    Walk.company = found_company()
    Walk.done.clear()
    Walk.refused.clear()


def walk(walks=WALKS):
    """The same walks every time, unless they are long. A walk that fails is shown as it was, not made shorter."""
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=walks,
            stateful_step_count=STEPS,
            derandomize=not LONG,
            database=None,
            phases=[Phase.generate],
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(3600 if LONG else 900)
def test_random_steps_reach_no_forbidden_state(company):
    walk()
    expected = OFTEN | SELDOM if LONG else OFTEN
    assert expected - Walk.done.keys() == set()
    assert expected - Walk.refused.keys() == set()
    assert sum(Walk.done.values()) + sum(Walk.refused.values()) > WALKS * STEPS * 0.8


@pytest.mark.parametrize(
    ("room", "guard", "forbidden"),
    [
        (policies, "may_work_for", "by_the_requester|by_or_for_the_requester|decided_by_a_stranger_to_the_desk"),
        (round_policies, "blockers_to_done", "aligned_with_open_terms|both_functions_closed_by_one_person"),
    ],
)
def test_random_steps_would_reach_a_forbidden_state_without_a_guard(company, monkeypatch, room, guard, forbidden):
    """The control: with one guard taken away the same walks find what it is for."""
    without = {"may": lambda *args: True, "blockers": lambda *args: []}[guard.partition("_")[0]]
    monkeypatch.setattr(room, guard, without)
    with pytest.raises(AssertionError, match=forbidden):
        walk()
