"""Which rungs a wait climbs and when: arithmetic without a database. Berlin, Monday 23 November 2026, 10:00 local."""

from datetime import UTC, datetime, time, timedelta
from datetime import timezone as tz
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from common import business_time
from reviews.models import Anchor, Holder, Ladder, Purpose, Rung, Wait
from reviews.waits.ladders import steps

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = SimpleNamespace(
    time_zone="Europe/Berlin",
    country="DE",
    subdivision="",
    opens=time(9, 0),
    closes=time(17, 30),
    working_days=[0, 1, 2, 3, 4],
    own_days={},
)
OPENED = datetime(2026, 11, 23, 10, tzinfo=BERLIN)


def wait(*, due=datetime(2026, 11, 30, 10, tzinfo=BERLIN), opened=OPENED, holder=Holder.DESK, purpose=Purpose.SPLIT):
    return Wait(holder=holder, purpose=purpose, opened_at=opened, due_at=due)


def rung(anchor=Anchor.DUE, days=0, *, pk=1, ladder=Ladder.REVIEWERS, **more):
    return Rung(pk=pk, ladder=ladder, anchor=anchor, business_days=days, recipients=["holder"], **more)


def moments(a_wait, *rungs, **more):
    found = steps(a_wait, list(rungs), calendar=CALENDAR, **more)
    return [f"{step.moment.astimezone(BERLIN):%a %d %b %H:%M} {step.rung.pk}.{step.nth}" for step in found]


@pytest.mark.parametrize(
    ("a_rung", "expected"),
    [
        (rung(Anchor.OPENED), ["Mon 23 Nov 10:00 1.1"]),
        (rung(Anchor.OPENED, 2), ["Wed 25 Nov 10:00 1.1"]),
        (rung(Anchor.BEFORE, 1), ["Fri 27 Nov 10:00 1.1"]),
        (rung(Anchor.DUE), ["Mon 30 Nov 10:00 1.1"]),
        (rung(Anchor.DUE, 0.5), ["Mon 30 Nov 14:15 1.1"]),
        (rung(Anchor.SHARE, percent=50), ["Wed 25 Nov 14:15 1.1"]),
        (rung(Anchor.BEFORE, 8), []),  # before anybody asked
        (rung(Anchor.SHARE, percent=50, only_over_days=5), []),  # five days are not more than five
        (rung(Anchor.SHARE, percent=50, only_over_days=4), ["Wed 25 Nov 14:15 1.1"]),
        (
            rung(Anchor.DUE, 1, times=3, every_days=2),
            ["Tue 01 Dec 10:00 1.1", "Thu 03 Dec 10:00 1.2", "Mon 07 Dec 10:00 1.3"],
        ),
    ],
)
def test_steps_count_in_business_time(a_rung, expected):
    assert moments(wait(), a_rung) == expected


def test_steps_come_soonest_first_and_without_those_reached():
    rungs = [rung(Anchor.DUE, 2, pk=1), rung(Anchor.DUE, pk=2), rung(Anchor.OPENED, 1, pk=3)]
    assert moments(wait(), *rungs, reached={(2, 1)}) == ["Tue 24 Nov 10:00 3.1", "Wed 02 Dec 10:00 1.1"]


def test_steps_until_a_moment_follow_a_repetition_one_step_further():
    until = datetime(2026, 12, 2, 12, tzinfo=BERLIN)
    assert moments(wait(), rung(Anchor.DUE, times=60), until=until) == [
        "Mon 30 Nov 10:00 1.1",
        "Tue 01 Dec 10:00 1.2",
        "Wed 02 Dec 10:00 1.3",
        "Thu 03 Dec 10:00 1.4",
    ]


def test_kind_with_a_ladder_of_its_own_climbs_that_and_no_other():
    rungs = [rung(pk=1), rung(pk=2, purpose=Purpose.SPLIT), rung(pk=3, purpose=Purpose.APPROVAL)]
    assert moments(wait(), *rungs) == ["Mon 30 Nov 10:00 2.1"]
    assert moments(wait(purpose=Purpose.SIGNATURE), *rungs) == ["Mon 30 Nov 10:00 1.1"]


@pytest.mark.parametrize(("holder", "climbed"), [(Holder.PERSON, 1), (Holder.REQUESTER, 2), (Holder.VENDOR, 3)])
def test_common_ladder_follows_the_holder(holder, climbed):
    rungs = [rung(pk=place, ladder=ladder) for place, ladder in enumerate(Ladder, start=1)]
    assert moments(wait(holder=holder), *rungs) == [f"Mon 30 Nov 10:00 {climbed}.1"]


def test_wait_keeps_the_ladder_it_began_with():
    before, after = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)
    rungs = [rung(pk=1, retired_at=after), rung(pk=2, since=after), rung(pk=3, retired_at=before), rung(pk=4)]
    assert moments(wait(), *rungs) == ["Mon 30 Nov 10:00 1.1", "Mon 30 Nov 10:00 4.1"]


# --- clock changes, month ends, holidays ----------------------------------------------------------------

CLOCK_CHANGES = [  # due when, and the rung a business day later
    ("2026-03-27 16:00", "Mon 30 Mar 16:00 1.1"),  # forward, in the night to Sunday
    ("2026-10-23 16:00", "Mon 26 Oct 16:00 1.1"),  # and back
]
HOLIDAYS = [
    ("2026-04-30 12:00", "Mon 04 May 12:00 1.1"),  # the end of a month, before the first of May
    ("2026-12-31 12:00", "Mon 04 Jan 12:00 1.1"),  # the end of a year
    ("2026-12-24 12:00", "Mon 28 Dec 12:00 1.1"),
]
SHORT_MONTH = [("2027-02-26 12:00", "Mon 01 Mar 12:00 1.1")]


def a_day_after(due):
    due = datetime.fromisoformat(due).replace(tzinfo=BERLIN)
    [moment] = moments(wait(opened=due - timedelta(days=1), due=due), rung(Anchor.DUE, 1))
    return moment


@pytest.mark.parametrize(("due", "expected"), CLOCK_CHANGES + HOLIDAYS + SHORT_MONTH)
def test_steps_keep_the_hour_over_clock_changes_month_ends_and_holidays(due, expected):
    assert a_day_after(due) == expected


@pytest.mark.parametrize(("due", "expected"), CLOCK_CHANGES)
def test_steps_would_be_an_hour_off_on_a_clock_that_never_changes(due, expected, monkeypatch):
    """The control: the calendar's hours stay where they were before the change."""
    before = datetime.fromisoformat(due).replace(tzinfo=BERLIN).utcoffset()
    monkeypatch.setattr(business_time, "ZoneInfo", lambda name: tz(before))
    assert a_day_after(due) != expected


@pytest.mark.parametrize(("due", "expected"), HOLIDAYS)
def test_steps_would_fall_on_holidays_without_the_holidays(due, expected, monkeypatch):
    """The control: every Monday to Friday is worked."""
    monkeypatch.setattr(business_time, "_holidays", lambda *place: frozenset())
    assert a_day_after(due) != expected
