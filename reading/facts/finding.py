"""The key facts of a contract: parties, dates, terms, notices, rates, caps, law, amounts and the like.

Plain rules over plain wording, each with the passage it read. A wrong fact is worse than none: where the wording is
unusual nothing is said, and where the paper leaves a value open or names two, the fact is there without a value and
says why. MODEL_CARD.md has the figures.
"""

from dataclasses import replace
from itertools import repeat

from reading.document import Fact
from reading.facts import days, from_rows, law, liability, measured, money, term, when, who
from reading.facts.passages import LONGEST, in_rows, trimmed
from reading.facts.places import named
from reading.facts.reading import BY_RULE, ONE_READING, Reading
from reading.facts.values import DAY_FIRST, MONTH_FIRST
from reading.measures import money as caps
from reading.measures import rows

SEVERAL = {"party", "amount", "currency", "insurance_amount", "service_credit", "availability"}
"""Of these a paper may name more than one; of the others two values leave it open which one counts."""
OPEN = 0.5  # how sure it is that something is said of which the value is open
MONTHS = {"quarter": 3, "year": 12}


def find(document):
    """All facts that could be read."""
    lines = rows.lines_of(document.text)
    by_rows = list(from_rows.facts(lines))
    marked = document.with_(text=in_rows(rows.without(document.text, {(row.start, row.end) for row in by_rows})))
    laws = [(name, named(place), start, end) for name, place, start, end in law.governing_law(marked)]
    by_label = {row.name for row in by_rows} & {"data_location", "vat"}  # a price row may name a place or a tax as well
    places = [reading.value for reading in by_rows if reading.name == "governing_law"] + [
        place for _, place, *_ in laws
    ]
    order = days.order_in(document.text, places[0] if places else None)
    readings = [
        *who.parties(document.text, lines),
        *_dates(document, marked, lines, order),
        *term.renewal(marked),
        *laws,
        *map(_with_share, _readings(liability.cap(marked)), repeat(marked.text)),
        *money.payment_days(marked),
        *by_rows,
        *(reading for reading in measured.facts(marked, lines, document.text) if reading.name not in by_label),
    ]
    readings = list(_readings(readings))
    known = {reading.name for reading in readings}
    unknown = [name for name in measured.FROM_MEASURES if name not in known]
    readings += [
        reading for reading in measured.rest(marked, lines, unknown) if not _ends_on_a_known_day(reading, known)
    ]
    readings += _amounts(document, readings)
    return [_fact(document, reading) for reading in _settled(readings)]


def _readings(readings):
    """All of them as `Reading`, also those that a rule yields as (name, value, start, end)."""
    return (reading if isinstance(reading, Reading) else Reading(*reading) for reading in readings)


def _ends_on_a_known_day(reading, known):
    """Whether it is a term that is said by its last day, which is a fact already."""
    return reading.name == "initial_term" and "end_date" in known


def _with_share(reading, text):
    """A cap with the share of fees that it is, where it is one; without its basis where it is nothing but an amount."""
    words = text[reading.start : reading.end]
    clear = {repr(cap): cap for cap, is_clear, *_ in caps.stated_caps(words) if is_clear}
    if len(clear) != 1:
        unclear = next((cap for cap, *_ in caps.stated_caps(words) if cap and cap["basis"]), None)
        return replace(reading, value=reading.value | {"basis": unclear["basis"]}) if unclear else reading
    (cap,) = clear.values()
    if "percent_of_fees" in cap:
        return replace(reading, value=reading.value | {key: cap[key] for key in ("percent_of_fees", "months")})
    if cap["amount"] is not None and not cap["basis"]:
        return replace(reading, value=reading.value | {"basis": ""})
    return reading


def _amounts(document, readings):
    """Amounts of money that are neither insured nor a cap: those have names of their own."""
    taken = [(other.start, other.end) for other in readings if other.name in {"insurance_amount", "liability_cap"}]
    text = document.text
    for reading in _readings(money.amounts(text)):
        is_taken = any(start <= reading.start < end for start, end in taken)
        is_of_another = is_taken or money.is_of_another(text, reading.start, reading.end)
        if reading.name != "amount" or not (is_of_another or _is_in_clause_of(document, OF_NO_PRICE, reading.start)):
            yield reading


