"""What rules look at: the fields by their names for people, and the facts of a review that they are compared with.

What the split is decided on is `Review.brief_facts`. Which rule wins is asked of the rows (`SplitRule.objects.answers`,
`TermRule.objects.owners`), and decided where the preview and “try it” ask too: in reviews.pure.rule_sets.
"""

from collections.abc import Iterable
from typing import Any

from reviews.models import DEVIATIONS, Review, RiskLevel
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
    "open_findings": "number of open risk findings",
    "worst_finding": "severity of the worst open risk finding",
}
"""Fields that conditions may name besides the keys of the intake questions, in words for people."""


def approval_facts(review: Review) -> dict[str, Any]:
    """What final approval is decided on: the brief's facts, what is so now of value, vendor, terms and risks."""
    sides = review.terms.filter(outcome__in=DEVIATIONS).values_list("side", flat=True)
    levels = review.findings.open().values_list("level", flat=True)
    return {**review.facts, **review.brief_facts({}), **deviation_facts(sides), **finding_facts(levels)}


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
