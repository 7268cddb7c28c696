"""When the meetings of a series are, on the calendar and on the clock of its zone. Pure: no database, no Django.

Meetings have numbers. The number stays with a meeting whatever becomes of the plan, so that one that was moved or
cancelled stays so when the whole series gets another day or hour.
"""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKLY, FORTNIGHTLY, MONTHLY = "weekly", "fortnightly", "monthly"
WEEKS = {WEEKLY: 1, FORTNIGHTLY: 2}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def day_of(first_on: date, rhythm: str, number: int) -> date:
    """The day of the meeting so many after the first. Monthly: the same weekday, the second Tuesday say."""
    if rhythm in WEEKS:
        return first_on + timedelta(weeks=WEEKS[rhythm] * number)
    months = first_on.year * 12 + first_on.month - 1 + number
    return _weekday_in(months // 12, months % 12 + 1, first_on.weekday(), which_in_month(first_on))


def which_in_month(day: date) -> int:
    """1 for the first of its weekday in the month, ... 4; -1 for a fifth, which not every month has: the last."""
    which = (day.day - 1) // 7 + 1
    return which if which <= 4 else -1


def _weekday_in(year, month, weekday, which):
    length = calendar.monthrange(year, month)[1]
    if which == -1:
        last = date(year, month, length)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def moment_of(day: date, clock: time, zone: str) -> datetime:
    """That day at that hour of the zone, in UTC: the clock on the wall stays what it is when summer time begins.

    An hour that the clock skips is as long after midnight as it says; of one that comes twice it is the first.
    """
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def rule_of(first_on: date, rhythm: str) -> dict[str, object]:
    """The same as the recurrence rule of a calendar (RFC 5545)."""
    if rhythm in WEEKS:
        return {"freq": "weekly", "interval": WEEKS[rhythm]}
    return {"freq": "monthly", "byday": f"{which_in_month(first_on)}{DAYS[first_on.weekday()]}"}
