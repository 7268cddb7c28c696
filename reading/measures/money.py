"""Amounts: how much a vendor is liable for, in money or in yearly fees, and how much is insured."""

import re
from decimal import Decimal

from reading.facts.liability import A_PIECE, CAPPED, NEAR, NEAR_BASIS, NOT_A_CAP, PLAIN_CAP, seems_only
from reading.facts.values import MONEY_RE, read_money
from reading.measures.numbers import IN_WORDS, in_words, percents, periods
from reading.measures.stated import sentences

ONE_OF_TWO = re.compile(
    r"\bwhichever\b|\bor,?\s+if\s+(?:that\s+is\s+|this\s+is\s+)?(?:higher|greater|more|larger|lower|less)|\bif\s+(?:that|this|it)\s+is\s+(?:more|higher|greater|less|lower)|\b(?:but|and)\s+(?:not|never|no|at)\s+(?:less|more|least|most)\b|\b(?:with|subject\s+to)\s+an?\s+(?:minimum|maximum|overall|floor)|\b(?:greater|higher|larger|lesser|lower|smaller)\s+of\b|\bwhichever\s+is\s+(?:the\s+)?(?:greater|higher|lower|less)",
    re.I,
)
FEES = re.compile(
    r"\b(?:fees?|amounts?\s+(?!of\s+(?:USD|EUR|GBP))|charges?|sums?|payments?|prices?|compensation|consideration|monies|subscription|order\s+value|contract\s+value)\b",
    re.I,
)
YEARLY = re.compile(
    r"\b(?:annual|yearly|per\s+year|a\s+year|each\s+year|last\s+year|preceding\s+year|the\s+year\s+before|(?:in|for)\s+(?:that|the\s+(?:relevant|same))\s+(?:contract\s+)?year)\b",
    re.I,
)
SINCE = re.compile(
    r"\bin\s|\b(?:preceding|prior|before|previous|past|last|immediately|period|during|in\s+the|under\s+the|charges\s+for|fees\s+for|for\s+the)\b",
    re.I,
)
TIMES = re.compile(
    rf"(?P<words>{IN_WORDS})\s{{0,2}}(?:\(\s?(?P<bracket>\d{{1,2}}(?:\.\d)?)\s?x?\s?\)\s{{0,2}})?times\b"
    r"|(?<![\d.,])(?P<figure>\d{1,2}(?:\.\d{1,2})?)\s?(?:x|times)\b|\b(?P<twice>twice|double)\b",
    re.I,
)
NOR = re.compile(r"\bnor\b", re.I)
AND_A_HALF = re.compile(r"\band\s+(?:a|one)[\s-]+half\b|½", re.I)
INSURED = re.compile(
    r"\b(?:commercial|general|professional|public|product|employer['’]?s?['’]?)\s+(?:general\s+)?(?:liability|indemnity)\s*[:–(/-]|\binsur|\bcoverage\b|\bpolic(?:y|ies)\b|\b(?:professional|public|employer['’]?s?['’]?|product|general|cyber|civil)\s+(?:\w+\s+)?(?:indemnity|liability)\s+(?:cover|policy)|\bcover\s+of\b",
    re.I,
)
COVER = re.compile(
    r"\bliability\b|\bindemnity\b|\bcyber\b|\bcover\b|\bcrime\b|\bumbrella\b|\bE&O\b|\bclaim\b|\boccurrence\b", re.I
)
LIMITED = re.compile(r"\bliability\s+(?:is|shall\s+be|will\s+be)\s+limited|\bliable\b[^.;]{0,80}\blimited\s+to", re.I)
NO_COVER = re.compile(r"\b(?:deductibles?|excess|retention|premiums?)\b[^.;]{0,40}$", re.I)
TOPIC = 160  # characters in which a passage says that it is about insurance


def cap_amount(text):
    """The amount that liability is capped at; None where it is capped in another way, or at one of two amounts."""
    for sentence, start, is_clear in _caps(text):
        words = sentence.text[start : start + NEAR_BASIS]
        is_clear = is_clear and not ONE_OF_TWO.search(sentence.text) and not _has_two_limits(words)
        amounts = list(MONEY_RE.finditer(sentence.text, start, min(len(sentence.text), start + NEAR)))
        for money in amounts:
            yield sentence.stated(read_money(money) if is_clear else None, *money.span())
        if not amounts and FEES.search(words):
            yield sentence.stated(None, start, start + FEES.search(words).end())


def _has_two_limits(words):
    """Whether an amount stands beside a share of fees: “the fees paid, with a maximum of € 25,000”."""
    before = MONEY_RE.split(words, maxsplit=1)[0]
    return FEES.search(before) is not None


