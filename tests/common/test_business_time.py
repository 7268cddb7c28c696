import random
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from common.business_time import (
    add_business_days,
    add_business_time,
    business_day_length,
    business_days_between,
    business_time_between,
    hours_of,
    in_business_days,
    is_business_day,
    usual_working_days,
)

HOUR = timedelta(hours=1)


def office(**changes):
    facts = {
        "time_zone": "Europe/Berlin",
        "country": "DE",
        "subdivision": "",
        "opens": time(9),
        "closes": time(17, 30),
        "working_days": [0, 1, 2, 3, 4],
        "own_days": {},
    }
    return SimpleNamespace(**facts | changes)


BERLIN = office()
NEW_YORK = office(time_zone="America/New_York", country="US", opens=time(8), closes=time(16))
TEL_AVIV = office(time_zone="Asia/Jerusalem", country="IL", working_days=[6, 0, 1, 2, 3])
BRIDGE_AND_HALF_DAYS = office(
    own_days={
        "2026-12-23": {"name": "Half of the day before Christmas Eve", "opens": "09:00", "closes": "13:15"},
        "2026-12-24": {"name": "Christmas Eve"},
        "2026-12-26": {"name": "Stocktaking on a Saturday", "opens": "09:00", "closes": "17:30"},
        "2027-01-01": {"name": "Year-end closing", "opens": "10:00", "closes": "12:00"},
    }
)
NIGHT_SHIFT = office(opens=time(1), closes=time(4))  # its hours contain the change of the clocks


def at(text, calendar=BERLIN):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(calendar.time_zone))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-23 10:00", 1, "2026-11-24 10:00"),  # Monday to Tuesday
        ("2026-11-20 16:00", 1, "2026-11-23 16:00"),  # over a weekend
        ("2026-11-20 16:00", 5, "2026-11-27 16:00"),
        ("2026-11-23 09:00", 1, "2026-11-23 17:30"),  # a whole day ends when the office closes
        ("2026-11-23 10:00", 0.5, "2026-11-23 14:15"),
        ("2026-11-21 12:00", 1, "2026-11-23 17:30"),  # from a Saturday: the whole of Monday
        ("2026-11-23 03:00", 1, "2026-11-23 17:30"),  # before the office opens
        ("2026-11-23 22:00", 1, "2026-11-24 17:30"),  # after it closed
        ("2026-12-24 16:00", 1, "2026-12-28 16:00"),  # Christmas on a Friday and Saturday
        ("2026-04-02 12:00", 1, "2026-04-07 12:00"),  # Good Friday and Easter Monday
        ("2026-12-31 12:00", 1, "2027-01-04 12:00"),  # New Year's Day, in the next year
        ("2026-03-27 12:00", 1, "2026-03-30 12:00"),  # the clocks go forward on the Sunday between
        ("2026-10-23 12:00", 1, "2026-10-26 12:00"),  # and back
        ("2026-11-21 12:00", 0, "2026-11-21 12:00"),
        ("2026-11-23 16:00", -1, "2026-11-20 16:00"),
        ("2026-11-23 10:00", -0.5, "2026-11-20 14:15"),
        ("2026-11-22 12:00", -1, "2026-11-20 09:00"),  # back from a Sunday: the whole of Friday
    ],
)
def test_add_business_days_counts_working_hours_only(start, days, end):
    assert add_business_days(at(start), days, BERLIN) == at(end)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-23 10:00", "2026-11-23 12:00", 2),
        ("2026-11-20 16:30", "2026-11-23 10:00", 2),
        ("2026-11-21 00:00", "2026-11-22 23:59", 0),  # a weekend
        ("2026-12-24 00:00", "2026-12-28 00:00", 8.5),  # only the 24th is worked
        ("2026-11-23 00:00", "2026-11-28 00:00", 42.5),
        ("2026-11-23 18:00", "2026-11-23 23:00", 0),
        ("2026-11-23 12:00", "2026-11-23 10:00", 0),  # the wrong way round
    ],
)
def test_business_time_between_counts_working_hours_only(start, end, hours):
    assert business_time_between(at(start), at(end), BERLIN) == hours * HOUR


def test_business_day_is_as_long_as_the_office_is_open():
    assert business_day_length(BERLIN) == 8.5 * HOUR
    assert in_business_days(17 * HOUR, BERLIN) == 2.0
    assert in_business_days(2.125 * HOUR, BERLIN) == 0.25


def test_holidays_are_those_of_the_place():
    thanksgiving = datetime(2026, 11, 26).date()
    epiphany = datetime(2026, 1, 6).date()
    answers = [
        is_business_day(thanksgiving, BERLIN),
        is_business_day(thanksgiving, NEW_YORK),
        is_business_day(epiphany, BERLIN),
        is_business_day(epiphany, office(subdivision="BY")),
    ]
    assert answers == [True, False, True, False]


