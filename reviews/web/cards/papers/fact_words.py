"""The facts that were read in a document, in words: “What the paper says”."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from common.words import amount_in_words, day_in_words
from contracts.models import Reading
from reviews.web.cards.papers.paper_text import anchor_of

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
    "late_interest": "Interest on late payment",
    "price_increase": "Price increase",
    "convenience_notice": "Notice to terminate for convenience",
    "cure_period": "Time to cure a breach",
    "availability": "Availability",
    "service_credit": "Service credit",
    "acceptance_period": "Time to test and accept",
    "warranty_period": "Warranty",
    "confidentiality_term": "Confidentiality after the end",
    "breach_notice": "Notice of a breach",
    "sub_processor_notice": "Notice of a new sub-processor",
    "suspension_notice": "Notice of a suspension",
    "data_location": "Where data are",
    "insurance_amount": "Insurance",
    "vat": "VAT",
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
    percent: int  # how sure reading is of it
    why: str = ""  # why the value is open, where it is


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
            value=in_words(fact["name"], fact["value"]) if fact["value"] is not None else "unclear",
            page=fact["page"],
            quote=fact["text"],
            anchor=anchor_of(words_of(fact)),
            percent=round(fact.get("confidence", 0) * 100),
            why=fact.get("why", ""),
        )
        for fact in facts
    ]


def words_of(fact: dict[str, Any]) -> tuple[int, int]:
    """Where the words that say it start and end."""
    return fact["start"], fact["start"] + len(fact["text"])


def in_words(name: str, value: Any) -> str:
    """A value of `reading.facts` for people."""
    words_for: dict[str, Callable[[Any], Any]] = {
        "party": _party,
        **dict.fromkeys(PERIODS, _period),
        **dict.fromkeys(("price_increase", "availability", "service_credit"), lambda number: f"{number} %"),
        "late_interest": lambda number: f"{number} % a year",
        "insurance_amount": _money,
        "vat": {"excluded": "prices without VAT", "included": "prices with VAT"}.get,
        "renewal": _renewal,
        "liability_cap": _cap,
        "payment_days": lambda days: f"within {days} days",
        "amount": _money,
        "agreement_date": _day,
        "effective_date": _day,
        "end_date": _day,
    }
    return words_for.get(name, str)(value)


PERIODS = (
    "initial_term", "renewal_notice", "convenience_notice", "cure_period", "acceptance_period", "warranty_period",
    "confidentiality_term", "breach_notice", "sub_processor_notice", "suspension_notice",
)  # fmt: skip


def _party(value):
    return f"{value['name']} ({value['called']})" if value.get("called") else value["name"]


def _period(value):
    return f"{value['count']} {value['unit']}{'' if value['count'] == 1 else 's'}"


def _renewal(value):
    how = "renews by itself" if value["automatic"] else "does not renew by itself"
    return f"{how}, {_period(value['length'])} at a time" if value.get("length") else how


def _cap(value):
    if value.get("amount") is not None:
        return _money(value)
    return " ".join(part for part in (value.get("multiple"), value.get("basis")) if part) or "a cap"


def _money(value):
    return amount_in_words(value["amount"], value.get("currency") or "")


def _day(value):
    return day_in_words(value)
