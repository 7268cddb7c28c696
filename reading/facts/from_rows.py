"""Key facts in lines of a label and a value: an order form, a table of key terms, a front page."""

from reading.facts.reading import ONE_READING, Reading
from reading.facts.values import MONEY_RE
from reading.measures import money as caps
from reading.measures import others, rows

FACT_OF = {"automatic_renewal": "renewal"}
UNCLEAR = 0.5
WHY_OPEN = "more than one value, or none that is plain, stands beside the label"


def facts(lines):
    """Readings of every row that states a fact, but for parties and days (`who`, `rows.days_in`)."""
    for kind in rows.KINDS:
        if kind.measure != "renewal_term":  # is part of the renewal
            for stated, line in rows.stated(kind.measure, lines):
                value = VALUES.get(kind.measure, _as_it_is)(stated.value, lines)
                yield _reading(FACT_OF.get(kind.measure, kind.measure), value, line)
    for line in lines:
        if rows.is_open(line):
            continue
        for name, labels, read in OTHERS:
            value = read(line) if labels.fullmatch(line.label) else None
            if value is not None and value is not rows.NOTHING:
                yield _reading(name, value, line)


def _as_it_is(value, lines):
    return value


def _days(period, lines):
    if period is None or period["unit"] not in ("day", "week"):
        return None
    return period["count"] * (7 if period["unit"] == "week" else 1)


def _renewal(automatic, lines):
    lengths = (stated.value for stated, _ in rows.stated("renewal_term", lines))
    length = next((length for length in lengths if length is not None), None)
    return None if automatic is None else {"automatic": automatic, "length": length}


def _amount(line):
    """An amount whose currency stands beside its label: “Contract value (EUR): 48000”."""
    return rows.money(line) if line.hint and not MONEY_RE.search(line.value) else None


VALUES = {"payment_days": _days, "automatic_renewal": _renewal}
OTHERS = (
    ("liability_cap", rows.CAP_LABELS, lambda line: caps.plain_cap(line.value)),
    ("data_location", rows.DATA_LOCATION, lambda line: others.places_in(line.value)),
    ("vat", rows.VAT, lambda line: others.vat_of(line.value)),
    ("amount", rows.AMOUNTS, _amount),
    ("sub_processor_notice", rows.SUB_PROCESSOR_NOTICE, rows.period_of(rows.NOTICE_UNITS)),
    ("suspension_notice", rows.SUSPENSION_NOTICE, rows.period_of(rows.NOTICE_UNITS)),
    ("service_credit", rows.CREDITS, rows.percent),
)
"""(fact, its labels, how its value is read) of what no playbook measures."""


def _reading(name, value, line):
    if value is None:
        return Reading(name, None, line.start, line.end, UNCLEAR, WHY_OPEN)
    return Reading(name, _plain(value), line.start, line.end, ONE_READING)


def _plain(value):
    """Numbers as JSON has them."""
    if not hasattr(value, "as_tuple"):
        return value
    return int(value) if value == int(value) else float(value)
