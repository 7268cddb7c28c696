"""Key facts in lines of a label and a value: an order form, a table of key terms, a front page."""

from reading.facts.reading import ONE_READING, Reading
from reading.facts.values import MONEY_RE
from reading.measures import money as caps
from reading.measures import others, rows

FACT_OF = {"automatic_renewal": "renewal"}


def facts(lines):
    """Readings of every row that states a fact, but for parties and days (`who`, `rows.days_in`)."""
    for kind in rows.KINDS:
        if kind.measure == "renewal_term":
            continue  # is part of the renewal
        for stated, line in rows.stated(kind.measure, lines):
            value = stated.value
            if kind.measure == "automatic_renewal" and value is not None:
                value = {"automatic": value, "length": _length(line, lines)}
            if kind.measure == "payment_days":
                value = _days(value)
            yield _reading(FACT_OF.get(kind.measure, kind.measure), value, line)
    for line in lines:
        if rows.is_open(line):
            continue
        if rows.CAP_LABELS.fullmatch(line.label) and (value := _cap(line)):
            yield _reading("liability_cap", value, line)
        if rows.DATA_LOCATION.fullmatch(line.label) and (place := others.places_in(line.value)):
            yield _reading("data_location", place, line)
        if rows.VAT.fullmatch(line.label) and (value := others.vat_of(line.value)):
            yield _reading("vat", value, line)
        if rows.AMOUNTS.fullmatch(line.label) and line.hint and not MONEY_RE.search(line.value):
            value = rows.money(line)
            if value is not rows.NOTHING and value:
                yield _reading("amount", value, line)
        for name, labels in (
            ("sub_processor_notice", rows.SUB_PROCESSOR_NOTICE),
            ("suspension_notice", rows.SUSPENSION_NOTICE),
        ):
            if labels.fullmatch(line.label):
                value = rows.period_of(rows.NOTICE_UNITS)(line)
                if value is not rows.NOTHING:
                    yield _reading(name, value, line)
        if rows.CREDITS.fullmatch(line.label):
            value = rows.percent(line)
            if value is not rows.NOTHING and value is not None:
                yield _reading("service_credit", _plain(value), line)


def _reading(name, value, line):
    why = "" if value is not None else "more than one value, or none that is plain, stands beside the label"
    return Reading(name, _plain(value), line.start, line.end, ONE_READING if value is not None else 0.5, why)


def _plain(value):
    """Numbers as JSON has them."""
    from_decimal = hasattr(value, "as_tuple")
    if not from_decimal:
        return value
    return int(value) if value == int(value) else float(value)


def _days(period):
    if period is None or period["unit"] not in ("day", "week"):
        return None
    return period["count"] * (7 if period["unit"] == "week" else 1)


def _length(line, lines):
    for stated, _ in rows.stated("renewal_term", lines):
        if stated.value is not None:
            return stated.value
    return None


def _cap(line):
    """The cap in the form of `liability.cap`; None where the value names none that is plain."""
    return caps.plain_cap(line.value)
