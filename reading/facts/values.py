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
    r"|(?<![\d/.-])(?P<first>\d{1,2})(?P<between>[/.-])(?P<second>\d{1,2})(?P=between)(?P<year4>\d{4})(?![\d/]|[.-]\d))"
)
DATE_RE = re.compile(DATE)
YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
DAY_FIRST, MONTH_FIRST = "day", "month"
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

CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "RMB": "CNY", "CN¥": "CNY", "U.S.$": "USD", "Fr.": "CHF"}
CURRENCIES |= dict.fromkeys(("US$", "USD$", "U.S. $", "US $"), "USD") | dict.fromkeys(
    ("CDN$", "C$", "CA$", "CAD$"), "CAD"
)
CURRENCIES |= dict.fromkeys(("A$", "AU$", "AUD$"), "AUD") | {
    "NZ$": "NZD",
    "S$": "SGD",
    "SG$": "SGD",
    "HK$": "HKD",
    "R$": "BRL",
}
CODES = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "HKD", "JPY", "CNY", "SEK", "DKK", "NOK", "INR", "PLN")
CODES += ("CZK", "HUF", "ZAR", "AED", "ILS", "BRL", "MXN")
CURRENCIES |= {code: code for code in CODES}
CURRENCIES |= {f"{code} $": code for code in ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")}
DOLLARS = {
    "us": "USD",
    "u.s.": "USD",
    "united states": "USD",
    "american": "USD",
    "canadian": "CAD",
    "australian": "AUD",
}
DOLLARS |= {"new zealand": "NZD", "singapore": "SGD", "hong kong": "HKD"}
COUNTED_IN = {
    "euro": "EUR",
    "euros": "EUR",
    "pounds": "GBP",
    "pounds sterling": "GBP",
    "sterling": "GBP",
    "dollars": "USD",
}
COUNTED_IN |= {"swiss francs": "CHF", "yen": "JPY"} | {f"{whose} dollars": code for whose, code in DOLLARS.items()}
_SIGNS = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_BLANK = "[ \u00a0\u202f]"
_FIGURE = (  # 1,000.50 and 1'000; then, as on the continent, 1.000,50 and 1.000; 1 000
    r"\d{1,3}(?:[,’']\d{3}){1,4}(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3}){1,4},(?:\d{2}\b|-)"
    rf"|\d{{1,3}}(?:{_BLANK}\d{{3}}){{1,4}}(?:[.,]\d{{2}}\b)?(?!{_BLANK}?\d)|\d{{1,9}},\d{{2}}(?![\d,.])|\d{{1,9}}(?:\.\d{{1,2}})?"
)
_BY_POINTS = r"\d{1,3}(?:\.\d{3}){1,4}(?![\d.]|,\d)"  # 25.000, which only the euro and the franc are written with
_SCALE = r"(?i:million|billion|thousand|mm|mio|mln|bn|k|m)"
_TO_SCALED = (  # “$5 to 10 million”
    rf"\s?(?:-|–|to|and|or)\s?(?:up\s+to\s+)?(?:{_SIGNS})?\s?[\d.,]{{1,12}}\s{{0,2}}(?:{_SCALE})\b"
)
_WHOSE = "|".join(whose.replace(".", r"\.?").replace(" ", r"\s") for whose in DOLLARS)
_UNITS = rf"(?i:{'|'.join(CODES)}|euros?|pounds(?:\s+sterling)?|swiss\s+francs|yen|(?:(?:{_WHOSE})\s)?dollars)"
_MILLIONS = r"(?i:million|billion|thousand)"
_COUNT = (
    r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|twenty-five|fifty"
    r"|(?:(?:one|two|five)\s)?hundred)"
)
MONEY_RE = re.compile(
    rf"(?<![\w$])(?P<sign>{_SIGNS})\s{{0,2}}(?:(?P<points>(?:(?<=€)|(?<=€\s)|(?<=EUR\s)|(?<=CHF\s)){_BY_POINTS})|(?P<figure>{_FIGURE})(?![\d*]|\s?\.\d|,\d))"
    rf"(?:\s{{0,2}}(?P<scale>{_SCALE})\b|(?!{_TO_SCALED}))(?:\s?\(?(?P<said>(?:{'|'.join(CODES)})\b|(?i:(?:{_WHOSE})\sdollars)\b))?"
    rf"|(?<![\w.,/$])(?P<figure2>{_FIGURE})\s{{0,2}}(?:(?P<scale2>{_MILLIONS})\s{{1,2}})?(?:\([^()\d]{{1,20}}\)\s)?"
    rf"(?P<code>€|{_UNITS})(?!\w)"
    rf"|(?<!and\s)(?<!hundred\s)\b(?P<count>{_COUNT})\s{{1,2}}(?P<scale3>{_MILLIONS})\s{{1,2}}(?P<code3>{_UNITS})(?!\w)"
)
SCALE = {"": 1, "thousand": 1_000, "k": 1_000, "million": 1_000_000, "mm": 1_000_000, "mio": 1_000_000, "m": 1_000_000}
SCALE |= {"mln": 1_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000}


END_OF_MONTH = re.compile(
    r"\b(?:end|last\s+day|close)\s+of\s+(?:(?:the|that|each|any|such)\s+)?(?:calendar\s+)?month|\bEOM\b|\bend[\s-]of[\s-]month"
    r"|\bmonth[\s-]end\b|\bfollowing\s+month\b|\bmonth\s+following\b|\bfin\s+de\s+mois\b|\bnext\s+month\b",
    re.I,
)


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


def read_date(match, order=None):
    """The ISO date of a match of DATE, or None when there is no such day, or when it could be two.

    `order` says what stands first in “03/04/2027”, DAY_FIRST or MONTH_FIRST; where only one of them makes a date, it is
    that one. With points between its numbers the day stands first: nobody writes months first that way.
    """
    if match["first"]:
        readings = readings_of(match)
        if len(set(readings.values())) == 1:
            return next(iter(readings.values()))
        return readings.get(DAY_FIRST if match["between"] == "." else order)
    for suffix in ("", "2", "3"):
        if YEAR.fullmatch(match[f"year{suffix}"] or ""):
            month = match[f"month{suffix}"]
            return _iso(match[f"year{suffix}"], int(month) if month.isdigit() else _month(month), match[f"day{suffix}"])
    return None


def readings_of(match):
    """{order: ISO date} of a date in numbers, for each order that makes one."""
    if not match["first"]:
        return {}
    readings = {
        DAY_FIRST: _iso(match["year4"], int(match["second"]), match["first"]),
        MONTH_FIRST: _iso(match["year4"], int(match["first"]), match["second"]),
    }
    return {order: day for order, day in readings.items() if day}


def _iso(year, month, day):
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
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
    """{"amount", "currency"} of a match of MONEY_RE, or None for “mıllion”.

    The currency is the one that is said: “$55 CAD” is Canadian. A bare $ counts as the US dollar.
    """
    scale = SCALE.get((match["scale"] or match["scale2"] or match["scale3"] or "").lower())
    currency = _currency(match)
    if scale is None or currency is None:
        return None
    amount = _number(match) * scale
    return {"amount": int(amount) if amount == int(amount) else round(amount, 2), "currency": currency}


def _currency(match):
    if not match["sign"]:
        words = " ".join((match["code"] or match["code3"]).lower().split())
        return CURRENCIES.get(words.upper()) or COUNTED_IN.get(words)
    sign = CURRENCIES.get(match["sign"])
    if not match["said"]:
        return sign
    named = CURRENCIES.get(match["said"]) or COUNTED_IN.get(" ".join(match["said"].lower().split()))
    return named if match["sign"] == "$" or sign == named else None


def _number(match):
    if match["count"]:
        words = match["count"].lower()
        number = NUMBER_WORDS.get(words.replace("-", " "))
        return (
            number
            or {"hundred": 100, "one hundred": 100, "two hundred": 200, "five hundred": 500}[" ".join(words.split())]
        )
    if match["points"]:
        return int(match["points"].replace(".", ""))
    figure = re.sub(rf"[’']|{_BLANK}|,-$", "", match["figure"] or match["figure2"])
    if re.search(r",\d\d$", figure):
        figure = figure.replace(".", "").replace(",", ".")
    elif figure.count(".") > 1 or re.search(r"\.\d{3}$", figure):
        figure = figure.replace(".", "")
    return float(figure.replace(",", ""))


def _month(name):
    return next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(name.lower()[:3]))