def cap_in_yearly_fees(text):
    """How many times the fees of a year liability is capped at; None for fees of another or no period, or an amount."""
    for sentence, start, is_clear in _caps(text):
        words = sentence.text[start : start + NEAR_BASIS]
        if fees := FEES.search(words):
            yield sentence.stated(_yearly_fees(words) if is_clear else None, start, start + fees.end())
        elif money := MONEY_RE.search(words):
            yield sentence.stated(None, start, start + money.end())


def _yearly_fees(words):
    """The multiple of a year's fees, or None where `share_of_fees` is."""
    share = share_of_fees(words)
    return share and share[0] / 100 * share[1] / 12


def share_of_fees(words):
    """(per cent, months) of “125% of the fees paid in the preceding 12 months”, as Decimals; None where two limits, two
    times or two shares are named, or no time at all."""
    if ONE_OF_TWO.search(words) or MONEY_RE.search(words) or AND_A_HALF.search(words) or NOR.search(words):
        return None
    spans = {
        _months(period) for period in periods(words) if SINCE.search(words[max(0, period.start - 40) : period.end + 60])
    }
    if not spans and YEARLY.search(words):
        spans = {Decimal(12)}
    shares = {number for number, *_ in percents(words)}
    multiples = {_times(match) for match in TIMES.finditer(words)} | {share and share / 100 for share in shares}
    if len(spans) != 1 or len(multiples) > 1 or None in spans | multiples:
        return None
    return (multiples.pop() if multiples else Decimal(1)) * 100, spans.pop()


def plain_cap(words):
    """A cap in the form of `reading.facts.liability.cap`, of words that say nothing else: “125% of the yearly fees”."""
    amounts = {str(money) for match in MONEY_RE.finditer(words) if (money := read_money(match))}
    share = share_of_fees(words) if FEES.search(words) else None
    shares = {number for number, *_ in percents(words)}
    if not (amounts or share or (shares and FEES.search(words))):
        return None
    first = MONEY_RE.search(words)
    if first and A_PIECE.match(words, first.end()):
        return None
    clear = len(amounts) == 1 and not shares and not ONE_OF_TWO.search(words) and not FEES.search(words)
    cap = (read_money(first) if first else None) or {"amount": None, "currency": None}
    fees = "" if clear else " ".join(words.split())[:200]
    return cap | {"basis": fees, "multiple": ""} | as_share(share)


def stated_caps(text):
    """(cap in the form of `reading.facts.liability.cap`, whether it is clear, start, end) of each that is stated."""
    for sentence, start, is_clear in _caps(text):
        cap = plain_cap(sentence.text[start : start + NEAR_BASIS])
        stated = sentence.stated(None, start, min(start + NEAR, len(sentence.text)))
        yield cap, is_clear and cap is not None, stated.start, stated.end


def as_share(share):
    """{"percent_of_fees", "months"} of (per cent, months), and nothing of None."""
    if share is None:
        return {}
    return {
        key: int(value) if value == int(value) else float(value)
        for key, value in zip(("percent_of_fees", "months"), share, strict=True)
    }


def _months(period):
    value = period.value
    if value is None or value["unit"] not in ("month", "year", "quarter"):
        return None
    return Decimal(value["count"]) * {"month": 1, "quarter": 3, "year": 12}[value["unit"]]


def _times(match):
    if match["twice"]:
        return Decimal(2)
    if match["figure"]:
        return Decimal(match["figure"])
    number = in_words(match["words"])
    if match["bracket"] and Decimal(match["bracket"]) != number:
        return None
    return number and Decimal(number)


def _caps(text):
    """(sentence, where the limiting word stands in it, whether it does limit) of each that seems to cap liability."""
    for sentence in sentences(text):
        if NOT_A_CAP.search(sentence.text):
            continue
        if capped := CAPPED.search(sentence.text):
            yield sentence, capped.start("limit"), not seems_only(sentence.text, capped)
        elif plain := PLAIN_CAP.search(sentence.text):
            yield sentence, plain.start(plain.lastgroup), not seems_only(sentence.text, plain)


def insurance_amount(text):
    """The sum that is insured."""
    is_topic = INSURED.search(text[:TOPIC]) is not None
    for sentence in sentences(text):
        if LIMITED.search(sentence.text):
            continue
        if INSURED.search(sentence.text) or (is_topic and COVER.search(sentence.text)):
            for money in MONEY_RE.finditer(sentence.text):
                value = read_money(money)
                if NO_COVER.search(sentence.text[max(0, money.start() - 50) : money.start()]):
                    continue
                yield sentence.stated(value, *money.span())
