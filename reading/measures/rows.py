"""Label and value: “Payment terms: Net 45”, a row of a table, a heading with its value on the next line.

A row states something only where its label is a usual name of it and its value can be read whole. Every other line is
left to the rules for sentences.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from reading.facts import places
from reading.facts.passages import without_empty_boxes
from reading.facts.values import DATE_RE, END_OF_MONTH, MONEY_RE, dates_in, read_date, read_money
from reading.measures.numbers import FIGURE, percents, periods
from reading.measures.stated import Stated

CELL = " | "
LONGEST_LABEL, LONGEST_VALUE = 70, 200  # characters
LONGEST_LINE = 1000  # a longer one is running text
NUMBER = re.compile(r"\s*(?:(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|\(?[a-z]\)|[A-Z]\.|[-•–*·])\s+)?", re.I)
HINT = re.compile(
    r"\s*(?:\(\s?(?P<bracket>[^()]{1,24})\)|\bin\s+(?P<words>%?\s?[a-z ]{1,24}))\s*$", re.I
)  # what the value is counted in: “(EUR)”, “in months”
BLANK = re.compile(r"[\s_.\-–—•●*\[\]{}<>/|?n]*(?:n/?a|tbc|tbd|none|nil)?[\s_.\]]*", re.I)
OPEN = re.compile(
    r"\[[^\]]*\]|_{2,}|\bTB[CD]\b|\bto\s+be\s+(?:agreed|confirmed|determined|defined)|\bas\s+(?:set\s+out|stated|agreed|per)\b",
    re.I,
)
ONE_OF_TWO = re.compile(r"\b(?:greater|longer|later|shorter|earlier|lesser)\s+of\b|\bwhichever\b", re.I)
TWO_VALUES = re.compile(
    r"\b(?:greater|higher|larger|lesser|lower|smaller)\s+of\b|\bwhichever\b|\bor\b|\bplus\b|\+|\babove\b|\bover\b", re.I
)


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its value. `start` and `end` are those of both, `at` is where the value begins."""

    label: str
    value: str
    start: int
    at: int
    end: int
    hint: str = ""


class Nothing:
    """What is no value at all: the line is left to the rules for sentences."""


NOTHING = Nothing()


# --- values -------------------------------------------------------------------------------------------


def _unit_of(hint):
    words = re.sub(r"[^a-z ]", "", hint.lower()).split()
    unit = words[-1].removesuffix("s") if words else ""
    if unit in ("hour", "day", "week", "month", "year"):
        return f"business {unit}" if words[0] in ("business", "working") else unit
    return ""


def period_of(units):
    """A reader of periods in these units; a bare number counts in what the label says: “Initial term in months: 36”."""

    def read(line):
        bare = re.fullmatch(rf"\W?({FIGURE})\W?", line.value)
        if bare and (unit := _unit_of(line.hint)) in units:
            return {"count": int(float(bare[1])), "unit": unit}
        hits = [period for period in periods(line.value) if period.unit in units]
        if not hits:
            return NOTHING
        if len({str(period.value) for period in hits}) > 1:
            return NOTHING
        if len(hits) == 1 and ONE_OF_TWO.search(line.value):
            return None
        return hits[0].value

    return read


def payment(line):
    """“Net 45”, “30 days from invoice”; unclear where it is counted from the end of a month."""
    net = re.search(r"\bnet[\s-]{0,2}(\d{1,3})\b|\b(\d{1,3})\s+net\b", line.value, re.I)
    value = period_of(PAYMENT_UNITS)(line)
    if net and value is NOTHING:
        value = {"count": int(net[1] or net[2]), "unit": "day"}
    if value is NOTHING and re.fullmatch(r"\d{1,3}", line.value.strip()) and "day" in line.label.lower():
        value = {"count": int(line.value), "unit": "day"}
    return None if value is not NOTHING and END_OF_MONTH.search(line.value) else value


def percent(line):
    hits = list(percents(line.value))
    bare = re.fullmatch(r"\s*(\d{1,3}(?:\.\d{1,3})?)\s*", line.value)
    if bare and re.search(r"%|per\s?cent", line.hint + line.label, re.I):
        return Decimal(bare[1])
    if not hits:
        return NOTHING
    if len({number for number, *_ in hits}) > 1 or TWO_VALUES.search(line.value):
        return NOTHING
    return hits[0][0]


