"""The facts that were read in a document, in words: “What the paper says”."""

from dataclasses import dataclass
from typing import Any

from common.words import amount_in_words, day_in_words
from contracts.models import Reading
from reviews.web.cards.paper_text import anchor_of

LABELS = {
    "party": "Party",
    "agreement_date": "Dated",
    "effective_date": "In force from",
    "initial_term": "Initial term",
    "end_date": "Ends on",
    "renewal": "Renewal",
    "renewal_notice": "Notice to stop the renewal",
    "governing_law": "Governing law",
    "liability_cap": "Cap on liability",
    "payment_days": "Payment",
    "currency": "Currency",
    "amount": "Amount",
}
MOST_AMOUNTS = 6


@dataclass(frozen=True)
class FactLine:
    """One fact with the words that say it, and the place where they stand."""

    label: str
    value: str
    page: int
    quote: str
    anchor: str


def fact_lines(reading: Reading) -> list[FactLine]:
    """The facts in the order of `LABELS`, each value once; of the many amounts of a price list only the first few."""
    order = list(LABELS)
    known = {(fact["name"], repr(fact["value"])): fact for fact in reversed(reading.facts) if fact["name"] in LABELS}
    in_order = sorted(known.values(), key=lambda fact: fact["start"])
    beyond = [fact for fact in in_order if fact["name"] == "amount"][MOST_AMOUNTS:]
    facts = sorted((fact for fact in in_order if fact not in beyond), key=lambda fact: order.index(fact["name"]))
    return [
        FactLine(
            label=LABELS[fact["name"]],
            value=in_words(fact["name"], fact["value"]),
            page=fact["page"],
            quote=fact["text"],
            anchor=anchor_of(words_of(fact)),
        )
        for fact in facts
    ]


def words_of(fact: dict[str, Any]) -> tuple[int, int]:
    """Where the words that say it start and end."""
    return fact["start"], fact["start"] + len(fact["text"])


def in_words(name: str, value: Any) -> str:
    """A value of `reading.facts` for people."""
    words_for = {
        "party": _party,
        "initial_term": _period,
        "renewal_notice": _period,
        "renewal": _renewal,
        "liability_cap": _cap,
        "payment_days": lambda days: f"within {days} days",
        "amount": _money,
        "agreement_date": _day,
        "effective_date": _day,
        "end_date": _day,
    }.get(name, str)
    return words_for(value)


def _party(value):
    return f"{value['name']} ({value['called']})" if value.get("called") else value["name"]


def _period(value):
    return f"{value['count']} {value['unit']}{'' if value['count'] == 1 else 's'}"


def _renewal(value):
    how = "renews by itself" if value["automatic"] else "can be renewed"
    return f"{how}, {_period(value['length'])} at a time" if value.get("length") else how


def _cap(value):
    if value.get("amount") is not None:
        return _money(value)
    return " ".join(part for part in (value.get("multiple"), value.get("basis")) if part) or "a cap"


def _money(value):
    return amount_in_words(value["amount"], value.get("currency") or "")


def _day(value):
    return day_in_words(value)
