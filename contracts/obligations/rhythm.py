"""On which days something is due that comes again and again. Pure: no database."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import takewhile

from dateutil.rrule import MONTHLY, WEEKLY, rrule

LAST_OF_SHORT_MONTHS = 28
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def days_of(first_on: date, rhythm: str, until: date | None = None) -> Iterator[date]:
    """Every day, the first one first; without an end where `until` is None. Months are counted from the first day: on
    the 31st it is due on the last day of shorter months, and on the 31st again afterwards."""
    if rhythm == "once":
        days = iter([first_on])
    else:
        days = (moment.date() for moment in rrule(**_rule(first_on, rhythm)))
    return days if until is None else takewhile(lambda day: day <= until, days)


def _rule(first_on, rhythm):
    begin = datetime.combine(first_on, time())
    if rhythm == "weekly":
        return {"freq": WEEKLY, "dtstart": begin}
    # of the days up to the wished one, the last that the month has
    days = range(min(first_on.day, LAST_OF_SHORT_MONTHS), first_on.day + 1)
    return {"freq": MONTHLY, "interval": MONTHS[rhythm], "dtstart": begin, "bymonthday": tuple(days), "bysetpos": -1}
