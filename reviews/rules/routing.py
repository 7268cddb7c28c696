"""What rules look at: the fields by their names for people, and the facts of a review that they are compared with.

What the split is decided on is `Review.brief_facts`. Which rule wins is asked of the rows (`SplitRule.objects.answers`,
`TermRule.objects.owners`), and decided where the preview and “try it” ask too: in reviews.pure.rule_sets.
"""

from collections.abc import Iterable
from typing import Any

from reviews.models import DEVIATIONS, Outcome, Review, RiskLevel
from reviews.models.term_type import COMMERCIAL_SIDES, LEGAL_SIDES

FIELDS = {
    "kind": "request type",
    "value": "value",
    "currency": "currency",
    "vendor_risk": "vendor risk",
    "vendor_is_new": "vendor is new",
    "deviations": "number of deviations",
    "legal_deviations": "number of legal deviations",
    "commercial_deviations": "number of commercial deviations",
    "fallbacks": "number of terms on a fallback",
    "legal_fallbacks": "number of legal terms on a fallback",
    "commercial_fallbacks": "number of commercial terms on a fallback",
    "open_findings": "number of open risk findings",
    "worst_finding": "severity of the worst open risk finding",
}
"""Fields that conditions may name besides the keys of the intake questions, in words for people."""

COUNTED = (*DEVIATIONS, Outcome.FALLBACK)
"""Outcomes that rules of approvals may count."""


def approval_facts(review: Review) -> dict[str, Any]:
    """What final approval is decided on: the brief's facts, what is so now of value, vendor, terms and risks."""
    outcomes = review.terms.filter(outcome__in=COUNTED).values_list("side", "outcome")
    levels = review.findings.open().values_list("level", flat=True)
    return {**review.facts, **review.brief_facts({}), **outcome_facts(outcomes), **finding_facts(levels)}


def outcome_facts(outcomes: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many terms deviate, and how many are on a fallback, from the side and the outcome of each."""
    outcomes = list(outcomes)
    deviating = [side for side, outcome in outcomes if outcome in DEVIATIONS]
    fallen_back = [side for side, outcome in outcomes if outcome == Outcome.FALLBACK]
    return {**_by_function("deviations", deviating), **_by_function("fallbacks", fallen_back)}


def _by_function(name: str, sides: list[str]) -> dict[str, int]:
    """A shared term counts for both functions."""
    return {
        name: len(sides),
        f"commercial_{name}": sum(side in COMMERCIAL_SIDES for side in sides),
        f"legal_{name}": sum(side in LEGAL_SIDES for side in sides),
    }


def finding_facts(levels: Iterable[str]) -> dict[str, Any]:
    """How many risk findings are open, and the worst of them (None where there is none), from their severities."""
    levels = list(levels)
    return {"open_findings": len(levels), "worst_finding": max(levels, key=RiskLevel.values.index, default=None)}
