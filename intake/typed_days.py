"""Days as people say them: “next Friday”, “31.12.”, “in two weeks”, “end of March”. Pure: today is given.

What can be one day is read as that day; what can be two is given back as both, and whoever typed it is asked.
"""

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from reading.facts import days

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = [month.lower() for month in calendar.month_name[1:]]
NUMBERS = ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

WEEKDAY = "|".join(
    f"{day}|{day[:3]}|{short}"
    for day, short in zip(WEEKDAYS, ["mon", "tues", "weds", "thurs", "fri", "sat", "sun"], strict=True)
)
MONTH = "|".join(f"{month}|{month[:3]}|{month[:4]}" for month in MONTHS)
NUMBER = rf"[0-9]{{1,3}}|{'|'.join([*NUMBERS, 'an'])}"


def days_meant(text: str, today: date, order: str | None = None) -> list[date]:
    """The days that somebody may mean: one, or two to ask about, soonest first; none where it is no day.

    `order` says what stands first in “3/4”, `days.DAY_FIRST` or `days.MONTH_FIRST`, where the company has said so.
    """
    exact = days.typed_day(text, order)
    if exact:
        return [exact]
    if pair := days.either_typed(text):
        return sorted(pair)
    words = (
        re.sub(r"\s+", " ", text.strip().lower()).removeprefix("by ").removeprefix("on ").removesuffix(" at the latest")
    )
    for pattern, read in FORMS:
        if match := pattern.fullmatch(words):
            return sorted(set(_possible(read(match, today, order))))
    return []


def _possible(days: Iterable[date | None]) -> list[date]:
    return [day for day in days if day]


# --- a day without its year: the next one that comes --------------------------------------------------------


def _coming(month: int, day: int, today: date) -> date | None:
    """The next day of this name, today included; None where no year has one soon (30 February)."""
    return next(
        (
            day_of_year
            for year in range(today.year, today.year + 5)
            if (day_of_year := _day(year, month, day)) and day_of_year >= today
        ),
        None,
    )


def _day(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_point(match, today, order):
    """“31.12.”: with points the day stands first, as nobody writes months first that way."""
    return [_coming(int(match["b"]), int(match["a"]), today)]


def _with_slash(match, today, order):
    """“31/12” has one reading, “3/4” two, unless the company has said which comes first."""
    first, second = int(match["a"]), int(match["b"])
    readings = {
        days.DAY_FIRST: _coming(second, first, today) if second <= 12 else None,
        days.MONTH_FIRST: _coming(first, second, today) if first <= 12 else None,
    }
    possible = _possible(readings.values())
    return [readings[order]] if len(possible) == 2 and order in readings else possible


def _named(match, today, order):
    return [_coming(_month(match["month"]), int(match["day"]), today)]


def _month(name):
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


# --- counted from today --------------------------------------------------------------------------------------


def _near(match, today, order):
    return [
        today
        + timedelta(days={"today": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2}[match[0]])
    ]


def _from_now(match, today, order):
    number = (
        int(match["number"]) if match["number"].isdigit() else max(NUMBERS.index(match["number"].replace("an", "a")), 1)
    )
    unit = match["unit"].rstrip("s")
    if unit in {"month", "year"}:
        return [_months_on(today, number * (12 if unit == "year" else 1))]
    return [today + timedelta(days=number * (7 if unit in {"week", "wk"} else 1))]


def _months_on(today, number):
    """The same day of a later month, or its last day where it has none."""
    year, month = divmod(today.year * 12 + today.month - 1 + number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(today.day, last))


def _weekday(match, today, order):
    """“Friday” is the coming one. “Next Friday” is that for some and the one after for others, while this week has one
    to come; so is “Friday” on a Friday."""
    wanted = next(number for number, day in enumerate(WEEKDAYS) if day.startswith(match["weekday"][:3]))
    ahead = (wanted - today.weekday()) % 7
    coming = today + timedelta(days=ahead or 7)
    which = match["which"]
    if which == "next":
        this_week = ahead and today.weekday() + ahead < 7
        return [coming, coming + timedelta(days=7)] if this_week else [coming]
    if ahead == 0:
        return [today, coming] if which != "coming" else [coming]
    return [coming]


# --- parts of a month or year --------------------------------------------------------------------------------


def _part_of_month(match, today, order):
    month, year = _month(match["month"]), match["year"]
    last = _last_of(int(year), month) if year else _coming_end(month, today)
    return [_part(match["part"], last, today if not year else None)]


def _coming_end(month, today):
    year = today.year + (month < today.month)
    return _last_of(year, month)


def _last_of(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def _part(part, last, today):
    day = last.replace(day={"beginning": 1, "start": 1, "early": 1, "mid": 15, "middle": 15}.get(part, last.day))
    return _last_of(last.year + 1, last.month).replace(day=day.day) if today and day < today else day


def _end_of_this(match, today, order):
    first = today.replace(day=1)
    if match["what"] == "year":
        return [date(today.year + bool(match["next"]), 12, 31)]
    last = _months_on(first, 1 if match["next"] else 0)
    return [_last_of(last.year, last.month)]


def _end_of_quarter(match, today, order):
    month = int(match["quarter"]) * 3
    if match["year"]:
        return [_last_of(int(match["year"]), month)]
    return [_last_of(today.year + (month < today.month), month)]


Reader = Callable[[re.Match, date, str | None], list[date | None]]
FORMS: list[tuple[re.Pattern, Reader]] = [
    (re.compile(r"(?P<a>[0-9]{1,2}) ?\. ?(?P<b>1[0-2]|0?[1-9])\.?"), _with_point),
    (re.compile(r"(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})"), _with_slash),
    (re.compile(rf"(?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<month>{MONTH})\.?"), _named),
    (re.compile(rf"(?P<month>{MONTH})\.? (?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?"), _named),
    (re.compile(r"today|tomorrow|(?:the )?day after tomorrow"), _near),
    (re.compile(rf"in (?P<number>{NUMBER}) (?P<unit>days?|weeks?|wks?|months?|years?)"), _from_now),
    (re.compile(rf"(?P<number>{NUMBER}) (?P<unit>days?|weeks?|months?|years?) from (?:now|today)"), _from_now),
    (re.compile(rf"(?:(?P<which>this|next|coming) )?(?P<weekday>{WEEKDAY})"), _weekday),
    (
        re.compile(
            r"(?:the )?(?P<part>end|beginning|start|mid|middle|early)(?: of|-)? ?"
            rf"(?P<month>{MONTH})(?: (?P<year>20[0-9]{{2}}))?"
        ),
        _part_of_month,
    ),
    (re.compile(r"(?:the )?end of (?:the |this )?(?P<next>next )?(?P<what>month|year)"), _end_of_this),
    (re.compile(r"(?:the )?end of q(?P<quarter>[1-4])(?: (?P<year>20[0-9]{2}))?"), _end_of_quarter),
]
