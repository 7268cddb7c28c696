"""What people type, read generously: amounts, whole numbers, days. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from common.words import amount_in_words
from reading.facts import days

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
WHOLE_DIGITS = 12  # what IntakeRequest.value has room for

CURRENCY = "|".join(map(re.escape, [*settings.CURRENCIES, *SIGNS]))
AMOUNT = re.compile(rf"({CURRENCY})?\s*([0-9][0-9.,'’\s]*?)\s*({CURRENCY})?", re.IGNORECASE)
NUMBER = re.compile(r"([0-9]+|[1-9][0-9]{0,2}([.,'’\s])[0-9]{3}(?:\2[0-9]{3})*)(?:([.,])([0-9]{1,2}))?")

YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Amount:
    """A number, and the currency if one was typed with it."""

    number: Decimal
    currency: str = ""


def read_amount(text):
    """“48,000”, “48.000,50”, “EUR 48 000” and “48'000.50 CHF” as an `Amount`; None when it cannot be read.

    Three digits after a single comma or point are thousands, one or two are cents: both ways of writing meet here.
    """
    match = AMOUNT.fullmatch(text.strip())
    if not match or (match[1] and match[3]):
        return None
    if (number := _number(match[2])) is None:
        return None
    currency = (match[1] or match[3] or "").upper()
    return Amount(number, SIGNS.get(currency, currency))


def read_whole_number(text):
    """The digits of a whole number, or None: “1,200” is “1200”."""
    amount = read_amount(text)
    if amount is None or amount.currency or amount.number % 1:
        return None
    return str(int(amount.number))


def read_day(text):
    """A day of this century, or None; “03/04/2027” only where the company's setting says what stands first."""
    day = days.typed_day(text, settings.DATE_ORDER or None)
    return day if day and day.year in YEARS else None


def asks_which_day(text):
    """A question for the person who typed a day that can be two; None for every other text."""
    either = days.either_typed(text)
    if not either or read_day(text) is not None or either[0].year not in YEARS:
        return None
    first, second = (f"{day:%-d %B %Y}" for day in either)
    return f"Is it {first} or {second}? Write the month as a word."


def is_iso_day(text):
    """Whether the text is a day as it is stored: year-month-day."""
    day = read_day(text)
    return day is not None and day.isoformat() == text


def in_figures(number):
    """An amount as it stands in the field: “48,000”, “48,000.50”."""
    return amount_in_words(number)


def _number(text):
    match = NUMBER.fullmatch(text)
    if not match or (match[2] and match[2] == match[3]):
        return None
    whole = re.sub(r"[^0-9]", "", match[1])
    if len(whole) > WHOLE_DIGITS:
        return None
    return Decimal(f"{whole}.{match[4] or '0'}")