def availability(line):
    value = NOTHING if re.match(r"\s*[<≤>]", line.value) else percent(line)
    return value if value is None or value is NOTHING or 90 <= value <= 100 else NOTHING


def late_interest(line):
    value = percent(line)
    if value is None or value is NOTHING:
        return value
    behind = line.value[next(end for _, _, end in percents(line.value)) :]
    if MONTHLY.match(behind):
        return value * 12
    return value if YEARLY.match(behind) else None


def place(line):
    """The place of a law, where the value is nothing else: “England and Wales”, “Dutch law”, “laws of Ireland”."""
    if (value := places.law_in(line.value)) is not None:
        return value
    return NOTHING


def money(line):
    hits = [read_money(match) for match in MONEY_RE.finditer(line.value)]
    if not hits:
        code = re.fullmatch(r"[A-Z]{3}", line.hint.strip())
        bare = re.fullmatch(r"\s*(\d[\d,.' ]*)\s*", line.value)
        match = code and bare and MONEY_RE.fullmatch(f"{code[0]} {bare[1].strip()}")
        return read_money(match) if match else NOTHING
    if len({str(value) for value in hits}) > 1:
        return NOTHING
    return hits[0] if not TWO_VALUES.search(line.value) else None


def renews(line):
    if re.match(
        r"(?:no\b|none\b|not\b|does\s+not|manual|by\s+(?:mutual\s+)?agreement|optional|at\s+the\s+\w+(?:['’]s)?\s+option)",
        line.value,
        re.I,
    ):
        return False
    if re.search(
        r"['’]s\s+(?:sole\s+)?option\b|\bat\s+(?:the\s+)?option\s+of\b|\bby\s+(?:mutual\s+|written\s+)*agreement\b",
        line.value,
        re.I,
    ):
        return False
    if re.match(r"(?:yes\b|auto(?:matic|matically|-?renew\w*)?\b)", line.value, re.I):
        return True
    return NOTHING


PAYMENT_UNITS = frozenset({"day", "business day", "week"})
NOTICE_UNITS = frozenset({"day", "business day", "week", "month", "year"})
LONG_UNITS = frozenset({"week", "month", "quarter", "year"})
SHORT_UNITS = frozenset({"hour", "business hour", "day", "business day", "week", "month"})
ALL_UNITS = NOTICE_UNITS | LONG_UNITS
MONTHLY = re.compile(r"\W{0,4}(?:per|a|each|every)\s+month\b|\W{0,4}monthly\b|\W{0,4}/\s?month\b|\W{0,3}p\.?m\b", re.I)
YEARLY = re.compile(
    r"\W{0,4}(?:(?:per|a|each|every)\s+(?:annum|year)\b|annual(?:ly)?\b|yearly\b|p\.\s?a\b|pa\b|/\s?year\b)", re.I
)
NOT_A_NOTICE_OF_THE_END = re.compile(r"\b(?:before|prior\s+to)\b.{0,40}\b(?:end|expir|renew|term)", re.I)


@dataclass(frozen=True)
class Kind:
    """What a row states under these labels, and how its value is read."""

    measure: str
    labels: re.Pattern
    read: Callable
    least: bool = False  # also where label and value stand side by side without a sign between them


def _labels(pattern):
    return re.compile(rf"(?:the\s+)?(?:{pattern})", re.I)


