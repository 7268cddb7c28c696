"""The cap on liability: an amount, or what it is reckoned from."""

import re
from itertools import chain, islice

from reading.facts.passages import about, around, others, sentences
from reading.facts.values import MONEY_RE, read_money

HEADING = re.compile(r".*\b(?:liabilit|damages|remed)", re.I)
CUE = re.compile(r"\bliab", re.I)
TO_THE_OTHER = re.compile(
    r"['’]s?\s+(?:\w+\s+){0,4}(?:liability|responsibility|indemnification\s+obligations?)"
    r"|\b(?:total|aggregate|cumulative|entire|maximum|any|no|their|its)\s+(?:\w+\s+)?liability"
    r"|\bliability\s+(?:of|is|shall|will|under|for|to)\b|\bliable\b",
    re.I,
)
LIMIT = (
    r"exceeds?|limited\s+(?:\w+\s+){0,4}?to|in\s+excess\s+of|capped\s+at|greater\s+than|more\s+than(?!\s+(?:one|two)\b)"
    r"|maximum"
)
PLAIN_CAP = re.compile(
    r"\b(?:max(?:imum|\.)?|total|aggregate|overall|cumulative|combined|entire)\s+(?:\w+\s+){0,2}?liabilit\w*\b[^.;]{0,160}?\b(?P<limit>is|are|corresponds\s+to|equals|amounts\s+to|shall\s+be|will\s+be|:)\s"
    r"(?=[^.;]{0,60}(?:\d|fees|charges|price|amount))"
    r"|\b(?:liab\w+|damages|indemnit\w+|indemnif\w+|recover\w*|compensat\w+|losses|owes?)\b[^.;]{0,200}?\b(?P<limit2>not\s+go\s+beyond|restricted\s+to|confined\s+to|up\s+to(?:\s+a\s+(?:total|maximum|limit)\s+of)?|capped\s+at|to\s+a\s+maximum\s+of|ceiling\b[^.;]{0,40}?\b(?:of|is|be)|the\s+most\s+we|limited\b[^.;]{0,60}?\bto)\s"
    r"(?=[^.;]{0,80}(?:\d|fees|charges|price|value|amount))"
    r"|\b(?P<limit3>(?:the\s+)?(?:most|maximum)\s+(?:that\s+)?(?:we|either|you|the\s+\w+|it)\b[^.;]{0,30}?\b(?:pays?|owes?|liable|recover)\w*|(?:caps?|ceiling|limit)\s+on\s+(?:what|our|its|the|liab\w+|any)[^.;]{0,80}?(?:is|are|:|be)\s|separate\s+ceiling\s+of)(?=[^.;]{0,80}(?:\d|fees|charges|price|value|amount))",
    re.I,
)
LIABLE = r"liabilit|liable|damages|obligations?|responsib"
CAPPED = re.compile(rf"\b(?:{LIABLE})\w*\b[^.;]{{0,400}}?\b(?<!but\snot\s)(?P<limit>{LIMIT})", re.I)
LIMIT_RE = re.compile(rf"\b(?:{LIMIT})\b", re.I)
BEFORE = 500  # characters in front of the limiting word in which liability is named
NOT_A_CAP = re.compile(r"insurance|coverage|deductible|per\s+occurrence|polic(?:y|ies)", re.I)
NOT_LIMITED = re.compile(r"\b(?:including|not)\b[\w\s,]{0,20}\blimited\b", re.I)
A_MEASURE = re.compile(r"exceed|excess|greater|more", re.I)  # limits only where it is denied: “shall not exceed”
DENIAL = re.compile(r"\b(?:no|not|none|never|neither|nor|cannot)\b", re.I)
PART_ENDS = re.compile(r";|\b(?:and|but)\s+(?:shall|will|is|are|remains?)\b", re.I)
CONDITION = re.compile(r"\b(?:if|where|when|to\s+the\s+extent)\b[^,;]{0,160}$", re.I)
LIMITS_NOTHING = re.compile(r"\b(?:nothing|unlimited|uncapped)\b", re.I)
IS_NOT_LIMITED = re.compile(
    r"\bneither\b|\b(?:not|never|no)\b[\w\s,]{0,20}$|\bno\s+event\s+(?:(?!\bliable\b)[^,;]){0,80}\bbe\s+$", re.I
)
NO_LIMIT = re.compile(
    r"\bliabilit\w*\b[^.;]{0,80}\b(?:unlimited|uncapped|without\s+limit|not\s+(?:be\s+)?limited)\b"
    r"|\bliable\b[^.;]{0,60}\bwithout\s+(?:any\s+)?limit(?:ation)?\b|\bnothing\b[^.;]{0,40}\bcaps?\b[^.;]{0,30}\brecover|\bdoes\s+not\s+agree\s+to\b[^.;]{0,60}\blimit\s+the\s+liab"
    r"|\bunlimited\s+liability|\bno\s+(?:cap|limit(?:ation)?)\s+(?:on|of|to)\s+(?:\w+\s+){0,3}liabilit",
    re.I,
)
IN_SOME_CASES = re.compile(
    r"\b(?:for|if|where|when|under|in\s+(?:cases?|respect|the\s+(?:case|event))|caus|aris|result|relat|includ)", re.I
)
OF_A_CLAIM = re.compile(r"\b(?:sought|arbitrat\w+|claimed|in\s+dispute|threshold|basket)\b", re.I)
NEAR_LIMIT = 120
BASIS = re.compile(
    r"(?:(?:amounts?|fees?|sums?|price|payments?|charges?|compensation|royalt(?:y|ies)|consideration|revenues?|monies|commissions?"
    r"|proceeds)"
    r"\b[^.;]{0,80}?\b(?:paid|payable|received|due|owed|earned|charged|invoiced)|(?:purchase|contract)\s+(?:price|value)"
    r"|(?:annual|monthly|yearly|annualised|maintenance|service|licen[cs]e)\s+(?:\w+\s+){0,2}(?:fees?|charges?|payments?)\b"
    r"|(?:(?:the\s+)?(?:repair|replac\w+|re-?perform\w*|refund))\b|(?:actual\s+)?direct\s+damages)"
    r"[^.;]{0,160}",
    re.I,
)
LEFT_OUT = re.compile(
    r"[\s\w]{0,40}?\$?\s?\[\s?(?:\*[\s*]{0,8}|[_\s]{1,12}|redacted|●)\s?\]|[\s\w]{0,30}\$?\s?\*{2,}", re.I
)
IN_WORDS = re.compile(
    r"\b(?:\w+\s+){1,3}(?:million|thousand|hundred)\s+(?:U\.?S\.?\s+|United\s+States\s+)?(?:dollars|euros|pounds)\b",
    re.I,
)
NAMED = re.compile(r"(?:the\s+)?[\"“]?(?:maximum\s+liability|liability\s+(?:cap|limit)|cap)\b[\"”]?", re.I)
MULTIPLE = re.compile(r"\b(?:(?:two|three|five|ten|2|3|5|10)\s*(?:\(\d+\)\s*)?(?:x|times)|\d{2,3}\s?%|twice)", re.I)
BUT = re.compile(r";|\bprovided,?\s+(?:however|that)\b|,\s+(?:and\s+)?(?:neither|in\s+no\s+event)\b", re.I)
A_PIECE = re.compile(
    r"\)?\s+(?:per|for\s+each|a)\s+(?:kilo|kg|pound|lb|ton|unit|piece|package|parcel|item|mile|hour|day)", re.I
)
NEAR = 200  # characters after the limiting word in which its amount stands
NEAR_BASIS = 500
NEAR_WORDS = 90
MOST_LIMITS = 20  # of one sentence


