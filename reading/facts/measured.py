"""Key facts that single passages state, in the clauses that are about them: notices, rates, warranties and the like."""

import re
from decimal import Decimal

from reading.facts.liability import is_unlimited
from reading.facts.reading import BY_RULE, Reading
from reading.measures import money as caps
from reading.measures import rows, statements
from reading.measures.others import credits_in_table
from reading.measures.stated import sentences

LEAST = 0.15  # from which confidence a type of a clause counts
TYPES = {
    "convenience_notice": {"termination-convenience", "termination-cause", "initial-term", "renewal-notice"},
    "cure_period": {"termination-cause", "termination-convenience"},
    "warranty_period": {"warranties", "acceptance", "initial-term"},
    "confidentiality_term": {"confidentiality", "initial-term"},
    "breach_notice": {"breach-notice", "data-protection", "security"},
    "acceptance_period": {"acceptance", "delivery", "warranties"},
    "late_interest": {"payment-terms", "price", "damages"},
    "price_increase": {"price-increases", "price", "renewal", "payment-terms"},
    "availability": {"service-levels", "service-credits", "continuity"},
    "insurance_amount": {"insurance"},
    "service_credit": {"service-credits", "service-levels", "rebates", "damages"},
    "sub_processor_notice": {"data-protection", "sub-contracting", "data-location", "security"},
    "suspension_notice": {"payment-terms", "termination-cause", "termination-convenience", "security"},
    "vat": {"taxes", "price", "payment-terms", "expenses"},
    "data_location": {"data-location", "data-protection", "security"},
}
"""{name: the types of the clauses that it is looked for in}."""
HEADING = {
    "insurance_amount": re.compile(r"insur", re.I),
    "vat": re.compile(r"\b(?:vat|tax|fees?|pric|charges?|pay)", re.I),
    "warranty_period": re.compile(r"warrant|guarant", re.I),
    "confidentiality_term": re.compile(r"confiden|secre", re.I),
    "late_interest": re.compile(r"interest|pay|invoic", re.I),
}
WHY_OPEN = "the words leave the value open"


def facts(document, lines, text_as_it_is):
    """Readings of what sentences state, and of the column of credits in a table of `text_as_it_is`.

    What rows state (`lines`, as `rows.lines_of` says) is left to `from_rows`.
    """
    is_short = len(document.text) <= SHORT
    is_typed = any(clause.types for clause in document.clauses)
    for name, types in TYPES.items():
        text = _without_rows(document.text, name, lines)
        places = list(_clauses_about(document, text, name, types))
        places = [(0, text)] if is_short and (places or not is_typed) else places
        for at, words in places:
            for stated in statements(name, words, []):
                yield _reading(name, stated.value, at + stated.start, at + stated.end)
    for number, start, end in credits_in_table(rows.table_of(text_as_it_is)):
        yield _reading("service_credit", number, start, end)


def rest(document, lines, names):
    """Readings of these names of a short paper, which speaks of nothing but the contract: what any sentence states."""
    if len(document.text) > SHORT:
        return
    for name in names:
        text = _without_rows(document.text, MEASURE_OF.get(name, name), lines)
        yield from OF_NAME.get(name, _as_stated)(name, text)


def _as_stated(name, text):
    for stated in statements(name, text, []):
        yield _reading(name, stated.value, stated.start, stated.end)


def _payment(name, text):
    for stated in statements(name, text, []):
        value = stated.value
        days = value and IN_DAYS.get(value["unit"]) and value["count"] * IN_DAYS[value["unit"]]
        yield _reading(name, days, stated.start, stated.end)


def _renewal(name, text):
    lengths = {str(stated.value): stated.value for stated in statements("renewal_term", text, [])}
    length = lengths.popitem()[1] if len(lengths) == 1 else None
    for stated in statements("automatic_renewal", text, []):
        if stated.value is not None:
            value = {"automatic": stated.value, "length": length}
            yield _reading(name, value, stated.start, stated.end)


def _cap(name, text):
    unlimited = next((sentence for sentence in sentences(text) if is_unlimited(sentence.text)), None)
    if unlimited:
        why = "liability of somebody is said to be unlimited"
        yield Reading(name, None, unlimited.start, unlimited.start + len(unlimited.text), 0.5, why)
        return
    for cap, is_clear, start, end in caps.stated_caps(text):
        yield _reading(name, cap if is_clear else None, start, end)


SHORT = 6_000  # characters of a paper of a page or two
IN_DAYS = {"day": 1, "week": 7}
OF_NAME = {"payment_days": _payment, "renewal": _renewal, "liability_cap": _cap}
MEASURE_OF = {"renewal": "automatic_renewal"}
FROM_MEASURES = ("initial_term", "renewal", "renewal_notice", "governing_law", "liability_cap", "payment_days")
"""What the rules for whole contracts read; in short papers the measures do, where those rules say nothing."""


def _without_rows(text, name, lines):
    by_rows = [(stated.start, stated.end) for stated, _ in rows.stated(name, lines)]
    return rows.without(text, by_rows) if by_rows else text


def _clauses_about(document, text, name, types):
    for clause in document.clauses:
        if _is_about(clause, name, types):
            yield clause.start, text[clause.start : clause.end]


def _is_about(clause, name, types):
    named = name in HEADING and clause.heading and HEADING[name].search(clause.heading)
    return named or any(guess.name in types and guess.confidence >= LEAST for guess in clause.types)


def _reading(name, value, start, end):
    """Also a rate of nought, which is said of prices that are fixed, is no value that people would write down."""
    if isinstance(value, Decimal) and not value:
        return Reading(name, None, start, end, 0.5, "it is said that there is none")
    if isinstance(value, Decimal):
        value = int(value) if value == int(value) else float(value)
    return Reading(
        name, value, start, end, BY_RULE if value is not None else 0.5, "" if value is not None else WHY_OPEN
    )
