"""Percentages: what prices may rise by, what late payment costs a year, how much of the time a service is there."""

import re
from decimal import Decimal

from reading.measures.numbers import percents
from reading.measures.stated import sentences

NEAR = 60  # characters
RISES = re.compile(
    r"\bincreas\w*|\buplifts?\b|\bescalat\w*|\brais(?:es?|ed|ing)\b|\bindex(?:ation|ed|ing|es)?\b|\badjust\w*|\bgo(?:es)?\s+up\b|\brises?\b|\brising\b"
    r"|\brevis(?:ed|ion)\b|\bupdated?\b|\bCPI\b|\bconsumer\s+price|\buprat\w*|\bnot\s+exceed\b[^.;]{0,50}\b(?:previous|prior|last|current)|\bchanges?\s+of\s+price|\bin\s+no\s+case\s+more",
    re.I,
)
PRICES = re.compile(
    r"\bfees?\b|\bpric(?:e|es|ing)\b|\brates?\b|\bcharges?\b|\bsubscription\b|\btariff|\brevision\b|\bretainer\b|\b(?:annual|yearly|any)\s+increases?\b",
    re.I,
)
OF_PRICES = 90  # characters in which a passage says that it is about prices
LEAST = re.compile(r"\b(?:lower\s+than|less\s+than|not\s+below|floor|at\s+least|minimum)\b[^.;%]{0,25}$", re.I)
MOST = re.compile(
    r"\b(?:exceed(?:ing|s)?|more\s+than|at\s+most|max(?:imum|\.)?(?:\s+of)?|capped|cap\s+of|ceiling|above|limited\s+to|up\s+to|not\s+greater\s+than|by)\b[^.;%]{0,60}$",
    re.I,
)
FIXED = re.compile(
    r"\b(?:fees?|pric(?:e|es|ing)|rates?|charges?)\b[^.;]{0,100}?\b(?:fixed|locked|firm|frozen|unchanged|hold\s+good|held|not\s+(?:be\s+)?(?:increase|rise|go\s+up)\w*|same\s+rates?)\b[^.;]{0,60}?\b(?:for|throughout|during)\s+(?:the\s+)?(?:whole|entire|full|duration|initial|subscription|term|contract)"
    r"|\b(?:on|at)\s+(?:the\s+)?same\s+(?:rates?|prices?)\b",
    re.I,
)
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
    r"(?:increase|raise|adjust|adapt|change|revise|modify|amend|review)\b[^.;]{0,60}\b(?:fees?|prices?|pricing|rates?|charges?)\b"
    r"|\bentitled\s+to\s+(?:increase|raise|adjust|adapt|change|revise)\b[^.;]{0,60}\b(?:fees?|prices?|pricing|rates?|charges?)\b"
    r"|\b(?:prices?|fees?|rates?|charges?)\b[^.;]{0,60}\b(?:follow|track|linked\s+to|in\s+line\s+with|adjusted\s+(?:by|to|for))\b[^.;]{0,40}\b(?:index|CPI|RPI|inflation)\b|\bthen[\s-]current\s+(?:list\s+)?(?:price|fee|rate)|\b(?:tariff|price)\s+changes?\s+apply|\b(?:rates?|fees?|prices?|them)\b[^.;]{0,40}\breview(?:ed)?\s+(?:\w+\s+){0,2}(?:every|each|annually)|\breview\s+them\s+every",
    re.I,
)

