"""In how many days invoices are paid, the currency, and the amounts."""

import re
from collections import Counter
from itertools import islice

from reading.facts.passages import SENTENCE_END, about, around, sentences
from reading.facts.reading import Reading
from reading.facts.values import END_OF_MONTH, MONEY_RE, PERIOD, PERIOD_RE, periods_in, read_money, read_period

HEADING = re.compile(r".*\b(?:pay|invoic|bill|fees)", re.I)
TYPES = {"payment-terms", "price", "rebates"}
WITHIN = r"within|net|not\s+later\s+than|no\s+later\s+than"
NET_DAYS = r"\bnet[\s-]{1,2}(?P<net>\d{2,3})\b(?:\s?days)?"
PAYMENT = re.compile(
    r"(?:(?:pays?|paid|payable|payments?|due|remit\w{0,8}|settle\w{0,8}|invoices?)\b[^.;]{0,160}?"
    rf"\b(?:{WITHIN}|in|due|payable)\s+(?P<period>{PERIOD})[^.;]{{0,60}}?\b(?:invoices?|billing|statement)\b"
    rf"|\binvoices?\b[^.;]{{0,160}}?\b(?:{WITHIN}|due|payable)\s+(?P<after_period>{PERIOD.replace('?P<', '?P<after_')})"
    rf"|{NET_DAYS})",
    re.I,
)
NET = re.compile(NET_DAYS, re.I)
NOT_PAYMENT = re.compile(
    r"dispute|object|audit|notify|notice|reject|interest|suspend|terminat|overdue|past\s+due|late|fails?"
    r"|\b(?:does|do)\s+not\b|\bnot\s+(?:been\s+)?(?:paid|received|made)",
    re.I,
)
TO_INVOICE = re.compile(
    rf"\b(?:provided?|issued?|submit(?:ted)?|deliver(?:ed)?|render(?:ed)?|sen[dt]|prepared?|levied|made\s+available)\b(?:\s+[\w,]+){{0,6}}\s+(?:{WITHIN}|in)\s*$",
    re.I,
)
WILL_INVOICE = re.compile(
    r"\b(?:will|shall|may)\s+(?:then\s+)?invoice\b(?:(?!\b(?:pay|paid|payable|due)\b)[^.;])*$", re.I
)
WITHIN_BEFORE = re.compile(rf"\b(?:{WITHIN}|in|is|are|be|due|payable|paid|of)\s+$", re.I)
BEFORE_OTHER = 80  # characters
MOST_PERIODS = 20  # of one sentence
FROM_END = re.compile(r"\b(?:after|following|of|from)\s+(?:the\s+)?(?:end|close|last\s+day)\s+of\b", re.I)
IN_DAYS = {"day": 1, "week": 7, "month": 30}
OPEN = 0.5  # how sure it is that something is said whose value is open
LONGEST = 180  # days; more is no payment term
MOST_AMOUNTS = 60
MOST_LOOKED_AT = 3000
IN_THOUSANDS = re.compile(
    r"\(\s?(?:US)?[$€£]?\s?0{3}['’]?s?\s?\)|\b(?:in|of)\s+(?:US\s)?[$€£]?\s?(?:thousands|millions|000s)\b", re.I
)
COLUMN = 300  # characters in front of an amount in which the head of its column stands


def payment_days(document):
    """("payment_days", days, start, end), when all passages about it name the same number."""
    text, passages, ends_of_month = document.text, [], []
    for clause in about(document, TYPES, HEADING):
        for start, end in sentences(text, clause):
            match = PAYMENT.search(text, start, end)
            if match is None or NOT_PAYMENT.search(text, max(start, match.start() - 60), match.end()):
                continue
            if END_OF_MONTH.search(text, match.start(), min(end, match.end() + 40)):
                ends_of_month.append((_days(match) if not match["net"] else int(match["net"]), start, end))
                continue
            at = max(match.start(name) for name in ("period", "after_period", "net"))
            if not match["net"] and _is_to_invoice(text, start, match, at):
                continue
            days = int(match["net"]) if match["net"] else _days(match)
            for stated_days in {days, *_other_days(text, start, end)} if 0 < days <= LONGEST else ():
                passages.append((stated_days, *around(start, end, match.start())))
    if ends_of_month:
        days, start, end = ends_of_month[0]
        why = f"it is counted from the end of a month: {days} to {days + 31} days"
        yield Reading("payment_days", None, start, end, OPEN, why)
    elif len({days for days, _, _ in passages}) == 1:
        yield "payment_days", *passages[0]


def _is_to_invoice(text, start, match, at):
    """Whether it is the invoice that comes in these days, or they run from the end of a month, as royalties do."""
    before = text[max(start, at - 160) : at]
    return TO_INVOICE.search(before) or WILL_INVOICE.search(before) or FROM_END.search(text, at, match.end() + 40)


def _other_days(text, begin, end):
    """In how many days it is paid, too, as a sentence says: “but hosting in 45 days”; 0 where that is no number."""
    yield from (int(match["net"]) for match in NET.finditer(text, begin, end))
    for match in islice(periods_in(text, begin, end), MOST_PERIODS):
        before, period = text[max(begin, match.start() - BEFORE_OTHER) : match.start()], read_period(match)
        if period and WITHIN_BEFORE.search(before) and not NOT_PAYMENT.search(before):
            yield period["count"] * IN_DAYS.get(period["unit"], 0)


def _days(match):
    """The days of a period; business days are left out, because they are none of the calendar's."""
    groups = match.groupdict()
    prefix = "" if groups["period"] else "after_"
    period = read_period({name: groups[f"{prefix}{name}"] for name in PERIOD_RE.groupindex})
    return period["count"] * IN_DAYS.get(period["unit"], 0) if period else 0


def is_of_another(text, start, end):
    """Whether an amount is a threshold, or stands in a sentence about liability or insurance: nobody pays it."""
    before = SENTENCE_END.split(text[max(0, start - AROUND) : start])[-1]
    around = before + SENTENCE_END.split(text[end : end + AROUND // 2])[0]
    return THRESHOLD.search(before) is not None or OF_LIABILITY.search(around) is not None


THRESHOLD = re.compile(
    r"(?:\b(?:above|over|exceed(?:s|ing)?|more\s+than|greater\s+than|in\s+excess\s+of|below|under|less\s+than|from|up\s+to|to|beyond)|[<>≥≤])\s*$",
    re.I,
)
OF_LIABILITY = re.compile(
    r"\bliab|\bcap(?:s|ped)?\b|\bceiling|\binsur|\bindemni|\bdeductib|\bcover\b|\bproperty\s+damage", re.I
)
AROUND = 160  # characters


def amounts(text):
    """The currency that at least two amounts of three are in, and the amounts."""
    passages = []
    for match in islice(MONEY_RE.finditer(text), MOST_LOOKED_AT):
        value = read_money(match)
        in_thousands = IN_THOUSANDS.search(text, max(0, match.start() - COLUMN), match.start())
        if value and value["amount"] > 0 and not in_thousands:
            passages.append((value, match.start(), match.end()))
    for currency, times in Counter(value["currency"] for value, _, _ in passages).most_common(1):
        if times * 3 >= len(passages) * 2:
            _, start, end = next(passage for passage in passages if passage[0]["currency"] == currency)
            yield "currency", currency, start, end
    for value, start, end in passages[:MOST_AMOUNTS]:
        yield "amount", value, start, end