def test_moment_in_another_zone_is_read_on_the_offices_clock():
    # 23:00 in Berlin on Friday is 17:00 in New York, where the office has closed.
    end = add_business_days(at("2026-11-20 23:00"), 1, NEW_YORK)
    assert end == at("2026-11-23 16:00", NEW_YORK)
    assert str(end.tzinfo) == "America/New_York"


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-30", 3), ("2026-06-15", 3)], ids=["the day after the change", "any day"]
)
def test_clock_change_does_not_lengthen_a_day(day, hours):
    assert business_time_between(at(f"{day} 00:00"), at(f"{day} 23:00"), NIGHT_SHIFT) == hours * HOUR


def test_hours_that_the_clocks_skip_are_not_worked():
    # Tehran changed its clocks at midnight on a working day: 22 March 2022 (a Tuesday) began at 01:00.
    tehran = office(time_zone="Asia/Tehran", country="DE", opens=time(0), closes=time(8))
    assert business_time_between(at("2022-03-21 20:00", tehran), at("2022-03-22 12:00", tehran), tehran) == 7 * HOUR


@pytest.mark.parametrize("calendar", [BERLIN, NEW_YORK, NIGHT_SHIFT, TEL_AVIV, office(subdivision="BY")])
def test_adding_and_measuring_agree_for_any_moment(calendar):
    chance = random.Random(7)
    for _ in range(200):
        start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(0, 2 * 366 * 24 * 60))
        delta = timedelta(minutes=chance.randrange(1, 20_000))
        end = add_business_time(start, delta, calendar)
        assert end > start
        assert business_time_between(start, end, calendar) == delta
        assert is_business_day(end.date(), calendar)
        assert calendar.opens < end.time() <= calendar.closes
        assert business_time_between(add_business_time(end, -delta, calendar), end, calendar) == delta


def test_adding_in_two_steps_is_adding_at_once():
    chance = random.Random(11)
    for _ in range(200):
        start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(0, 366 * 24 * 60))
        one, two = (timedelta(minutes=chance.randrange(1, 5_000)) for _ in range(2))
        stepwise = add_business_time(add_business_time(start, one, BERLIN), two, BERLIN)
        assert stepwise == add_business_time(start, one + two, BERLIN)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-23 10:00", "2026-11-24 10:00", 1),  # Monday to Tuesday
        ("2026-11-20 16:00", "2026-11-23 16:00", 1),  # over a weekend
        ("2026-11-21 12:00", "2026-11-22 12:00", 0),  # within a weekend
        ("2026-11-23 09:00", "2026-11-23 13:15", 0.5),
        ("2026-11-23 22:00", "2026-11-24 03:00", 0),  # at night
        ("2026-12-24 16:00", "2026-12-28 16:00", 1),  # Christmas on a Friday and Saturday
        ("2026-12-31 12:00", "2027-01-04 12:00", 1),  # New Year's Day, in the next year
        ("2026-11-24 10:00", "2026-11-23 10:00", -1),
        ("2026-11-23 10:00", "2026-11-23 10:00", 0),
    ],
)
def test_business_days_between_counts_days_and_parts_of_them(start, end, days):
    assert business_days_between(at(start), at(end), BERLIN) == pytest.approx(days)


@pytest.mark.parametrize(
    "calendar",
    [BERLIN, NEW_YORK, TEL_AVIV, BRIDGE_AND_HALF_DAYS],
    ids=["Berlin", "New York", "Tel Aviv", "bridge and half days"],
)
def test_business_days_between_is_what_walking_through_the_days_finds(calendar):
    chance = random.Random(41)
    for _ in range(300):
        start = at("2025-10-01 00:00", calendar) + timedelta(minutes=chance.randrange(700 * 24 * 60))
        end = start + timedelta(minutes=chance.choice([1, 30, 400]) * chance.randrange(60 * 24))
        walked = in_business_days(business_time_between(start, end, calendar), calendar)
        assert business_days_between(start, end, calendar) == pytest.approx(walked)
        assert business_days_between(end, start, calendar) == pytest.approx(-walked)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-12-03 12:00", 1, "2026-12-06 12:00"),  # Thursday to Sunday: Friday and Saturday are off
        ("2026-12-04 12:00", 1, "2026-12-06 17:30"),  # from a Friday: the whole of Sunday
        ("2026-12-06 12:00", -1, "2026-12-03 12:00"),
    ],
)
def test_working_days_are_those_of_the_calendar(start, days, end):
    assert add_business_days(at(start, TEL_AVIV), days, TEL_AVIV) == at(end, TEL_AVIV)


def test_own_days_override_weekends_holidays_and_hours():
    days = ["2026-12-23", "2026-12-24", "2026-12-25", "2026-12-26", "2027-01-01"]
    hours = [hours_of(date.fromisoformat(day), BRIDGE_AND_HALF_DAYS) for day in days]
    assert hours == [(time(9), time(13, 15)), None, None, (time(9), time(17, 30)), (time(10), time(12))]
    assert add_business_days(at("2026-12-22 17:30"), 1.5, BRIDGE_AND_HALF_DAYS) == at("2026-12-26 17:30")


def test_usual_working_days_come_from_the_country():
    assert [usual_working_days(country) for country in ("DE", "IL", "SA")] == [
        [0, 1, 2, 3, 4],
        [0, 1, 2, 3, 6],
        [0, 1, 2, 3, 6],
    ]
