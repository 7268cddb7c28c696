"""When a wait is due, in the business time of whoever holds it. When its reminders fall: test_ladders.py."""

import pytest

from intake import actions as intake_actions
from reviews.models import Purpose, Rung, TargetTime
from reviews.waits.opening_and_closing import open_wait
from tests.factories import TeamFactory, WorkingCalendarFactory
from tests.reviews.reading import desk_wait


@pytest.mark.parametrize(
    ("submitted", "due_at"),
    [
        ("2026-11-23T10:00+00:00", "2026-11-30T10:00+00:00"),  # a plain week
        ("2026-11-27T16:00+00:00", "2026-12-04T16:00+00:00"),  # Friday, 17:00 in Berlin
        ("2026-11-27T20:00+00:00", "2026-12-04T16:30+00:00"),  # Friday evening: closing time a week later
        ("2026-11-28T12:00+00:00", "2026-12-04T16:30+00:00"),  # Saturday
        ("2026-11-30T05:00+00:00", "2026-12-04T16:30+00:00"),  # Monday before opening: from 9:00 on
        ("2026-12-21T10:00+00:00", "2026-12-29T10:00+00:00"),  # over Christmas Day
        ("2026-12-28T10:00+00:00", "2027-01-05T10:00+00:00"),  # over New Year
        ("2026-10-22T09:00+00:00", "2026-10-29T10:00+00:00"),  # 11:00 in Berlin on both sides of the clock change
        ("2027-03-25T10:00+00:00", "2027-04-05T09:00+00:00"),  # over Easter and the other clock change
    ],
)
def test_desk_review_is_due_after_five_business_days(submitted, due_at, at, draft, requester, desks):
    at(submitted)
    wait = desk_wait(intake_actions.submit(draft, by=requester), desks["legal"])
    assert wait.due_at.isoformat(timespec="minutes") == due_at


def test_target_of_the_desk_itself_wins(at, review, desks, buyer):
    at("2026-11-23T10:00+00:00")
    TargetTime.objects.create(purpose=Purpose.APPROVAL, desk=desks["legal"], business_days="0.5")
    own = open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["legal"])
    general = open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["finance"])
    assert [wait.due_at.isoformat(timespec="minutes") for wait in (own, general)] == [
        "2026-11-23T15:15+01:00",
        "2026-11-25T11:00+01:00",
    ]


def test_target_time_falls_back_when_an_admin_removed_it(at, review, desks, buyer):
    at("2026-11-23T10:00+00:00")
    TargetTime.objects.all().delete()
    wait = open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["legal"])
    assert wait.due_at.isoformat(timespec="minutes") == "2026-11-26T11:00+01:00"


def test_wait_counts_in_the_hours_of_its_desk(at, review, buyer):
    at("2026-11-26T15:00+00:00")  # Thanksgiving, 10:00 in New York
    calendar = WorkingCalendarFactory(time_zone="America/New_York", country="US")
    desk = TeamFactory(calendar=calendar)
    wait = open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desk)
    assert wait.due_at.isoformat(timespec="minutes") == "2026-11-30T17:30-05:00"


def test_wait_without_a_desk_counts_in_the_hours_of_the_first_office(at, review, buyer, requester):
    at("2026-11-27T20:00+00:00")
    wait = open_wait(review, Purpose.QUESTION, needed="Answer.", by=buyer, requester=True)
    assert wait.due_at.isoformat(timespec="minutes") == "2026-12-04T17:30+01:00"


def test_next_reminder_is_none_without_a_ladder(review, desks, buyer):
    Rung.objects.update(retired_at=review.opened_at)
    assert open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["legal"]).remind_at is None
