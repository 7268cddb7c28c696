"""The cap on liability: an amount, or what it is reckoned from."""

import re

from reading.facts.passages import about, sentences
from reading.facts.values import MONEY_RE, read_money

HEADING = re.compile(r".*\bliabilit", re.I)
LIMIT = r"exceed|limited\s+to|in\s+excess\s+of|capped\s+at|greater\s+than|more\s+than|maximum"
CAPPED = re.compile(rf"(?:liabilit|liable|damages|obligations?)\w*\b[^.;]{{0,400}}?\b(?P<limit>{LIMIT})", re.I)
NOT_A_CAP = re.compile(r"insurance|coverage|deductible|per\s+occurrence|polic(?:y|ies)", re.I)
BASIS = re.compile(
    r"(?:(?:amounts?|fees?|sums?|price|payments?|charges?|compensation|royalt(?:y|ies)|consideration|revenues?|monies)"
    r"\b[^.;]{0,80}?\b(?:paid|payable|received|due|owed|earned|charged|invoiced)|(?:purchase|contract)\s+price)"
    r"[^.;]{0,160}",
    re.I,
)
MULTIPLE = re.compile(r"\b(?:(?:two|three|five|ten|2|3|5|10)\s*(?:\(\d+\)\s*)?(?:x|times)|\d{2,3}\s?%|twice)", re.I)
NEAR = 200  # characters after the limiting word in which its amount stands
NEAR_BASIS = 500


def cap(document):
    """("liability_cap", {"amount", "currency", "basis", "multiple"}, start, end) of the first cap."""
    text = document.text
    for clause in about(document, {"liability"}, HEADING):
        for start, end in sentences(text, clause):
            capped = CAPPED.search(text, start, end)
            if capped is None or NOT_A_CAP.search(text, start, end):
                continue
            begin = capped.start("limit")
            money = MONEY_RE.search(text, begin, min(end, begin + NEAR))
            basis = BASIS.search(text, begin, min(end, begin + NEAR_BASIS))
            if money or basis:
                value = read_money(money) if money else {"amount": None, "currency": None}
                multiple = MULTIPLE.search(text, begin, basis.end() if basis else end)
                value["basis"] = " ".join(basis[0].split())[:200] if basis else ""
                value["multiple"] = multiple[0] if multiple else ""
                yield "liability_cap", value, start, end
                return
