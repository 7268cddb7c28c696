"""Percentages: what prices may rise by, what late payment costs a year, how much of the time a service is there."""

import re
from decimal import Decimal

from reading.measures.numbers import percents
from reading.measures.stated import sentences

NEAR = 60  # characters
RISES = re.compile(
    r"\bincreas\w*|\buplifts?\b|\bescalat\w*|\brais(?:e|ed|ing)\b|\bindex(?:ation|ed)\b|\badjust\w*", re.I
)
PRICES = re.compile(r"\bfees?\b|\bpric(?:e|es|ing)\b|\brates?\b|\bcharges?\b|\bsubscription\b", re.I)
OTHER_RATE = re.compile(
    r"\bdiscount|\binterest|\blate\b|\btax|\bcredit|\bpenalt|\broyalt|\bvat\b|\bdeposit|\bvolume|\brebate|\bmargin"
    r"|\bcompletion|\bdecreas|\breduc|\bowner|\bvoting|\bequity|\bcommission",
    re.I,
)
HIGHER_OF = re.compile(r"\b(?:greater|higher|larger)\s+of\b|\bwhichever\s+is\s+(?:the\s+)?(?:greater|higher)\b", re.I)
PLUS_INDEX = re.compile(r"\b(?:plus|above|over|in\s+excess\s+of|points?)\b", re.I)
MORE_THAN = re.compile(
    r"\b(?:more\s+than|exceeds?|exceeding|greater\s+than|in\s+excess\s+of)\s+(?:\w+\s+){0,3}\(?$", re.I
)
IF = re.compile(r"\b(?:if|should|where|when|in\s+the\s+event)\b(?:(?!\b(?:not|no|never)\b)[^.;]){0,200}$", re.I)
MAY_RISE = re.compile(
    r"\b(?:may|reserves?\s+the\s+right\s+to|shall\s+be\s+entitled\s+to|can)\s+(?:\w+\s+){0,4}"
    r"(?:increase|raise|adjust|change|revise|modify|amend)\b[^.;]{0,60}\b(?:fees?|prices?|pricing|rates?|charges?)\b",
    re.I,
)

INTEREST = re.compile(r"\binterest\b|\blate\s+(?:payment\s+)?(?:fee|charge|payment)s?\b|\bfinance\s+charge", re.I)
LATE = re.compile(
    r"\blate\b|\boverdue\b|\bpast\s+due\b|\bunpaid\b|\bnot\s+paid\b|\bdefault|\boutstanding\b|\bdelay|\bdue\b", re.I
)
A_MONTH = re.compile(r"\W{0,4}(?:per|a|each|every)\s+month\b|\W{0,4}monthly\b|\W{0,4}/\s?month\b", re.I)
A_YEAR = re.compile(
    r"\W{0,4}(?:(?:per|a|each|every)\s+(?:annum|year)\b|annual(?:ly)?\b|yearly\b|p\.\s?a\b|/\s?year\b)", re.I
)
ABOVE_BASE = re.compile(r"\b(?:above|over|plus|in\s+excess\s+of|higher\s+than|points?)\b", re.I)
STATUTORY = re.compile(
    r"\bstatutory\s+(?:rate|interest)|\b(?:maximum|highest)\s+(?:rate|amount|interest)|\b(?:base|prime)\s+(?:\w+\s+)?rate",
    re.I,
)
IN_BRACKETS = re.compile(r"\s{0,2}\(\s?[\d.,]{1,6}\s?%\s?\)")

AVAILABLE = re.compile(r"\bavailab|\bup-?time\b", re.I)
FALLS_SHORT = re.compile(
    r"\b(?:below|under|falls?|drops?)\b|(?<!not )(?<!no )\bless\s+than\b|\bbut\b|[<≤]|\bcredit", re.I
)
LEAST_AVAILABLE = 90  # percent; less is a credit or a share, not an availability


def price_increase(text):
    """By how many per cent prices may rise; a right to raise them without a limit is said without a number."""
    rates, unlimited = [], []
    for sentence in sentences(text):
        if RISES.search(sentence.text) and PRICES.search(sentence.text):
            rates += _rises(sentence)
        unlimited += [sentence.stated(None, *match.span()) for match in MAY_RISE.finditer(sentence.text)]
    return rates or unlimited[:1]


def _rises(sentence):
    """Every percentage that prices may rise by; None for two of which the higher counts."""
    text, is_one_of_two = sentence.text, HIGHER_OF.search(sentence.text)
    for number, start, end in percents(text):
        if not OTHER_RATE.search(text[max(0, start - NEAR) : end + NEAR]):
            yield sentence.stated(None if is_one_of_two or _depends(text, start, end) else number, start, end)


def _depends(sentence, start, end):
    """Whether the number is a part of a sum, or one that can be passed."""
    if MORE_THAN.search(sentence, max(0, start - 50), start) and IF.search(sentence, max(0, start - 240), start):
        return True
    return PLUS_INDEX.search(sentence[max(0, start - 25) : end])


def late_interest(text):
    """What late payment costs in per cent a year; a rate a month counts twelve times."""
    rates, statutory = [], []
    for sentence in sentences(text):
        if not (INTEREST.search(sentence.text) and LATE.search(sentence.text)):
            continue
        is_one_of_two = HIGHER_OF.search(sentence.text)
        for number, start, end in percents(sentence.text):
            value = None if is_one_of_two else _a_year(sentence.text, number, start, end)
            rates.append(sentence.stated(value, start, end))
        statutory += [sentence.stated(None, *match.span()) for match in STATUTORY.finditer(sentence.text)]
    return rates or statutory[:1]


def _a_year(sentence, number, start, end):
    bracket = IN_BRACKETS.match(sentence, end)
    end = bracket.end() if bracket else end
    behind = sentence[end : end + 40]
    if number is None or ABOVE_BASE.search(sentence[max(0, start - 25) : start] + behind):
        return None
    if A_MONTH.match(behind):
        return number * 12
    return number if A_YEAR.match(behind) else None


def availability(text):
    """How much of the time a service is promised to be there, in per cent."""
    for sentence in sentences(text):
        if not AVAILABLE.search(sentence.text):
            continue
        for number, start, end in percents(sentence.text):
            short = FALLS_SHORT.search(sentence.text[max(0, start - 40) : start])
            if not short and (number is None or LEAST_AVAILABLE <= number <= Decimal(100)):
                yield sentence.stated(number, start, end)