INTEREST = re.compile(
    r"\binterest\b|\blate\s+(?:payment\s+)?(?:fee|charge|payment)s?\b|\bfinance\s+charge|\bprime\s+rate\b|\bbase\s+(?:lending\s+)?rate\b",
    re.I,
)
LATE = re.compile(
    r"\blate\b|\boverdue\b|\bpast\s+due\b|\bunpaid\b|\bnot\s+(?:so\s+)?paid\b|\bdefault|\boutstanding\b|\bdelay|\bdue\b|\barrears\b|\bin\s+time\b|\bdelinquent|\bpenal\b|\bnot\s+(?:been\s+)?(?:received|settled)\b",
    re.I,
)
_INTEREST_WORDS = r"\W{0,4}(?:(?:default|compound|simple|late(?:\s+payment)?|penal)\s+)?(?:interest\W{0,3})?"
A_MONTH = re.compile(
    rf"{_INTEREST_WORDS}(?:(?:per|a|each|every|for\s+each|for\s+every)\s+(?:\w+\s+)?month\b|monthly\b|/\s?month\b|p\.\s?m\b)",
    re.I,
)
A_YEAR = re.compile(
    rf"{_INTEREST_WORDS}(?:(?:per|a|each|every)\s+(?:annum|year)\b|annual(?:ly)?\b|yearly\b|p\.\s?a\b|pa\b|/\s?year\b|annualised\b)",
    re.I,
)
YEARLY_BEFORE = re.compile(r"\b(?:annual|yearly|per\s+annum)\b[^.;%]{0,50}$", re.I)
MONTHLY_BEFORE = re.compile(r"\bmonthly\s+(?:\w+\s+){0,4}(?:rate|interest|charge)?[^.;%]{0,20}$", re.I)
EFFECTIVE = re.compile(
    r"\b(?:effective|equivalent|annual)\s+(?:annual\s+)?(?:percentage\s+)?rate\s+(?:of|being)?\W{0,3}$", re.I
)
ABOVE_BASE = re.compile(r"\b(?:above|over|plus|in\s+excess\s+of|higher\s+than|points?)\b", re.I)
NONE_DUE = re.compile(
    r"\bno\s+(?:late\s+(?:payment\s+)?)?interest\b[^.;]{0,40}\b(?:payable|due|charged|accru|owed|shall|is)|\bfree\s+of\s+interest\b",
    re.I,
)
STATUTORY = re.compile(
    r"\bstatutory\s+(?:\w+\s+)?(?:rate|interest)|\blegal\s+(?:rate|interest)|\b(?:maximum|highest)\s+(?:rate|amount|interest)|\b(?:base|prime)\s+(?:\w+\s+)?rate|\b(?:reasonable|applicable)\s+rate"
    r"|\bLate\s+Payment\b[^.;]{0,60}\b(?:Act|Directive|Regulations?|S\.I\.)|\bECB\b|\bEuribor\b",
    re.I,
)
IN_BRACKETS = re.compile(r"\s{0,2}\(\s?[\d.,/ -]{1,8}\s?%\s?\)")

AVAILABLE = re.compile(
    r"\bavailab|\bup-?time\b|\b(?:be|is|stays?)\s+(?:up|online|operational|reachable)\b|\bup\s+and\s+running", re.I
)
FALLS_SHORT = re.compile(
    r"\b(?:below|under|falls?|drops?)\b|(?<!not )(?<!no )\bless\s+than\b|\bbut\b|[<≤]|\bcredit", re.I
)
LEAST_AVAILABLE = 90  # percent; less is a credit or a share, not an availability


def price_increase(text):
    """By how many per cent prices may rise; a right to raise them without a limit is said without a number."""
    rates, unlimited, fixed = [], [], []
    is_topic = PRICES.search(text[:OF_PRICES]) is not None
    for sentence in sentences(text):
        if (RISES.search(sentence.text) and (is_topic or PRICES.search(sentence.text))) or (
            is_topic and RISES.search(text) and MOST.search(sentence.text) and not OTHER_RATE.search(sentence.text)
        ):
            rates += _rises(sentence)
        unlimited += [sentence.stated(None, *match.span()) for match in MAY_RISE.finditer(sentence.text)]
        fixed += [sentence.stated(Decimal(0), *match.span()) for match in FIXED.finditer(sentence.text)]
    return rates or unlimited[:1] or fixed[:1]


