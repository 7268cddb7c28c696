"""The weeks ahead of a calendar, day by day, for its page: what is worked on, what is free, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from common.business_time import business_day_length, holidays_of, hours_of
from common.words import clock_of_day_in_words, day_in_words
from people.models import WorkingCalendar

WORKED, SHORT, FREE, HOLIDAY = "worked", "short", "free", "holiday"


@dataclass(frozen=True)
class Day:
    """One day: its kind, and what is said of it on its own (a holiday's name, other hours)."""

    day: date
    kind: str
    note: str = ""

    @property
    def in_words(self) -> str:
        """“Thursday”, for the ear: the kind, and the note."""
        return f"{day_in_words(self.day)}: {self.note or KINDS[self.kind]}"


KINDS = {WORKED: "worked on", SHORT: "other hours", FREE: "free", HOLIDAY: "public holiday"}


def weeks_of(calendar: WorkingCalendar, today: date, *, number: int = 12) -> list[list[Day]]:
    """So many weeks from the one of `today` on, each from Monday to Sunday."""
    monday = today - timedelta(days=today.weekday())
    days = [_day(calendar, monday + timedelta(days=offset)) for offset in range(7 * number)]
    return [days[place : place + 7] for place in range(0, len(days), 7)]


def notable(weeks: list[list[Day]]) -> list[Day]:
    """The days of which something is said."""
    return [day for week in weeks for day in week if day.note]


def _day(calendar, day):
    own, hours = calendar.own_days.get(day.isoformat()), hours_of(day, calendar)
    if own is not None:
        words = " to ".join(clock_of_day_in_words(hour) for hour in hours) if hours else "free"
        name = own.get("name", "")
        return Day(day, _kind(calendar, hours), f"{name}, {words}" if name else words)
    holiday = holidays_of(calendar.country, calendar.subdivision, day.year).get(day)
    if holiday and day.weekday() in calendar.working_days:
        return Day(day, HOLIDAY, holiday)
    return Day(day, WORKED if hours else FREE)


def _kind(calendar, hours):
    if hours is None:
        return FREE
    opens, closes = hours
    length = timedelta(hours=closes.hour - opens.hour, minutes=closes.minute - opens.minute)
    return WORKED if length == business_day_length(calendar) else SHORT