def cap(document):
    """("liability_cap", {"amount", "currency", "basis", "multiple"}, start, end) of the first cap.

    None where somebody's liability is unlimited: a cap is then the other party's, or an exception.
    """
    text = document.text
    clauses = about(document, {"liability"}, HEADING)
    if any(is_unlimited(text[start:end]) for clause in clauses for start, end in sentences(text, clause)):
        return
    for clause in chain(clauses, others(document, clauses, CUE)):
        for start, end in sentences(text, clause):
            for limit in islice(LIMIT_RE.finditer(text, start, end), MOST_LIMITS):
                value = _is_a_cap(text, start, end, limit) and _value(text, limit.end(), end)
                if value:
                    yield "liability_cap", value, *around(start, end, limit.start())
                    return


def _is_a_cap(text, start, end, limit):
    """Whether it is liability that is limited here, and not what is insured or claimed."""
    before = text[max(start, limit.start() - BEFORE) : limit.start()]
    near = text[max(start, limit.start() - NEAR_LIMIT) : min(end, limit.end() + NEAR_LIMIT)]
    is_liability = TO_THE_OTHER.search(before) or "liability" in text[limit.end() : limit.end() + 30].lower()
    return is_liability and not (
        is_denied(before, limit[0])
        or NOT_A_CAP.search(near)
        or NOT_LIMITED.search(before[-30:] + limit[0])
        or OF_A_CLAIM.search(near)
    )


def is_denied(before, limit):
    """Whether what seems to limit liability does not: “nothing limits it”, “is liable for what is in excess of”."""
    if LIMITS_NOTHING.search(before):
        return True
    if A_MEASURE.search(limit):
        part = PART_ENDS.split(before)[-1]
        return not DENIAL.search(part) or CONDITION.search(part[-200:]) is not None
    return IS_NOT_LIMITED.search(before) is not None


def seems_only(sentence, capped):
    """The same of a match of CAPPED or PLAIN_CAP in a sentence."""
    at = capped.start(capped.lastgroup)
    before = sentence[max(0, at - BEFORE) : at]
    if capped.re is PLAIN_CAP:
        return LIMITS_NOTHING.search(before) is not None
    return is_denied(before, capped["limit"])


def is_unlimited(sentence):
    """Whether it says of all liability of somebody, and not only of some cases, that nothing limits it."""
    return NO_LIMIT.search(sentence) is not None and not IN_SOME_CASES.search(sentence)


def _value(text, begin, end):
    """What liability is limited to, or None where nothing follows that it could be."""
    if stop := BUT.search(text, begin, end):
        end = stop.start()
    money = MONEY_RE.search(text, begin, min(end, begin + NEAR))
    money = None if money and A_PIECE.match(text, money.end(), end) else money
    basis = BASIS.search(text, begin, min(end, begin + NEAR_BASIS))
    near = min(end, begin + NEAR_WORDS)
    words = IN_WORDS.search(text, begin, near) or NAMED.search(text, begin, near)
    if not (money or basis or words or LEFT_OUT.match(text, begin, end)):
        return None
    value = (money and read_money(money)) or {"amount": None, "currency": None}
    multiple = MULTIPLE.search(text, begin, basis.end() if basis else end)
    limit = basis or (None if money else words)
    value["basis"] = " ".join(limit[0].split())[:200] if limit else ""
    value["multiple"] = multiple[0] if multiple else ""
    return value
