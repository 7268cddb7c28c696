"""Which rules apply to a set of facts: who answers the split, and what approval rules look at.

Here facts are gathered and rules read from their rows. Which rule wins is decided where the preview and “try it” ask
too: in reviews.pure.rule_sets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from djmoney.money import Money

from people.models import Team, User
from reviews.models import DEVIATIONS, Review, RiskLevel, Slot, SplitRule, TermRule, TermType
from reviews.models.term_type import COMMERCIAL_SIDES, LEGAL_SIDES
from reviews.pure.rule_sets import Facts, term_place
from reviews.rules.books import plain_rules, split_rows, term_rows
from vendors.models import Vendor

FIELDS = {
    "kind": "request type",
    "value": "value",
    "currency": "currency",
    "vendor_risk": "vendor risk",
    "vendor_is_new": "vendor is new",
    "deviations": "number of deviations",
    "legal_deviations": "number of legal deviations",
    "commercial_deviations": "number of commercial deviations",
    "open_findings": "number of open risk findings",
    "worst_finding": "severity of the worst open risk finding",
}
"""Fields that conditions may name besides the keys of the intake questions, in words for people."""


def brief_facts(*, kind: str, value: Money | None, vendor: Vendor, answers: dict[str, Any]) -> dict[str, Any]:
    """What the split is decided on, fit for JSON.

    The amount is compared in its own currency, nothing is converted; `answers` are as given, by the keys of the
    questions.
    """
    return {
        **answers,
        "kind": kind,
        **value_facts(value),
        "vendor_risk": vendor.risk_tier,
        "vendor_is_new": not vendor.contracts.exists(),
    }


def value_facts(value: Money | None) -> dict[str, str | None]:
    """The amount in its own currency, and which that is."""
    if value is None:
        return {"value": None, "currency": None}
    return {"value": str(value.amount), "currency": str(value.currency)}


def approval_facts(review: Review) -> dict[str, Any]:
    """What final approval is decided on: the brief's facts, what is so now of value, vendor, terms and risks."""
    value: Any = review.value  # a Money; the stubs know only the decimal column behind it
    fresh = brief_facts(kind=review.kind, value=value, vendor=review.vendor, answers={})
    sides = review.terms.filter(outcome__in=DEVIATIONS).values_list("side", flat=True)
    levels = review.findings.open().values_list("level", flat=True)
    return {**review.facts, **fresh, **deviation_facts(sides), **finding_facts(levels)}


def deviation_facts(sides: Iterable[str]) -> dict[str, int]:
    """How many terms deviate, from their sides; a shared one counts for both functions."""
    sides = list(sides)
    return {
        "deviations": len(sides),
        "commercial_deviations": sum(side in COMMERCIAL_SIDES for side in sides),
        "legal_deviations": sum(side in LEGAL_SIDES for side in sides),
    }


def finding_facts(levels: Iterable[str]) -> dict[str, Any]:
    """How many risk findings are open, and the worst of them (None where there is none), from their severities."""
    levels = list(levels)
    return {"open_findings": len(levels), "worst_finding": max(levels, key=RiskLevel.values.index, default=None)}


@dataclass(frozen=True)
class Owner:
    """Who answers a slot or owns a term, and why."""

    desk: Team
    person: User | None = None
    backup: User | None = None
    why: str = ""

    @property
    def key(self) -> tuple[int, int | None, int | None]:
        person, backup = (user.pk if user else None for user in (self.person, self.backup))
        return (self.desk.pk, person, backup)

    def __str__(self) -> str:
        return f"{self.person} ({self.desk})" if self.person else str(self.desk)


def answer_split(facts: Facts) -> dict[str, Owner | None]:
    """{slot: whom the winning rule names, or None where no rule fits}, for each of the three questions. One query."""
    owners = _owners(split_rows().select_related("desk", "person", "backup"), Slot.values, facts)
    return {slot: owners.get(slot) for slot in Slot.values}


def term_owners(term_types: Iterable[TermType], facts: Facts) -> dict[int, Owner]:
    """{pk of the term type: whom the winning rule names}; types that are not named keep their usual desk. One query."""
    places = {term_place(term_type.slug): term_type.pk for term_type in term_types}
    rows = term_rows().filter(term_type__in=places.values()).select_related("term_type", "desk", "person", "backup")
    return {places[place]: owner for place, owner in _owners(rows, places, facts).items()}


def _owners(rows: Iterable[SplitRule | TermRule], places: Iterable[str], facts: Facts) -> dict[str, Owner]:
    """{place: whom the winning rule names}, of the places where a rule fits."""
    rows = list(rows)
    rules, row_of = plain_rules(rows), {row.key.hex: row for row in rows}
    winners = {place: winner for place in places if (winner := rules.winner(place, facts))}
    return {place: _owner(row_of[winner.rule.key], why=str(winner)) for place, winner in winners.items()}


def _owner(row: SplitRule | TermRule, *, why: str) -> Owner:
    return Owner(row.desk, row.person, row.backup, why)
