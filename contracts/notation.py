"""Periods as people type and read them, and as the date engine notes them: “3 months” and `3m`.

What is typed is read generously (3 months, three months, 3m, 90 days' notice, by 30 September), kept in one notation,
and shown in words.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError

from common.words import day_in_words

UNITS = {"d": "day", "w": "week", "m": "month", "y": "year", "bd": "business day"}
BY_WORD = {
    "d": "d",
    "day": "d",
    "calendar day": "d",
    "w": "w",
    "wk": "w",
    "week": "w",
    "m": "m",
    "mo": "m",
    "month": "m",
    "calendar month": "m",
    "y": "y",
    "yr": "y",
    "year": "y",
    "bd": "bd",
    "business day": "bd",
    "working day": "bd",
}
NUMBERS = {
    name: str(number)
    for number, name in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": "1", "an": "1", "fourteen": "14", "thirty": "30", "sixty": "60", "ninety": "90"}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
EXAMPLE = "Write it as 90 days, 6 weeks, 3 months or 1 year."

_PERIOD = re.compile(r"(?P<number>[0-9]{1,4}|[a-z]+) ?(?P<unit>[a-z ]+?)s?['’]?(?: notice)?")
_BY = re.compile(r"by[: ]?(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_BY_NAME = re.compile(r"(?:by )?(?:the )?(?P<day>[0-9]{1,2})\.? (?P<month>[a-z]{3,9})(?: each year)?")
_TO = re.compile(r"to:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"\([^)]*\)", " ", text.casefold()).split())


def read_period(text: str) -> str:
    """`3m` of “3 months”; "" of nothing. Raises ValidationError with an example."""
    words = _plain(text)
    if not words:
        return ""
    match = _PERIOD.fullmatch(words)
    number = match and NUMBERS.get(match["number"], match["number"])
    unit = match and BY_WORD.get(match["unit"].strip())
    if not (number and number.isdecimal() and unit):
        raise ValidationError(f"“{text.strip()[:60]}” is no period. {EXAMPLE}")
    return f"{int(number)}{unit}"


def read_lengths(text: str) -> str:
    """`24m,12m` of “24 months, then 12 months”."""
    parts = [part for part in re.split(r",|\bthen\b|/", _plain(text)) if part.strip()]
    return ",".join(read_period(part) for part in parts)


def read_notice(text: str) -> str:
    """`90d` of “90 days”, `by:09-30` of “by 30 September”."""
    words = _plain(text)
    if match := _BY.fullmatch(words):
        return f"by:{int(match['month']):02}-{int(match['day']):02}"
    if match := _BY_NAME.fullmatch(words):
        months = [number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(match["month"][:3])]
        if months and len(match["day"]) <= 2:
            return f"by:{months[0]:02}-{int(match['day']):02}"
    return read_period(text)


def in_words(notation: str | None) -> str:
    """“3 months” of `3m`, “24 months, then 12 months” of `24m,12m`, “30 September” of `by:09-30`, a day of `to:…`."""
    if not notation:
        return ""
    if match := _TO.fullmatch(notation):
        return f"until {day_in_words(date.fromisoformat(match['day']))}"
    if match := _BY.fullmatch(notation):
        return f"by {int(match['day'])} {MONTHS[int(match['month']) - 1]} each year"
    return ", then ".join(_period_in_words(part) for part in notation.split(","))


def _period_in_words(notation: str) -> str:
    match = re.fullmatch(r"([0-9]+)([a-z]+)", notation)
    if not match or match[2] not in UNITS:
        return notation
    number = int(match[1])
    return f"{number} {UNITS[match[2]]}{'' if number == 1 else 's'}"


def typed_end(first_term: str) -> date | None:
    """The last day that was typed for the first term, of `to:2027-12-31`."""
    match = _TO.fullmatch(first_term)
    return date.fromisoformat(match["day"]) if match else None
