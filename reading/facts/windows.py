"""Two limits for one notice: of “not less than thirty nor more than ninety days before the end”, thirty is kept."""

import re
from dataclasses import dataclass

from reading.facts.values import NUMBER_WORDS, number_of

_WORD = "|".join(word.replace(" ", r"[\s-]{1,2}") for word in sorted(NUMBER_WORDS, key=len, reverse=True))
_NUMBER = rf"(?:(?:(?:{_WORD})\s{{0,2}})?[(\[]\s?\d{{1,4}}\s?[)\]]|\d{{1,4}}|(?:{_WORD}))"
_UNIT = r"(?:(?:business|working|calendar)\s)?(?:day|week|month|year)s?['’]?"
_THAN = r"(?:less|fewer|more|later|earlier|sooner|greater|longer)\s+than|least|most"
WINDOW = re.compile(
    rf"\b(?:(?:not|no|at)\s+(?:{_THAN})|minimum\s+of|between)\s+(?:and\s+)?(?P<one>{_NUMBER})[\s-]{{0,2}}(?P<unit>{_UNIT})?[^.;\d(]{{0,50}}?"
    rf"\b(?:nor|and|or|but)\s+(?:(?:(?:not|no|at)\s+)?(?:{_THAN}|a\s+maximum\s+of)\s+)?"
    rf"(?P<other>{_NUMBER})[\s-]{{0,2}}(?P<other_unit>{_UNIT})(?!\w)",
    re.I,
)
NEAR = re.compile(r"\b(?:less|fewer|later|least|minimum|between)\b", re.I)
FAR = re.compile(r"\b(?:more|earlier|sooner|greater|longer|most|maximum|between)\b", re.I)
IN_DAYS = {"day": 1, "business day": 1.4, "week": 7, "month": 30.4, "year": 365}


@dataclass(frozen=True, slots=True)
class Window:
    """Where both limits stand, and the nearer of them as {"count", "unit"}."""

    least: dict
    start: int
    end: int


def windows_in(text, start=0, end=None):
    """The windows of a text from left to right."""
    for match in WINDOW.finditer(text, start, len(text) if end is None else end):
        if not (NEAR.search(match[0]) and FAR.search(match[0])):
            continue
        other = _period(match["other"], match["other_unit"])
        one = _period(match["one"], match["unit"] or match["other_unit"])
        if one and other and one != other:
            least = min(one, other, key=lambda period: period["count"] * IN_DAYS[period["unit"]])
            yield Window(least, match.start(), match.end())


def _period(number, unit):
    digits = re.search(r"\d+", number)
    count = int(digits[0]) if digits else number_of(number)
    words = unit.lower().rstrip("'’").removesuffix("s").split()
    name = "business day" if words[0] in ("business", "working") and words[-1] == "day" else words[-1]
    return {"count": count, "unit": name} if count else None
