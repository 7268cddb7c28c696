"""What a passage says about one measure: in how many days we pay, whether it renews by itself.

`measure(name, text)` answers with a list of `Stated`, each with its place in the text. Plain rules, no guessing:
`value` is None where the wording leaves the value open ("thirty (20) days", "30 to 60 days", "promptly").
Two different values in one answer mean the same: somebody must read it. docs/reading.md has the figures.
"""

from reading.measures import money, percents, periods, points
from reading.measures.stated import Stated

MEASURES = {
    "payment_days": periods.PAYMENT,
    "acceptance_period": periods.ACCEPTANCE,
    "initial_term": periods.initial_term,
    "renewal_term": periods.RENEWAL_TERM,
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


def measure(name, text):
    """Everything that the text says about it, in the order of the text; an empty list where it says nothing."""
    return sorted(MEASURES[name](text), key=lambda stated: stated.start)


def words_in(text, phrases):
    """Where any of these phrases stands, whatever its case and however its lines are broken."""
    return sorted(points.phrases_in(text, phrases), key=lambda stated: stated.start)


__all__ = ["MEASURES", "Stated", "measure", "words_in"]
