"""Lengths of time as contracts name them (`3m`, `90d`, `10bd`, `by:09-30`, `to:2025-12-31`), and how months add up.

The rules are those of docs/domain/contract-dates.md; numbers such as (2.1) name its paragraphs.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_OF = {"d": 1, "w": 7}
MONTHS_OF = {"m": 1, "y": 12}
BUSINESS_DAYS = "bd"

_PERIOD = re.compile(r"(\d{1,5})(bd|[dwmy])")
_BY = re.compile(r"by:(\d\d)-(\d\d)")
_TO = re.compile(r"to:(\d{4}-\d\d-\d\d)")


class CannotWorkOut(ValueError):
    """A record from which no date follows, with a sentence that says why, fit for a page."""


@dataclass(frozen=True)
class Period:
    """A number of days, weeks, months, years or business days, as it was written."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"

    @property
    def days(self) -> int | None:
        """In days, where it is written in days or weeks (2.3); else None."""
        return self.number * DAYS_OF[self.unit] if self.unit in DAYS_OF else None

    @property
    def months(self) -> int | None:
        """In months, where it is written in months or years (2.3: a month is never 30 days); else None."""
        return self.number * MONTHS_OF[self.unit] if self.unit in MONTHS_OF else None


@dataclass(frozen=True)
class ByDate:
    """By a day of the year, as in "by 30 September" (4.4)."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"by:{self.month:02}-{self.day:02}"

    def in_year(self, year: int) -> date:
        """That day; 28 February where 29 February is missing."""
        return on_day(year, self.month, self.day)


@dataclass(frozen=True)
class Until:
    """To a typed last day, as in "until 31 December 2025" (2.1)."""

    end: date

    def __str__(self) -> str:
        return f"to:{self.end}"


Length = Period | Until
Notice = Period | ByDate


def read_length(text: str, *, of: str) -> Length:
    """The length of a term from `12m`, `2w`, `90d`, `3y` or `to:2025-12-31`; `of` names the field in a refusal."""
    if match := _TO.fullmatch(text):
        return Until(read_day(match[1], of=of))
    length = read_period(text, of=of)
    if length.unit == BUSINESS_DAYS:
        raise CannotWorkOut(f"{of} is counted in days, weeks, months or years, not in business days.")
    if length.number == 0:
        raise CannotWorkOut(f"{of} is {text}: a term lasts a day at least.")
    return length


def read_notice(text: str, *, of: str) -> Notice:
    """A notice period from `90d`, `3m`, `10bd` or `by:09-30`."""
    if match := _BY.fullmatch(text):
        month, day = int(match[1]), int(match[2])
        # 2024 has a 29 February
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2024, month)[1]:
            raise CannotWorkOut(f"{of} names a day that no year has: {text}.")
        return ByDate(month, day)
    return read_period(text, of=of)


def read_period(text: str, *, of: str) -> Period:
    """A period from a number and a unit: d, w, m, y or bd."""
    if match := _PERIOD.fullmatch(text):
        return Period(int(match[1]), match[2])
    raise CannotWorkOut(f"{of} cannot be read: {text}. Write 90d, 6w, 3m, 1y or 10bd.")


def read_day(text: str, *, of: str) -> date:
    """A day from `2026-12-31`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CannotWorkOut(f"{of} is no date: {text}. Write it as 2026-12-31.") from None


def on_day(year: int, month: int, day: int) -> date:
    """That day, or the last one of its month where the number is missing (2.1)."""
    try:
        return date(year, month, min(day, calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        raise CannotWorkOut("The dates of this contract leave the calendar.") from None


def add_months(day: date, months: int) -> date:
    """The same number so many months on (or back, when negative), or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    return on_day(day.year + years, month + 1, day.day)


def add_days(day: date, days: int) -> date:
    """So many days on, or back."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise CannotWorkOut("The dates of this contract leave the calendar.") from None


@dataclass(frozen=True)
class Anchor:
    """Where terms are counted from: a day, and the months that have run since (2.2).

    31 January, one month on, is 28 February; two months on it is 31 March again, because nothing is counted from the
    28th.
    """

    day: date
    months: int = 0

    @property
    def first_day(self) -> date:
        """The first day of the term that begins here."""
        return add_months(self.day, self.months)

    def after(self, length: Length) -> "Anchor":
        """Where the term that follows one of this length begins."""
        if isinstance(length, Until):
            return Anchor(add_days(length.end, 1))
        if length.months is not None:
            return Anchor(self.day, self.months + length.months)
        return Anchor(add_days(self.first_day, length.days or 0))
