"""When meetings are: on the calendar, and on the clock of their zone."""

from datetime import UTC, date, datetime, time

import pytest

from checkins import rhythm


@pytest.mark.parametrize(
    ("how_often", "days"),
    [
        ("weekly", [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)]),
        ("fortnightly", [date(2026, 11, 24), date(2026, 12, 8), date(2026, 12, 22)]),
        ("monthly", [date(2026, 11, 24), date(2026, 12, 22), date(2027, 1, 26)]),  # fourth Tuesdays
    ],
)
def test_day_of_follows_the_rhythm(how_often, days):
    assert [rhythm.day_of(days[0], how_often, number) for number in range(3)] == days


def test_day_of_a_fifth_weekday_is_the_last_of_each_month():
    first = date(2026, 9, 30)  # the fifth Wednesday
    assert [rhythm.day_of(first, "monthly", number) for number in range(6)] == [
        *(date(2026, 9, 30), date(2026, 10, 28), date(2026, 11, 25), date(2026, 12, 30)),
        *(date(2027, 1, 27), date(2027, 2, 24)),
    ]
    assert rhythm.rule_of(first, "monthly") == {"freq": "monthly", "byday": "-1WE"}


def test_moment_of_keeps_the_clock_on_the_wall_when_summer_time_begins_and_ends():
    moments = [
        rhythm.moment_of(day, time(10), "Europe/Berlin")
        for day in (date(2027, 3, 26), date(2027, 3, 29), date(2027, 10, 29), date(2027, 11, 1))
    ]
    assert [moment.hour for moment in moments] == [9, 8, 8, 9]


def test_moment_of_an_hour_that_is_skipped_or_comes_twice():
    assert rhythm.moment_of(date(2027, 3, 28), time(2, 30), "Europe/Berlin") == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert rhythm.moment_of(date(2027, 10, 31), time(2, 30), "Europe/Berlin") == datetime(
        2027, 10, 31, 0, 30, tzinfo=UTC
    )
