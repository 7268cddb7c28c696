"""Numbers as contracts write them, in figures, in words or both, and the periods and percentages made of them.

Every pattern is bounded, so that no text can make the search slow.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from reading.facts.windows import windows_in

UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
WORDS = {word: number for number, word in enumerate(UNITS, start=1)}
WORDS |= {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70}
WORDS |= {"eighty": 80, "ninety": 90}
_WORD = "|".join(sorted([*WORDS, "hundred"], key=len, reverse=True))
IN_WORDS = rf"\b(?:{_WORD})(?:(?:\s{{0,2}}-\s{{0,2}}|\s{{1,2}}(?:and\s{{1,2}})?)(?:{_WORD})){{0,4}}\b"
FIGURE = r"\d{1,4}(?:\.\d{1,3})?"

PERIOD = re.compile(
    rf"(?:(?:(?P<words>{IN_WORDS})\s{{0,3}})?[\(\[]\s?(?P<figure>{FIGURE})\s?[\)\]]"
    rf"|(?<![\d.,/])(?P<bare_figure>{FIGURE})(?:\s{{0,2}}\(\s?(?P<words_after>{IN_WORDS})\s?\))?"
    rf"|(?P<bare_words>{IN_WORDS}))"
    r"[\s-]{0,3}(?:(?:consecutive|full|additional|successive|complete|clear|further|more|whole|running)\s)?"
    r"(?P<working>business\s|working\s|banking\s|bank\s|week\s|calendar\s|natural\s|contract\s)?"
    r"(?P<unit>hour|day|week|month|quarter|year)(?:s|\(s\)|'s|’s)?(?:'|’)?(?![a-z])",
    re.I,
)
RANGE_BEFORE = re.compile(
    rf"(?:{FIGURE}|\b(?:{_WORD}))\s?\)?\s?(?:%|per\s?cent)?\s{{0,2}}(?:to|or|and|-|–|—)\s{{0,2}}$", re.I
)
WINDOW_SIGN = re.compile(r"\b(?:nor|and|or|but)\b", re.I)
BLANK = re.compile(
    r"(?:\[[^\]\d]{0,20}\]|_{2,}|\.{4,}|<[^>\d]{0,20}>)\s{0,3}(?:business\s|working\s|calendar\s)?"
    r"(?P<unit>hour|day|week|month|year)s?\b",
    re.I,
)
PERCENT = re.compile(
    rf"(?:(?P<words>{IN_WORDS})|(?<![\d.,/])(?P<whole>\d{{1,2}})\s?-?\s?1/2|(?<![\d.,/])(?P<figure>\d{{1,3}}(?:[.,]\d{{1,3}})?))\s{{0,3}}"
    r"(?P<sign>%|per\s?cent(?:age\spoints?)?\b|percentage\spoints?\b)",
    re.I,
)
PART_WORDS = re.compile(
    rf"(?:(?P<whole>{IN_WORDS})\s+and\s+(?:a|one)[\s-]half|(?P<part>(?:one|a)?[\s-]?half|three[\s-]quarters?|(?:one|a)[\s-]quarter)(?:\s+of)?(?:\s+(?:one|a|1))?)\s+(?:per\s?cent|%)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Period:
    """{"count", "unit"} with its place; `value` is None where figure and words differ, or a range is named."""

    value: dict | None
    unit: str
    start: int
    end: int
    least: dict | None = None  # of two limits, “not less than 30 nor more than 90 days”, the nearer


def in_words(words):
    """The number that words say, or None where they say none: “one hundred and twenty” is 120, “five ten” none."""
    total, last = 0, 1000
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "and":
            continue
        if word == "hundred":
            if total > len(UNITS):
                return None
            total, last = max(total, 1) * 100, 100
            continue
        number = WORDS.get(word)  # patterns that ignore case take “ſix” and “sıx” for “six”
        if number is None or number >= last or (last < 100 and not (last >= 20 and number < 10)):
            return None
        total, last = total + number, number
    return total


def periods(text):
    """Every period of a text, and the blanks where one was to be filled in."""
    windows = list(windows_in(text)) if WINDOW_SIGN.search(text) else []
    yield from (Period(None, window.least["unit"], window.start, window.end, window.least) for window in windows)
    for match in PERIOD.finditer(text):
        unit, start = _unit(match), match.start()
        if any(window.start <= start < window.end for window in windows):
            continue
        if wider := RANGE_BEFORE.search(text, max(0, start - 30), start):
            yield Period(None, unit, wider.start(), match.end())
        else:
            yield Period(_value(match, unit), unit, start, match.end())
    for match in BLANK.finditer(text):
        yield Period(None, match["unit"].lower(), match.start(), match.end())


def percents(text):
    """(the number or None, start, end) of every percentage."""
    parts = list(PART_WORDS.finditer(text)) if HALVES.search(text) else []
    for match in parts:
        yield _part(match), match.start(), match.end()
    for match in PERCENT.finditer(text):
        if any(part.start() <= match.start() < part.end() for part in parts):
            continue
        number = _percent(match)
        is_range = RANGE_BEFORE.search(text, max(0, match.start() - 30), match.start())
        yield (None if number is None or is_range else Decimal(number)), match.start(), match.end()


HALVES = re.compile(r"\bhalf\b|\bquarters?\b", re.I)


def _part(match):
    """“two and a half per cent”, “three-quarters of one per cent”."""
    if match["whole"]:
        whole = in_words(match["whole"])
        return whole and Decimal(whole) + Decimal("0.5")
    words = match["part"].lower()
    return Decimal("0.75") if "three" in words else Decimal("0.25") if "quarter" in words else Decimal("0.5")


def _percent(match):
    """The number before a sign of percent; “1 1/2” is 1.5."""
    if match["words"]:
        return in_words(match["words"])
    return f"{match['whole']}.5" if match["whole"] else match["figure"].replace(",", ".")


def _unit(match):
    unit = match["unit"].lower()
    working = (match["working"] or "").strip().lower() not in ("", "calendar", "natural", "contract")
    return f"business {unit}" if working and unit in {"day", "hour"} else unit


def _value(match, unit):
    words = match["words"] or match["words_after"] or match["bare_words"]
    figure = match["figure"] or match["bare_figure"]
    spelt_out = in_words(words) if words else None
    count = Decimal(figure) if figure else spelt_out
    if words and figure and spelt_out != count:
        return None
    if not count:
        return None
    return {"count": int(count) if count == int(count) else count, "unit": unit}
