"""What a passage says about one measure: in how many days we pay, whether it renews by itself.

`measure(name, text)` answers with a list of `Stated`, each with its place in the text. Plain rules, no guessing:
`value` is None where the wording leaves the value open ("thirty (20) days", "30 to 60 days", "promptly").
Two different values in one answer mean the same: somebody must read it. docs/reading.md has the figures.
"""

from reading.facts.passages import in_rows
from reading.measures import money, others, percents, periods, points, rows
from reading.measures.stated import Stated

MEASURES = {
    "payment_days": periods.PAYMENT,
    "acceptance_period": periods.ACCEPTANCE,
    "initial_term": periods.initial_term,
    "renewal_term": periods.renewal_term,
    "renewal_notice": periods.RENEWAL_NOTICE,
    "convenience_notice": periods.CONVENIENCE_NOTICE,
    "cure_period": periods.CURE,
    "warranty_period": periods.WARRANTY,
    "confidentiality_term": periods.CONFIDENTIALITY,
    "breach_notice": periods.BREACH_NOTICE,
    "price_increase": percents.price_increase,
    "late_interest": percents.late_interest,
    "availability": percents.availability,
    "cap_amount": money.cap_amount,
    "cap_in_yearly_fees": money.cap_in_yearly_fees,
    "insurance_amount": money.insurance_amount,
    "automatic_renewal": points.automatic_renewal,
    "liability_cap": points.liability_cap,
    "governing_law": points.governing_law,
}
"""{name: a function of a text that yields what it states}."""
FACTS_ONLY = {
    "vat": others.vat,
    "data_location": others.data_location,
    "service_credit": others.service_credit,
    "sub_processor_notice": others.sub_processor_notice,
    "suspension_notice": others.suspension_notice,
}
"""The same for what no playbook asks, but a record of a contract has room for."""


def measure(name, text):
    """Everything that the text says about it, in the order of the text; an empty list where it says nothing."""
    return sorted(statements(name, text, rows.lines_of(text)), key=lambda stated: stated.start)


def statements(name, text, lines):
    """The same where the lines with a label and a value have been looked for already (`rows.lines_of`)."""
    by_rows = [stated for stated, _ in rows.stated(name, lines)]
    rest = rows.without(text, [(stated.start, stated.end) for stated in by_rows]) if by_rows else text
    rule = MEASURES.get(name) or FACTS_ONLY[name]
    by_sentences = list(rule(in_rows(rest)))
    if name == "initial_term":
        clear = [stated for stated in by_sentences if stated.value is not None]
        by_sentences = clear if clear or by_rows else list(periods.by_days(text, lines)) or by_sentences
    return [*by_rows, *by_sentences]


def words_in(text, phrases):
    """Where any of these phrases stands, whatever its case and however its lines are broken."""
    return sorted(points.phrases_in(text, phrases), key=lambda stated: stated.start)


__all__ = ["MEASURES", "Stated", "measure", "words_in"]
