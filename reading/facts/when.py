"""The date of the contract, from its first page, and the date on which it takes effect."""

import re

from reading.facts.values import DATE, read_date

FIRST_PAGE = 4000  # characters
DATED = re.compile(
    r"\b(?:agreement|contract|amendment|addendum|order|lease|bill|document)\b[^.;]{0,250}?"
    r"\b(?:made|entered|executed|effective|dated?|as\s+of|on)\b[^.;]{0,60}?"
    rf"(?:as\s+of|on|this|from|dated?|:)\s+(?:the\s+)?(?P<date>{DATE})",
    re.I,
)
OTHER_PAPER = re.compile(
    r"\b(?:amend\w*|pursuant|certain|prior|original\w*|supersed\w*|replac\w*|between\s+the\s+parties\s+dated|filed"
    r"|commission)\b",
    re.I,
)
CALLED_EFFECTIVE = re.compile(
    rf"(?P<date>{DATE})\s*,?\s*\(?\s*(?:the\s+|hereinafter\s+|its\s+)*[\"“'‘]\s?Effective\s+Date", re.I
)
EFFECTIVE = re.compile(
    r"(?:[\"“]?Effective\s+Date[\"”]?\s*(?:\)|:|of\s+this\s+Agreement)?\s*(?:means|shall\s+mean|is|shall\s+be|:)?"
    r"|agreement[^.;]{0,80}?(?:effective\s+(?:as\s+of|on|from)|(?:commence|become\s+effective|take\s+effect)s?\s+(?:on|as\s+of|from)))"
    rf"\s*(?:the\s+date\s+of\s+)?(?P<date>{DATE})",
    re.I,
)


def dates(text):
    """("agreement_date" or "effective_date", ISO date, start, end)."""
    dated = DATED.search(text, 0, FIRST_PAGE)
    day = dated and not OTHER_PAPER.search(text, dated.start(), dated.start("date")) and read_date(dated)
    if day:
        yield "agreement_date", day, dated.start("date"), dated.end("date")
    effective = CALLED_EFFECTIVE.search(text, 0, FIRST_PAGE * 2) or EFFECTIVE.search(text)
    day = effective and read_date(effective)
    if day:
        yield "effective_date", day, effective.start("date"), effective.end("date")
