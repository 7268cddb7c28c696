"""On which days something is due that comes again and again."""

from datetime import date
from itertools import islice

import pytest

from contracts.obligations.rhythm import days_of


def first(number, *args):
    return [day.isoformat() for day in islice(days_of(*args), number)]


@pytest.mark.parametrize(
    ("begin", "rhythm", "days"),
    [
        (date(2026, 1, 31), "monthly", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        (date(2024, 1, 30), "monthly", ["2024-01-30", "2024-02-29", "2024-03-30", "2024-04-30"]),
        (date(2026, 11, 30), "quarterly", ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]),
        (date(2026, 8, 31), "half_yearly", ["2026-08-31", "2027-02-28", "2027-08-31", "2028-02-29"]),
        (date(2024, 2, 29), "yearly", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        (date(2026, 12, 28), "weekly", ["2026-12-28", "2027-01-04"]),
        (date(2026, 12, 28), "once", ["2026-12-28"]),
    ],
)
def test_days_are_counted_from_the_first(begin, rhythm, days):
    assert first(len(days) + (rhythm == "once"), begin, rhythm) == days


def test_days_end_with_the_last_one():
    assert first(9, date(2026, 1, 31), "monthly", date(2026, 3, 31)) == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert first(9, date(2026, 1, 31), "monthly", date(2026, 3, 30)) == ["2026-01-31", "2026-02-28"]