_TERM = (
    r"(?:(?:initial|minimum|contract|subscription|services?|licen[cs]e|agreement|committed|fixed|call-off"
    r"|order|lease)\s+)"
)
KINDS = (
    Kind(
        "governing_law",
        _labels(
            r"(?:governing|applicable|proper|contract)\s+laws?(?:\s*(?:and|&|/|,)\s*(?:(?:place\s+of\s+)?jurisdiction|venue|courts?|forum))?"
            r"|law\s*(?:and|&|/)\s*(?:jurisdiction|venue|courts?)|law|choice\s+of\s+law|law\s+of\s+(?:the\s+)?(?:contract|agreement)"
        ),
        place,
        least=True,
    ),
    Kind(
        "payment_days",
        _labels(
            r"(?:payment|invoice)(?:\s+(?:terms?|period|due|days|deadline|target))*|credit\s+(?:terms?|period)|terms\s+of\s+payment|invoices?\s+(?:due|payable)"
            r"|time\s+(?:for|to)\s+pay(?:ment)?|days\s+to\s+pay|billing\s+(?:and|&)\s+payment"
        ),
        payment,
        least=True,
    ),
    Kind(
        "initial_term",
        _labels(
            rf"{_TERM}*(?:term|duration)|{_TERM}+period|{_TERM}*(?:term|contract)\s+length|length\s+of\s+(?:term|contract)"
            r"|term\s+of\s+(?:the\s+)?(?:contract|agreement|order)"
        ),
        period_of(ALL_UNITS - {"business day"}),
        least=True,
    ),
    Kind(
        "automatic_renewal",
        _labels(
            r"(?:auto(?:matic)?[\s-]*)?renewals?|auto[\s-]*renew\w*"
            r"|(?:\w+[\s-]){0,3}extensions?(?:\s+(?:period|option)s?)?"
        ),
        renews,
    ),
    Kind(
        "renewal_term",
        _labels(
            r"(?:renewal|extension)\s+(?:term|period|length)s?|(?:auto(?:matic)?[\s-]*)?renewals?|length\s+of\s+renewals?|(?:\w+[\s-]){0,2}optional\s+extension\s+period"
        ),
        period_of(frozenset({"month", "quarter", "year"})),
    ),
    Kind(
        "renewal_notice",
        _labels(
            r"(?:non-?renewal|renewal|opt-?out|anti-?renewal)\s+notice(?:\s+period)?|notice\s+(?:of|for)\s+non-?renewal|notice\s+to\s+(?:stop|prevent|avoid)\s+(?:the\s+)?renewal"
            r"|notice\s+before\s+renewal|cancellation\s+before\s+renewal"
        ),
        period_of(NOTICE_UNITS),
        least=True,
    ),
    Kind(
        "convenience_notice",
        _labels(
            r"(?:termination\s+(?:for\s+convenience|without\s+cause)|convenience\s+termination)(?:\s+notice)?(?:\s+period)?|notice\s+of\s+termination\s+(?:for\s+convenience|without\s+cause)"
        ),
        period_of(NOTICE_UNITS),
        least=True,
    ),
    Kind(
        "cure_period",
        _labels(r"(?:cure|remedy|rectification|remediation)\s+period|time\s+to\s+cure"),
        period_of(NOTICE_UNITS),
        least=True,
    ),
    Kind(
        "warranty_period",
        _labels(r"warrant(?:y|ies)(?:\s+(?:period|term))?|guarantee\s+period"),
        period_of(ALL_UNITS),
        least=True,
    ),
    Kind(
        "confidentiality_term",
        _labels(r"confidentiality(?:\s+(?:period|term))|(?:period|term|duration)\s+of\s+confidentiality"),
        period_of(LONG_UNITS),
        least=True,
    ),
    Kind(
        "breach_notice",
        _labels(
            r"(?:(?:personal\s+)?data\s+|security\s+)?(?:breach|incident)\s+(?:notice|notification"
            r"|reporting)(?:\s+(?:period|time|deadline))?"
        ),
        period_of(SHORT_UNITS),
        least=True,
    ),
    Kind(
        "acceptance_period",
        _labels(r"(?:acceptance|review|test(?:ing)?|inspection)(?:\s+test(?:ing|s)?)?\s+period|acceptance"),
        period_of(NOTICE_UNITS),
        least=True,
    ),
    Kind(
        "price_increase",
        _labels(
            r"(?:(?:annual|yearly|fee|price|renewal|maximum|max\.?)\s+)*(?:increases?|uplifts?|escalat\w+"
            r"|adjustments?|price\s+cap|indexation)(?:\s+cap)?|price\s+(?:cap|protection)"
            r"|cap\s+on\s+(?:price\s+)?increases?"
        ),
        percent,
        least=True,
    ),
    Kind(
        "late_interest",
        _labels(
            r"(?:(?:late[\s-]+(?:payment\s+)?|default\s+|overdue\s+|penal(?:ty)?\s+))interest"
            r"|interest\s+on\s+(?:late|overdue)\s+\w+|late\s+(?:payment\s+)?(?:fee|charge)s?"
        ),
        late_interest,
    ),
    Kind(
        "availability",
        _labels(
            r"(?:(?:service|system|platform|target|monthly|guaranteed|minimum)\s+)*(?:availability"
            r"|up-?time)(?:\s+(?:sla|target|commitment|guarantee|level|service\s+level))*"
            r"|service\s+level|sla"
        ),
        availability,
        least=True,
    ),
    Kind(
        "insurance_amount",
        _labels(
            r"(?:(?:professional\s+(?:indemnity|liability)|public\s+liability|commercial\s+general\s+liability"
            r"|cyber|employer['’]?s['’]?\s+liability|product\s+liability)(?:\s*/[^|:]{0,30})?(?:\s+insurance)?"
            r"|insurance(?:\s+cover(?:age)?)?|[^|:]{0,40}\binsurance)"
        ),
        money,
    ),
)
CAP_LABELS = _labels(
    r"(?:(?:overall|aggregate|total|general|maximum|max\.?|supplier['’]?s?|vendor['’]?s?|provider['’]?s?|our|financial)\s+)*"
    r"(?:liability\s+(?:caps?|limits?|ceiling)|(?:caps?|limits?|limitation|ceiling)\s+(?:on|of|to|for)\s+(?:\w+\s+)?liability|liability)"
)
DATE_LABELS = {
    "effective_date": _labels(
        rf"{_TERM}*(?:start|commencement|effective)(?:\s+date)?|date\s+of\s+commencement|(?:in\s+force|valid|effective)\s+(?:from|as\s+of)|start\s+of\s+(?:the\s+)?(?:term|contract|services?|agreement)|term\s+start(?:\s+date)?"
    ),
    "end_date": _labels(
        rf"{_TERM}*(?:end|expiry|expiration)(?:\s+date)?|{_TERM}*termination\s+date|(?:valid|runs)\s+until|end\s+of\s+(?:the\s+)?(?:initial\s+)?(?:term|contract|agreement)|term\s+end(?:\s+date)?"
    ),
    "agreement_date": _labels(
        r"(?:contract|agreement|order(?:\s+form)?)\s+date|date\s+of\s+(?:this\s+|the\s+)?(?:agreement|contract|order(?:\s+form)?)"
    ),
}
ROLES = [
    "customer",
    "client",
    "buyer",
    "purchaser",
    "supplier",
    "vendor",
    "provider",
    "licensor",
    "licensee",
    "contractor",
    "consultant",
    "processor",
    "controller",
    "agency",
    "reseller",
    "seller",
    "subscriber",
    "discloser",
    "recipient",
    "authority",
    "company",
    "sub-processor",
]
ROLE = re.compile(
    rf"(?:the\s+)?(?P<role>(?:service\s+provider|disclosing\s+party|receiving\s+party|data\s+(?:processor|controller)|end\s+customer|{'|'.join(ROLES)}))"
    r"(?:['’]s)?(?:\s+(?:legal\s+)?(?:name|entity))?",
    re.I,
)
DATA_LOCATION = _labels(
    r"(?:data|hosting|storage)\s+(?:location|residency|region|cent(?:re|er)s?(?:\s+location)?)s?|location\s+of\s+(?:the\s+)?(?:data|hosting)|place\s+of\s+(?:processing|storage)|hosting"
)
VAT = _labels(r"vat|tax(?:es)?|sales\s+tax")
AMOUNTS = _labels(
    r"(?:(?:total|annual|yearly|monthly|contract|order|one-?off|subscription|licen[cs]e|setup|set-up|implementation)\s+)*(?:value|fees?|price|charges?|amount|total)(?:\s+(?:per|a)\s+\w+)?"
)
CREDITS = _labels(r"service\s+credits?")
SUB_PROCESSOR_NOTICE = _labels(
    r"(?:notice\s+of\s+)?(?:new\s+)?sub-?processor\s+(?:changes?\s+)?(?:notice|notification)(?:\s+period)?"
)
SUSPENSION_NOTICE = _labels(r"suspension\s+notice(?:\s+period)?|notice\s+(?:of|before)\s+suspension")

