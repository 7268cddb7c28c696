"""How long a contract runs, whether it renews by itself, and by when notice must stop that."""

import re

from reading.facts.passages import about, sentences
from reading.facts.values import DATE, PERIOD, read_date, read_period

TERM_HEADING = re.compile(r"(?:initial |contract )?(?:term|duration)\b|term and termination", re.I)
RENEWAL_HEADING = re.compile(r".*\b(?:renew|extension|term)", re.I)
TERM_TYPES = {"initial-term", "renewal", "renewal-notice"}

TERM = re.compile(
    r"(?:initial\s+(?:\w+\s+)?(?:term|period)|term\s+of\s+(?:this|the)\s+(?:\w+\s+)?(?:agreement|contract)"
    r"|the\s+[\"“]?(?:initial\s+)?term[\"”]?|this\s+(?:\w+\s+)?(?:agreement|contract))\b[^.;]{0,220}?"
    r"\b(?:for|of|is|be|continues?|until)\s+(?:an?\s+|the\s+)?(?:initial\s+|fixed\s+|minimum\s+)?"
    rf"(?:period\s+|term\s+)?(?:of\s+)?(?P<period>{PERIOD})"
    r"(?!\s+(?:prior|advance|notice|written|before|after\s+(?:receipt|notice|written)|from\s+receipt))",
    re.I,
)
END_DATE = re.compile(
    r"(?:term|agreement|contract)\b[^.;]{0,200}?"
    r"\b(?:expires?|terminates?|ends?|ending|expiring|continues?|remain\w*|until|through|to)"
    r"\s+(?:[a-z,' ]{0,60}?\b(?:on|until|through|to|and\s+including)\s+)?"
    rf"(?:midnight\s+(?:on|of)\s+)?(?P<date>{DATE})",
    re.I,
)
NOT_THE_TERM = re.compile(
    r"terminat\w+\s+(?:by|upon|for|if|without)|renew|extend|surviv|confidential|notice|breach|cure|warrant|thereafter"
    r"|audit|record|insurance|(?:following|after)\s+(?:the\s+)?(?:termination|expiration|expiry)",
    re.I,
)
BEFORE = 30  # characters in front of "the term" that may turn its meaning
RENEWS = re.compile(
    r"automatic(?:ally)?\s+(?:be\s+)?(?:renew|extend)\w*|(?:renew|extend)\w*\s+automatically|auto-?renew\w*"
    r"|(?:shall|will)\s+(?:be\s+(?:deemed\s+)?)?(?:renewed?|extended)\s+(?:for|on|from)"
    r"|automatic\s+(?:renewal|extension)",
    re.I,
)
MAY_RENEW = re.compile(r"(?:options?|right|elect|entitled)\s+to\s+(?:renew|extend)|may\s+(?:renew|extend)\b", re.I)
NOT_AUTOMATIC = re.compile(r"\b(?:not|no)\s+(?:be\s+)?automatic(?:ally)?|not\s+(?:be\s+)?renew", re.I)
OF_THIS_CONTRACT = re.compile(r"\b(?:agreement|term|contract|subscription|order\s+form)\b", re.I)
RENEWAL_LENGTH = re.compile(
    r"(?:renew|extend|extension|renewal)\w*\b[^.;]{0,160}?\b(?:for|of|by)\s+(?:an?\s+|up\s+to\s+)?(?:\w+\s+){0,4}?"
    rf"(?:(?:terms?|periods?)\s+of\s+)?(?:up\s+to\s+)?(?P<period>{PERIOD})(?!\s+(?:prior|advance|notice|before|written))",
    re.I,
)
FROM_TO = re.compile(r"\b(year|month)[\s-]to[\s-]\1\b", re.I)
NOTICE = re.compile(
    r"(?:(?:at\s+least|not\s+less\s+than|no\s+less\s+than|no\s+later\s+than|not\s+later\s+than|minimum\s+of|with|upon"
    rf"|within|by|than|giv\w+)\s+)?(?P<period>{PERIOD})\s*(?:prior|before|advance|written|in\s+advance|notice|preceding)",
    re.I,
)
UNLESS = re.compile(r"\b(?:unless|notice|notif\w+|intent\w*|elect\w*|desire)\b", re.I)


def term(document):
    """The initial term or, where a day is named instead, the day it ends."""
    text = document.text
    for clause in about(document, TERM_TYPES, TERM_HEADING):
        for start, end in sentences(text, clause):
            match = TERM.search(text, start, end)
            period = match and read_period(match)
            if period and period["unit"] in ("year", "month") and is_of_the_term(text, start, match):
                yield "initial_term", period, start, end
                return
            day = END_DATE.search(text, start, end)
            if day and read_date(day) and is_of_the_term(text, start, day):
                yield "end_date", read_date(day), start, end
                return


def is_of_the_term(text, start, match):
    """Whether the period is how long the contract runs, and not that of a notice, an extension or a duty after it."""
    return not NOT_THE_TERM.search(text, max(start, match.start() - BEFORE), match.end())


def renewal(document):
    """{"automatic", "length"} and, for an automatic renewal, the notice that stops it."""
    text = document.text
    for clause in about(document, TERM_TYPES, RENEWAL_HEADING):
        places = list(sentences(text, clause))
        for number, (start, end) in enumerate(places):
            automatic = RENEWS.search(text, start, end) and not NOT_AUTOMATIC.search(text, start, end)
            if not (automatic or MAY_RENEW.search(text, start, end)) or not OF_THIS_CONTRACT.search(text, start, end):
                continue
            yield "renewal", {"automatic": bool(automatic), "length": _length(text, start, end)}, start, end
            if automatic:
                yield from _notice(text, places[number : number + 2])
            return


def _length(text, start, end):
    if rolling := FROM_TO.search(text, start, end):
        return {"count": 1, "unit": rolling[1].lower()}
    match = RENEWAL_LENGTH.search(text, start, end)
    return read_period(match) if match else None


def _notice(text, places):
    for start, end in places:
        match = NOTICE.search(text, start, end)
        period = match and read_period(match)
        if period and UNLESS.search(text, start, end):
            yield "renewal_notice", period, start, end
            return
