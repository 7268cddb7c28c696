"""Dates, periods and amounts of money as contracts write them, and what they mean.

Every pattern is bounded, so that no text can make the search slow.
"""

import re
from datetime import date

MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
MONTH = "|".join([*(month.capitalize() for month in MONTHS), *(month.upper() for month in MONTHS)])
SHORT_MONTH = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_TH = r"(?:\s?(?:s\s?t|n\s?d|r\s?d|t\s?h))?"  # text from PDF files says "21s t"
DATE = (
    rf"(?:(?P<month>{MONTH}|{SHORT_MONTH})\.?\s{{1,3}}(?P<day>\d{{1,2}}){_TH}\s?,?\s{{0,3}}(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}}){_TH}\s?\)?\s{{1,3}}(?:day\s{{1,3}}of\s{{1,3}})?"
    rf"(?P<month2>{MONTH}|{SHORT_MONTH})\s?[.,]?\s{{1,3}}(?P<year2>\d{{4}})"
    r"|(?P<year3>\d{4})-(?P<month3>\d{2})-(?P<day3>\d{2})"
    r"|(?P<month4>\d{1,2})/(?P<day4>\d{1,2})/(?P<year4>\d{4}))"
)
DATE_RE = re.compile(DATE)
YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
LONGEST_DATE = 44  # characters

SMALL_NUMBERS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = {word: number for number, word in enumerate(SMALL_NUMBERS, start=1)}
NUMBER_WORDS |= {word: number * 10 for number, word in enumerate(TENS, start=2)}
NUMBER_WORDS |= {
    f"{ten} {unit_word}": number * 10 + unit
    for number, ten in enumerate(TENS, start=2)
    for unit, unit_word in enumerate(SMALL_NUMBERS[:9], start=1)
}
NUMBER_WORDS |= {"one hundred": 100, "one hundred twenty": 120, "one hundred and twenty": 120}
NUMBER_WORDS |= {"one hundred eighty": 180, "one hundred and eighty": 180}
_WORDS = "|".join(word.replace(" ", r"[\s-]{1,2}") for word in sorted(NUMBER_WORDS, key=len, reverse=True))
UNIT = r"(?P<working>business\s|working\s|calendar\s)?(?P<unit>year|month|week|day|quarter)"
PERIOD = (
    rf"(?:(?:(?P<word>{_WORDS})\s{{0,3}})?\(\s?(?P<digits>\d{{1,4}})\s?\)|(?P<bare_digits>\d{{1,4}})|(?P<bare_word>{_WORDS}))"
    rf"[\s-]{{1,3}}(?:consecutive\s|full\s|additional\s|successive\s)?{UNIT}(?:s|s'|'s|s’|’s)?\b"
)
PERIOD_RE = re.compile(PERIOD, re.I)
UNIT_RE = re.compile(r"(?:year|month|week|day|quarter)(?:s\b|\b)", re.I)
LONGEST_PERIOD = 70  # characters

CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "U.S.$": "USD",
    "USD": "USD",
    "€": "EUR",
    "EUR": "EUR",
    "£": "GBP",
    "GBP": "GBP",
}
CURRENCIES |= {"CHF": "CHF", "RMB": "CNY", "CAD": "CAD", "CDN$": "CAD", "C$": "CAD", "A$": "AUD", "AUD": "AUD"}
CURRENCIES |= {"¥": "JPY", "JPY": "JPY", "HK$": "HKD", "SEK": "SEK", "DKK": "DKK", "NOK": "NOK", "INR": "INR"}
_SIGNS = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_FIGURE = r"\d{1,3}(?:[,’']\d{3}){1,4}(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?"
_SCALE = r"(?i:million|billion|thousand|mm|mio|bn|k|m)"
_TO_SCALED = (  # “$5 to 10 million”
    rf"\s?(?:-|–|to|and|or)\s?(?:up\s+to\s+)?(?:{_SIGNS})?\s?[\d.,]{{1,12}}\s{{0,2}}(?:{_SCALE})\b"
)
MONEY_RE = re.compile(
    rf"(?<![\w$])(?P<sign>{_SIGNS})\s{{0,2}}(?P<figure>{_FIGURE})(?![\d*]|\s?\.\d|,\d)(?:\s{{0,2}}(?P<scale>{_SCALE})\b|(?!{_TO_SCALED}))"
    rf"|(?<![\w.,/$])(?P<figure2>{_FIGURE})\s{{1,2}}(?:(?P<scale2>(?i:million|billion|thousand))\s{{1,2}})?"
    r"(?P<code>USD|EUR|GBP|CHF|RMB|CAD|AUD|JPY|SEK|DKK|NOK|INR|[Ee]uros?"
    r"|(?:[Uu]\.?[Ss]\.?\s|[Uu]nited [Ss]tates\s)?[Dd]ollars)\b"
)
SCALE = {"": 1, "thousand": 1_000, "k": 1_000, "million": 1_000_000, "mm": 1_000_000, "mio": 1_000_000, "m": 1_000_000}
SCALE |= {"billion": 1_000_000_000, "bn": 1_000_000_000}


def dates_in(text, start=0, end=None):
    """Matches of DATE from left to right: years are looked for first, because they are few."""
    done = start
    end = len(text) if end is None else end
    for year in YEAR.finditer(text, start, end):
        match = DATE_RE.search(text, max(done, year.start() - LONGEST_DATE), min(end, year.end() + 6))
        if match and match.end() >= year.end():
            done = match.end()
            yield match


def periods_in(text, start, end):
    """Matches of PERIOD from left to right: units are looked for first, because they are few."""
    done = start
    for unit in UNIT_RE.finditer(text, start, end):
        match = PERIOD_RE.search(text, max(done, unit.start() - LONGEST_PERIOD), min(end, unit.end() + 1))
        if match and match.end() >= unit.end():
            done = match.end()
            yield match


def read_date(match):
    """The ISO date of a match of DATE, or None when there is no such day."""
    groups = match.groupdict()
    for suffix in ("", "2", "3", "4"):
        if YEAR.fullmatch(groups.get(f"year{suffix}") or ""):
            month = groups[f"month{suffix}"]
            number = int(month) if month.isdigit() else _month(month)
            try:
                return date(int(groups[f"year{suffix}"]), number, int(groups[f"day{suffix}"])).isoformat()
            except ValueError:
                return None
    return None


def read_period(match):
    """{"count", "unit"} of a match of PERIOD, or None when the figure and the word differ or either is unclear."""
    word, digits = match["word"] or match["bare_word"], match["digits"] or match["bare_digits"]
    count = int(digits) if digits else number_of(word)
    if match["word"] and number_of(match["word"]) != count:
        return None
    unit = match["unit"].lower()
    if (match["working"] or "").strip().lower() not in ("", "calendar"):
        unit = "business day" if unit == "day" else unit
    return {"count": count, "unit": unit} if count else None


def number_of(words):
    """The number that words of PERIOD say, or None: patterns that ignore case take “ſix” and “sıx” for “six”."""
    return NUMBER_WORDS.get(" ".join(re.split(r"[\s-]+", words.lower())))


def read_money(match):
    """{"amount", "currency"} of a match of MONEY_RE, or None for “mıllion”; a bare $ counts as the US dollar."""
    scale = SCALE.get((match["scale"] or match["scale2"] or "").lower())
    if scale is None:
        return None
    amount = float(re.sub(r"[,’']", "", match["figure"] or match["figure2"])) * scale
    currency = CURRENCIES.get(match["sign"] or match["code"])
    if currency is None:
        currency = "EUR" if match["code"].lower().startswith("euro") else "USD"
    return {"amount": int(amount) if amount == int(amount) else amount, "currency": currency}


def _month(name):
    return next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(name.lower()[:3]))