ALL_LABELS = [
    *(kind.labels for kind in KINDS), CAP_LABELS, *DATE_LABELS.values(), ROLE, DATA_LOCATION, VAT, AMOUNTS, CREDITS,
    SUB_PROCESSOR_NOTICE, SUSPENSION_NOTICE,
]  # fmt: skip


LIKELY = re.compile(
    r"law|pay|invoic|billing|credit|term|duration|period|length|renew|extension|notice|notif|cure|remed|rectif|warrant|guarantee|confiden"
    r"|breach|incident|accept|review|test|inspect|increas|uplift|escalat|adjust|cap|index|interest|late|charge|avail|up-?time"
    r"|service\s+level|sla\b|insur|indemni|liabilit|start|commenc|effective|end\b|expir|valid|runs|force|date|value|fee|price|amount"
    r"|total|data|hosting|storage|location|vat|tax|protection|party|ag(?:ency|reement)|entity|provider|"
    + "|".join(ROLES),
    re.I,
)  # some of it stands in every label


def is_label(text):
    """Whether these words are a usual label, without number, hint and colon."""
    return LIKELY.search(text) is not None and any(pattern.fullmatch(text) for pattern in ALL_LABELS)


# --- lines --------------------------------------------------------------------------------------------


def lines_of(text):
    """Every line that has a label we know, with its value, in the order of the text."""
    hits, pending, heads = [], None, []
    text, at = without_empty_boxes(text), 0
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        words = raw.strip()
        if not words or len(raw) > LONGEST_LINE:
            if words:
                pending, heads = None, []
            continue
        cells = _cells(raw, start)
        if len(cells) > 1:
            hits += _of_cells(cells, heads)
            heads = cells if not heads or len(heads) != len(cells) else heads
            pending = None
            continue
        heads = []
        if pairs := _side_by_side_pairs(raw, start):
            hits += pairs
            pending = None
            continue
        line = _of_line(raw, start)
        if line:
            hits.append(line)
            pending = None
        elif pending and len(words) <= LONGEST_VALUE:
            hits.append(
                Line(
                    pending.label,
                    words,
                    pending.start,
                    start + raw.index(words),
                    start + len(raw.rstrip()),
                    pending.hint,
                )
            )
            pending = None
        else:
            pending = _alone(raw, start)
    return hits