def _rises(sentence):
    """Every percentage that prices may rise by; None for two of which the higher counts."""
    text, is_one_of_two = sentence.text, HIGHER_OF.search(sentence.text)
    for number, start, end in percents(text):
        if OTHER_RATE.search(text[max(0, start - NEAR) : end + NEAR]) or LEAST.search(text[max(0, start - 40) : start]):
            continue
        if number is not None and number > 100 and re.match(r"\s+of\b", text[end : end + 5]):
            number -= 100  # “no more than 105% of what you paid”
        yield sentence.stated(None if is_one_of_two or _depends(text, start, end) else number, start, end)


def _depends(sentence, start, end):
    """Whether the number is a part of a sum, or one that can be passed."""
    if MORE_THAN.search(sentence, max(0, start - 50), start) and IF.search(sentence, max(0, start - 240), start):
        return True
    before = sentence[max(0, start - 25) : start]
    return PLUS_INDEX.search(
        re.sub(r"\b(?:never|not|no)\s+(?:\w+\s+)?above\b", "", before, flags=re.I) + sentence[start:end]
    )


def late_interest(text):
    """What late payment costs in per cent a year; a rate a month counts twelve times."""
    rates, statutory, none = [], [], []
    for sentence in sentences(text):
        if not (INTEREST.search(sentence.text) and LATE.search(sentence.text)):
            continue
        is_one_of_two = HIGHER_OF.search(sentence.text)
        hits = []
        for number, start, end in percents(sentence.text):
            if OTHER_SHARE.search(sentence.text[max(0, start - 30) : start]) or OTHER_SHARE.match(sentence.text, end):
                continue
            value = None if is_one_of_two else _a_year(sentence.text, number, start, end)
            hits.append(
                (sentence.stated(value, start, end), EFFECTIVE.search(sentence.text[max(0, start - 45) : start]))
            )
        effective = [stated for stated, is_effective in hits if is_effective and stated.value is not None]
        rates += effective or [stated for stated, _ in hits]
        statutory += [sentence.stated(None, *match.span()) for match in STATUTORY.finditer(sentence.text)]
        none += [sentence.stated(Decimal(0), *match.span()) for match in NONE_DUE.finditer(sentence.text)]
    return rates or statutory[:1] or none[:1]


OTHER_SHARE = re.compile(
    r"\b(?:discount|collection|fixed|instal\w*|of\s+the\s+(?:amount|invoice|sum)|deposit|handling)\b\W{0,3}(?:of\W{0,3})?$|\s+(?:discount|of\s+the\s+(?:principal|invoice|sum|price|order))\b",
    re.I,
)


def _a_year(sentence, number, start, end):
    bracket = IN_BRACKETS.match(sentence, end)
    end = bracket.end() if bracket else end
    behind, before = sentence[end : end + 45], sentence[max(0, start - 60) : start]
    if number is None or ABOVE_BASE.search(before[-25:] + behind.partition("(")[0]):
        return None
    if A_MONTH.match(behind):
        return number * 12
    if A_YEAR.match(behind) or YEARLY_BEFORE.search(before):
        return number
    return number * 12 if MONTHLY_BEFORE.search(before) else None


def availability(text):
    """How much of the time a service is promised to be there, in per cent; what is no promise has no number."""
    is_topic = AVAILABLE.search(text[:60]) is not None
    for sentence in sentences(text):
        if not AVAILABLE.search(sentence.text) and not (is_topic and OF_TOPIC.search(sentence.text[:60])):
            continue
        is_promise = not NO_PROMISE.search(sentence.text)
        for number, start, end in percents(sentence.text):
            short = FALLS_SHORT.search(sentence.text[max(0, start - 40) : start])
            if not short and (number is None or LEAST_AVAILABLE <= number <= Decimal(100)):
                yield sentence.stated(number if is_promise else None, start, end)


OF_TOPIC = re.compile(r":|^\W*\d")
NO_PROMISE = re.compile(
    r"\b(?:goals?|aims?\s+(?:for|at|to)|aiming|endeavou?rs?|strives?|no\s+guarantee|not\s+(?:a\s+)?(?:commitment|guarantee\w*|promise)|achieved|historical\w*|for\s+information|expects?|hopes?|in\s+20\d\d\b|reasonable\s+efforts|best\s+efforts|last\s+year)\b",
    re.I,
)
