"""Naming another day: whoever holds it says until when, and why; what was said first stays."""

from datetime import date

import pytest

from reviews.models import DueChange
from reviews.waits import claims, due_days, pausing
from tests.groundwork import groundwork
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, denied, desk_wait, refused

FRIDAY = date(2026, 12, 4)


@pytest.fixture
@groundwork
def wait(review, desks, counsel):
    """Due on Monday 30 November."""
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


def test_move_due_lets_it_be_due_at_the_end_of_another_day_and_keeps_what_was_said(wait, counsel):
    first = wait.due_at
    written = Written()

    wait = due_days.move_due(wait, day=FRIDAY, reason=" Quill is closed until then. ", by=counsel)

    assert (wait.due_at.isoformat(), wait.first_due_at) == ("2026-12-04T17:30:00+01:00", first)
    assert first < wait.warn_at < wait.due_at and wait.remind_at < wait.due_at
    assert [(change.before, change.after, change.why) for change in DueChange.objects.all()] == [
        (first, wait.due_at, "Quill is closed until then.")
    ]
    sentence = "needs until 4 December 2026 (Quill is closed until then.)"
    assert written.events == [("Clara Counsel", "wait.due_moved", "business", sentence)]
    assert written.notices == [
        ("Rosa Requester", "news", "Clara Counsel needs until 4 December 2026: Quill is closed until then.")
    ]


def test_move_due_is_for_whoever_holds_it_and_their_leads(wait, buyer, requester, lead):
    for person in (buyer, requester):
        with denied("This is with Clara Counsel: they say until when it takes."):
            due_days.move_due(wait, day=FRIDAY, reason="No time.", by=person)
    due_days.move_due(wait, day=FRIDAY, reason="No time.", by=lead)


@pytest.mark.parametrize(
    ("day", "reason", "sentence"),
    [
        (date(2026, 11, 20), "No time.", "Choose a day to come."),
        (date(2026, 12, 5), "No time.", "Nobody works on that day: choose a business day."),
        (date(2027, 6, 1), "No time.", "Choose a day within 90 days: further ahead nobody knows."),
        (date(2026, 11, 30), "No time.", "It is due on that day already."),
        (FRIDAY, " ", "Say in a few words why: the requester reads it."),
    ],
)
def test_move_due_says_what_is_wrong(wait, counsel, day, reason, sentence):
    with refused(sentence):
        due_days.move_due(wait, day=day, reason=reason, by=counsel)


def test_move_due_waits_until_a_pause_is_over(wait, counsel):
    pausing.pause(wait, until=date(2026, 11, 26), reason="Closed.", by=counsel)
    with refused("This is paused until 26 November 2026 (Closed.)."):
        due_days.move_due(wait, day=FRIDAY, reason="No time.", by=counsel)