def _cells(raw, start):
    """(words, where they begin) of the cells of a row, also of one drawn with tabs."""
    separator = CELL if CELL in raw else "\t" if "\t" in raw.strip() else None
    if not separator:
        return []
    cells, at = [], start
    for cell in raw.split(separator):
        cells.append((cell.strip(" |\t"), at + len(cell) - len(cell.lstrip())))
        at += len(cell) + len(separator)
    return cells


def table_of(text):
    """The cells of every row of the text's tables, as (words, where they begin)."""
    at = 0
    for raw in text.split("\n"):
        if cells := _cells(raw, at):
            yield cells
        at += len(raw) + 1


def _of_cells(cells, heads):
    """Label and value side by side; or, under a row of labels, each value under its label."""
    labels = [_label(words) for words, _ in cells]
    if labels[0] and len(cells) > 1 and not (len(cells) > 2 and labels[1]):
        return [_line(labels[0], cells[0][1], *cells[1])] if cells[1][0] else []
    if len(cells) % 2 == 0 and len(cells) > 2 and all(labels[::2]) and not any(labels[1::2]):
        return [_line(labels[i], cells[i][1], *cells[i + 1]) for i in range(0, len(cells), 2) if cells[i + 1][0]]
    if len(heads) == len(cells) and not any(labels):
        above = [_label(words) for words, _ in heads]
        if all(above):
            return [_line(label, cell[1], *cell) for label, cell in zip(above, cells, strict=True) if cell[0]]
    return []


def _line(label, start, value, at):
    return Line(label[0], value, start, at, at + len(value), label[1])


def _label(words):
    """(label, hint) of a label that we know, else None."""
    words = words[NUMBER.match(words).end() :].strip(" :.*–-")
    if not words or len(words) > LONGEST_LABEL:
        return None
    if is_label(words):
        return words, ""
    hint = HINT.search(words)
    if hint and is_label(words[: hint.start()].strip()):
        return words[: hint.start()].strip(), hint["bracket"] or hint["words"]
    return None


SIGN = re.compile(r"\s*(?::|\s[–—-]\s|=)\s*")


def _of_line(raw, start):
    """“Label: value”, “Label – value”, or, for a line that is nothing else, “Label value”."""
    for sign in list(SIGN.finditer(raw, 0, LONGEST_LABEL))[:2]:
        label = _label(raw[: sign.start()])
        value = raw[sign.end() :].strip()
        if label and value:
            return Line(
                label[0],
                value,
                start + NUMBER.match(raw).end(),
                start + sign.end(),
                start + len(raw.rstrip()),
                label[1],
            )
    return _side_by_side(raw, start)


GAP = re.compile(r"[ \u00a0]{3,}|\t+")


def _side_by_side_pairs(raw, start):
    """Two or more labels with their values on one line: “Vendor: Aab Ltd   Customer: Bbc N.V.”."""
    parts, at = [], 0
    for gap in [*GAP.finditer(raw.rstrip()), None]:
        end = gap.start() if gap else len(raw)
        parts.append((raw[at:end], start + at))
        at = gap.end() if gap else end
    if len(parts) < 2:
        return []
    lines = [_of_line(words, at) for words, at in parts if words.strip()]
    return lines if len(lines) > 1 and all(lines) else []


