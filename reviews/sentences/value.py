"""The value ledger. For reviewers: the requester reads none of it."""

from decimal import Decimal

from common.sentences import sentence
from common.words import amount_in_words, counted
from reviews.models.value_entry import Per, ValueKind, ValueState
from reviews.pure.verbs import Verb


@sentence(Verb.VALUE_NOTED)
def value_noted(facts):
    measure = _measure(facts)
    kind = ValueKind(facts["kind"]).label.lower()
    return f"noted {kind}{', ' + measure if measure else ''}: {facts.text('what')}"


def _measure(facts):
    if facts.get("amount"):
        return f"{amount_in_words(Decimal(facts['amount']), facts['currency'])} {Per(facts['per']).label}"
    return counted(facts["days"], "day") if facts.get("days") else ""


@sentence(Verb.VALUE_ENDED)
def value_ended(facts):
    why = f": {facts.text('why')}" if facts.has_text("why") else ""
    return f"{ValueState(facts['state']).label.lower()} the value “{facts.text('what')}”{why}"
