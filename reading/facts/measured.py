"""Key facts that single passages state, in the clauses that are about them: notices, rates, warranties and the like."""

import re
from decimal import Decimal

from reading.facts.reading import BY_RULE, Reading
from reading.measures import rows, statements
from reading.measures.others import credits_in_table

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


def facts(document, lines):
    """Readings of what sentences state; what rows state (`lines`, as `rows.lines_of` says) is left to `from_rows`."""
    for name, types in TYPES.items():
        by_rows = [(stated.start, stated.end) for stated, _ in rows.stated(name, lines)]
        text = rows.without(document.text, by_rows) if by_rows else document.text
        for clause in document.clauses:
            if _is_about(clause, name, types):
                for stated in statements(name, text[clause.start : clause.end], []):
                    yield _reading(name, stated.value, clause.start + stated.start, clause.start + stated.end)
    for number, start, end in credits_in_table(rows.table_of(document.text)):
        yield _reading("service_credit", number, start, end)


def _is_about(clause, name, types):
    named = name in HEADING and clause.heading and HEADING[name].search(clause.heading)
    return named or any(guess.name in types and guess.confidence >= LEAST for guess in clause.types)


def _reading(name, value, start, end):
    if isinstance(value, Decimal):
        value = int(value) if value == int(value) else float(value)
    return Reading(name, value, start, end, BY_RULE if value is not None else 0.5, "" if value is not None else WHY_OPEN)