VALUE_LIKELY = re.compile(r"\d|\b(?:law|Law|governing|Governing)\b")


def _side_by_side(raw, start):
    """A row of a table whose cells nothing tells apart: “Governing law England and Wales”."""
    begin = NUMBER.match(raw).end()
    words = raw[begin:].rstrip()
    if len(words) > LONGEST_LABEL * 2 or not words[:1].isupper() or not VALUE_LIKELY.search(words):
        return None
    breaks = [blank.start() for blank in re.finditer(r"\s", words[:LONGEST_LABEL])]
    for place_of_break in reversed(breaks):
        label, value = words[:place_of_break], words[place_of_break:].strip()
        line = Line(label, value, start + begin, start + begin + len(words) - len(value), start + begin + len(words))
        if value and _is_plain(line):
            return line
    return None


PLAIN_PERIOD = re.compile(
    rf"(?:net\s+)?{FIGURE}\s(?:(?:business|working|calendar)\s)?(?:hour|day|week|month|year)s?(?:\s(?:from|after|of|before|net)\b[^.;:]{{0,70}})?",
    re.I,
)
PLAIN_PERCENT = re.compile(
    r"(?:(?:not\s+more\s+than|up\s+to|max\.?|maximum(?:\s+of)?|at\s+most)\s+)?\d{1,3}(?:\.\d{1,3})?\s?%(?:\s(?:on|per|of|a|each|in)\b[^.;:]{0,70})?",
    re.I,
)


def _is_plain(line):
    """Whether the words behind a label are nothing but its value."""
    for kind in KINDS:
        if kind.least and kind.labels.fullmatch(line.label):
            if kind.measure == "governing_law":
                return places.is_known(line.value)
            return bool(PLAIN_PERIOD.fullmatch(line.value) or PLAIN_PERCENT.fullmatch(line.value))
    if CAP_LABELS.fullmatch(line.label) and line.label.lower() != "liability":
        return bool(PLAIN_PERCENT.match(line.value) or MONEY_RE.match(line.value))
    if any(pattern.fullmatch(line.label) for pattern in DATE_LABELS.values()):
        return DATE_RE.fullmatch(line.value) is not None
    return False


def _alone(raw, start):
    """A label that stands on a line of its own, above its value."""
    label = _label(raw)
    return label and Line(label[0], "", start + NUMBER.match(raw).end(), 0, 0, label[1])


# --- what they state ----------------------------------------------------------------------------------


def is_open(line):
    """Whether the value was left out: “[●]”, “____”, “TBC”, “as set out in the Order”."""
    return BLANK.fullmatch(line.value) is not None or OPEN.search(line.value) is not None


def is_blank(line):
    """Whether the value is still to be filled in."""
    return (
        re.search(
            r"\[[^\]\d]*\]|_{2,}|\bTB[CD]\b|\bto\s+be\s+(?:agreed|confirmed|determined|defined)", line.value, re.I
        )
        is not None
    )


def stated(name, lines):
    """(Stated, line) of what these lines say about one measure."""
    for line in lines:
        if is_open(line) and not (name == "automatic_renewal" and renews(line) is False):
            if is_blank(line) and any(kind.measure == name and kind.labels.fullmatch(line.label) for kind in KINDS):
                yield Stated(None, line.start, line.end), line
            continue
        for kind in KINDS:
            if kind.measure == name and kind.labels.fullmatch(line.label):
                value = kind.read(line)
                if value is not NOTHING:
                    yield Stated(value, line.start, line.end), line
                break


def days_in(lines, order=None):
    """(name, ISO date or None, start, end) of rows with a day; the whole value must be one."""
    for line in lines:
        for name, labels in DATE_LABELS.items():
            if labels.fullmatch(line.label) and (match := DATE_RE.match(line.value)):
                if len(line.value) - match.end() <= 40 and len(list(dates_in(line.value))) == 1:
                    yield name, read_date(match, order), line.start, line.end
                break


def without(text, spans):
    """The text with these places blanked, of the same length, so that sentences do not run over them."""
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += [text[at:start], "\n\n".ljust(end - start) if end - start > 1 else " "]
        at = end
    return "".join([*parts, text[at:]])
