"""What people type, read generously: amounts, whole numbers, days. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from common.words import OURS, amount_in_words, counted, day_in_words, written_as
from intake.typed_days import NUMBERS, WEEKDAYS, days_meant

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
WHOLE_DIGITS = 12  # what IntakeRequest.value has room for

CURRENCY = "|".join(map(re.escape, [*settings.CURRENCIES, *SIGNS]))
AMOUNT = re.compile(rf"({CURRENCY})?\s*([0-9][0-9.,'’\s]*?)\s*({CURRENCY})?", re.IGNORECASE)
NUMBER = re.compile(r"([0-9]+|[1-9][0-9]{0,2}([.,'’\s])[0-9]{3}(?:\2[0-9]{3})*)(?:([.,])([0-9]{1,2}))?")

YEARS = range(2000, 2101)


THOUSANDS = {"k": 1_000, "thousand": 1_000, "tsd": 1_000, "m": 1_000_000, "mio": 1_000_000, "million": 1_000_000}
TIMES = re.compile(rf"(?P<before>.*[0-9])\s*(?P<times>{'|'.join(THOUSANDS)})\b\.?(?P<after>.*)", re.IGNORECASE)
PERIOD = re.compile(
    r"(?P<amount>.*?)[\s,]*(?:/|\bper\b|\ba\b|\beach\b|\bevery\b)?\s*\b"
    r"(?P<unit>year|yr|annum|p\.a\.?|pa|yearly|annually|month|mo|monthly|quarter|quarterly)"
    rf"(?:,?\s+(?:for|over|x)\s+(?P<number>[0-9]{{1,2}}|{'|'.join(NUMBERS[1:])})\s+(?P<long>years?|months?))?",
    re.IGNORECASE,
)
A_YEAR_HAS = {"month": 12, "mo": 12, "monthly": 12, "quarter": 4, "quarterly": 4}


@dataclass(frozen=True)
class Amount:
    """A number, and the currency if one was typed with it. `parts` says of what it is the sum, if it is: (how many, of
    which amount each, for how many months altogether)."""

    number: Decimal
    currency: str = ""
    parts: tuple[int, Decimal, int] | None = None


def read_amount(text):
    """“48,000”, “48.000,50”, “EUR 48 000” and “48'000.50 CHF” as an `Amount`; “48k”; “1k a month” and “12k a year for 3
    years” as the sum; None when it cannot be read.

    Three digits after a single comma or point are thousands, one or two are cents: both ways of writing meet here.
    """
    text = text.strip()
    if period := PERIOD.fullmatch(text):
        return _summed(period)
    return _read_plain(text)


def _read_plain(text):
    if times := TIMES.fullmatch(text):
        return _read_times(times)
    match = AMOUNT.fullmatch(text)
    if not match or (match[1] and match[3]):
        return None
    if (number := _number(match[2])) is None:
        return None
    currency = (match[1] or match[3] or "").upper()
    return Amount(number, SIGNS.get(currency, currency))


def _read_times(match):
    """“1.5k” is 1,500. “1.500k” may be 1,500 or 1,500,000, so it is neither."""
    plain = _read_plain(f"{match['before']} {match['after'].strip()}".strip())
    if plain is None or re.search(r"[.,'’\s][0-9]{3}(?![0-9])", match["before"]):
        return None
    number = plain.number * THOUSANDS[match["times"].lower()]
    return Amount(number, plain.currency) if number < 10**WHOLE_DIGITS else None


def _summed(period):
    """What it comes to: over the time that is named, else over one year."""
    single = _read_plain(period["amount"].strip())
    if single is None:
        return None
    a_year = A_YEAR_HAS.get(period["unit"].lower(), 1)
    months = 12
    if period["number"]:
        number = int(period["number"]) if period["number"].isdigit() else NUMBERS.index(period["number"].lower())
        months = number * (12 if period["long"].lower().startswith("year") else 1)
    count, left = divmod(months * a_year, 12)
    total = single.number * count
    if left or not count or total >= 10**WHOLE_DIGITS:
        return None
    return Amount(total, single.currency, (count, single.number, months))


@written_as(OURS)  # compared with what the page had shown
def reading_of_amount(text, currency):
    """What an amount was read as, in a sentence for whoever typed it; nothing where it stands there in figures."""
    amount = read_amount(text)
    if amount is None or (amount.parts is None and not re.search(r"[a-z]{2,}|[km]\b", _without_currency(text), re.I)):
        return ""
    currency = amount.currency or currency
    total = amount_in_words(amount.number, currency)
    if amount.parts is None:
        return f"{total}."
    count, single, months = amount.parts
    time = counted(months // 12, "year") if months % 12 == 0 else counted(months, "month")
    sum_of = "" if count == 1 else f": {count} times {amount_in_words(single, currency)}"
    longer = " If it runs longer, write for how long: “12k a year for 3 years”." if months == 12 else ""
    return f"{total} for {time}{sum_of}.{longer}"


def _without_currency(text):
    return re.sub(CURRENCY, "", text, flags=re.IGNORECASE)


def read_whole_number(text):
    """The digits of a whole number, or None: “1,200” is “1200”."""
    amount = read_amount(text)
    if amount is None or amount.currency or amount.parts or amount.number % 1:
        return None
    return str(int(amount.number))


def read_day(text, today=None):
    """A day of this century, or None: as it is written, or as people say it (“next Friday”, “31.12.”).

    “03/04/2027” only where the company's setting says what stands first.
    """
    meant = _days_meant(text, today)
    return meant[0] if len(meant) == 1 else None


def asks_which_day(text, today=None):
    """A question for the person who typed a day that can be two; None for every other text."""
    meant = _days_meant(text, today)
    if len(meant) != 2:
        return None
    first, second = map(day_in_words, meant)
    return f"Is it {first} or {second}? Write the month as a word."


def either_day(text, today=None):
    """Both days that a typed one can be, or nothing: what its writer chooses from."""
    meant = _days_meant(text, today)
    return meant if len(meant) == 2 else []


@written_as(OURS)
def reading_of_day(text, today=None):
    """What a day was read as, in words; nothing where it was typed with its year, or cannot be read."""
    day = read_day(text, today)
    if day is None or re.search(r"[0-9]{4}", text):
        return ""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day_in_words(day)}."


def _days_meant(text, today):
    meant = days_meant(text, today or timezone.localdate(), settings.DATE_ORDER or None)
    return meant if all(day.year in YEARS for day in meant) else []


def is_iso_day(text):
    """Whether the text is a day as it is stored: year-month-day."""
    day = read_day(text)
    return day is not None and day.isoformat() == text


@written_as(OURS)
def in_figures(number):
    """An amount as it stands in the field, from which it is read again: “48,000”, “48,000.50”."""
    return amount_in_words(number)


def _number(text):
    match = NUMBER.fullmatch(text)
    if not match or (match[2] and match[2] == match[3]):
        return None
    whole = re.sub(r"[^0-9]", "", match[1])
    if len(whole) > WHOLE_DIGITS:
        return None
    return Decimal(f"{whole}.{match[4] or '0'}")
