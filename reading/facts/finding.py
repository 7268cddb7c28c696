"""The key facts of a contract: parties, dates, term, renewal, notice, law, cap on liability, payment days, amounts.

Plain rules over plain wording, each with the passage it read. A wrong fact is worse than none: where the wording is
unusual, or two passages contradict each other, no fact is given. MODEL_CARD.md has the figures.
"""

from reading.document import Fact
from reading.facts import law, liability, money, term, when, who
from reading.facts.passages import LONGEST, trimmed


def find(document):
    """All facts that could be read; several of a kind only for parties and amounts."""
    readings = [
        *who.parties(document.text),
        *when.dates(document.text),
        *term.term(document),
        *term.renewal(document),
        *law.governing_law(document),
        *liability.cap(document),
        *money.payment_days(document),
        *money.amounts(document.text),
    ]
    return [_fact(document, *reading) for reading in readings]


def _fact(document, name, value, start, end):
    start, end = trimmed(document.text, start, min(end, start + LONGEST))
    return Fact(name, value, start, end, document.page_at(start), document.text[start:end])