OF_NO_PRICE = {
    "insurance",
    "liability",
    "indemnities",
    "rebates",
    "expenses",
    "sub-contracting",
    "audit-rights",
    "assignment",
}
OF_NO_PRICE |= {"compliance", "data-protection", "security"}
"""Types of clauses in which amounts are limits and thresholds."""


def _is_in_clause_of(document, types, at):
    clause = next((clause for clause in document.clauses if clause.start <= at < clause.end), None)
    return bool(clause and clause.types) and clause.types[0].name in types


def _fact(document, reading):
    start, end = trimmed(document.text, reading.start, min(reading.end, reading.start + LONGEST))
    return Fact(
        reading.name,
        reading.value,
        start,
        end,
        document.page_at(start),
        document.text[start:end],
        reading.confidence,
        reading.why,
        reading.either,
    )


# --- days and the terms that end on them --------------------------------------------------------------


def _dates(document, marked, lines, order):
    """Days and terms. What depends on whether the day or the month stands first is read both ways and compared."""
    by_order = {first: _read_days(document, marked, lines, first) for first in (DAY_FIRST, MONTH_FIRST)}
    chosen = by_order[order.first or DAY_FIRST]
    for name in dict.fromkeys([*chosen, *by_order[MONTH_FIRST]]):
        day_first, month_first = (by_order[first].get(name) for first in (DAY_FIRST, MONTH_FIRST))
        if day_first and month_first and day_first.value == month_first.value:
            yield day_first
        elif day_first and month_first:
            either = (day_first.value, month_first.value)
            yield _of_either(chosen[name], either, order)
        elif order.first and name in chosen:
            yield replace(chosen[name], confidence=order.confidence)


def _of_either(reading, either, order):
    if order.first is None:
        return replace(reading, value=None, confidence=OPEN, why=order.why, either=either)
    return replace(reading, confidence=order.confidence, either=either)


def _read_days(document, marked, lines, order):
    """{name: its reading} where dates in numbers are read in one order; what rows say goes first."""
    hits = {}
    for reading in rows.days_in(lines, order):
        hits.setdefault(reading[0], Reading(*reading, confidence=ONE_READING))
    for reading in (*when.dates(document.text, order), *term.term(marked, order)):
        hits.setdefault(reading[0], Reading(*reading, confidence=BY_RULE))
    if len(document.text) <= measured.SHORT:
        for reading in when.everyday(document.text, order):
            hits.setdefault(reading[0], Reading(*reading, confidence=BY_RULE))
    return {name: reading for name, reading in hits.items() if reading.value is not None}


# --- several readings of one thing --------------------------------------------------------------------


def _settled(readings):
    """Each reading once; where a paper states two values of what it can have one of, one without a value."""
    by_name = {}
    for reading in readings:
        by_name.setdefault(reading.name, []).append(reading)
    for name, group in by_name.items():
        if name in SEVERAL:
            yield from (reading for reading in group if reading.value is not None)
            continue
        clear = [reading for reading in group if reading.value is not None]
        first = max(clear, key=lambda reading: reading.confidence, default=group[0])
        values = {repr(_comparable(reading.value)): reading for reading in clear}
        if len(values) > 1:
            stated = " and ".join(_in_words(reading.value) for reading in list(values.values())[:3])
            yield replace(first, value=None, confidence=OPEN, why=f"more than one is named: {stated}")
        elif clear and len(clear) < len(group):
            unclear = next(reading for reading in group if reading.value is None)
            yield replace(unclear, confidence=OPEN)
        else:
            yield first


def _comparable(value):
    """The same for “12 months” and “1 year”; of a renewal and a cap what counts."""
    if isinstance(value, dict) and "automatic" in value:
        return value["automatic"]
    if isinstance(value, dict) and "basis" in value:
        return value["amount"], value.get("percent_of_fees")
    if isinstance(value, dict) and value.get("unit") in MONTHS:
        return {"count": value["count"] * MONTHS[value["unit"]], "unit": "month"}
    return value


def _in_words(value):
    if isinstance(value, dict) and "count" in value:
        return f"{value['count']} {value['unit']}{'' if value['count'] == 1 else 's'}"
    if isinstance(value, dict) and "automatic" in value:
        return "it renews by itself" if value["automatic"] else "it can be renewed"
    if isinstance(value, dict):
        return f"{value.get('currency') or ''} {value.get('amount') or value.get('basis') or ''}".strip()
    return str(value)
