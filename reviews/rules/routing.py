"""Which rules apply to a set of facts: who answers the split, and what approval rules look at.

Facts are a plain dict as `facts_of` builds it; rules are rows whose conditions are structured (common.conditions).
"""

from common import conditions
from reviews.models import Outcome, RiskLevel, Side, Slot, SplitRule, TermRule

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

COMMERCIAL_SIDES = (Side.COMMERCIAL, Side.FINANCE, Side.SHARED)
LEGAL_SIDES = (Side.LEGAL, Side.PRIVACY, Side.SECURITY, Side.SHARED)


def brief_facts(*, kind, value, vendor, answers):
    """What the split is decided on, fit for JSON.

    `value` is a Money or None (its amount is compared in its own currency, nothing is converted), `answers` maps
    question keys to answers as given.
    """
    return {
        **answers,
        "kind": kind,
        **value_facts(value),
        "vendor_risk": vendor.risk_tier,
        "vendor_is_new": not vendor.contracts.exists(),
    }


def value_facts(value):
    """The amount in its own currency, and which that is."""
    if value is None:
        return {"value": None, "currency": None}
    return {"value": str(value.amount), "currency": str(value.currency)}


def approval_facts(review):
    """What final approval is decided on: the brief's facts, what is so now of value, vendor, terms and risks."""
    fresh = brief_facts(kind=review.kind, value=review.value, vendor=review.vendor, answers={})
    sides = review.terms.filter(outcome=Outcome.DEVIATION).values_list("side", flat=True)
    levels = review.findings.open().values_list("level", flat=True)
    return {**review.facts, **fresh, **deviation_facts(sides), **finding_facts(levels)}


def deviation_facts(sides):
    """How many terms deviate, from their sides; a shared one counts for both functions."""
    sides = list(sides)
    return {
        "deviations": len(sides),
        "commercial_deviations": sum(side in COMMERCIAL_SIDES for side in sides),
        "legal_deviations": sum(side in LEGAL_SIDES for side in sides),
    }


def finding_facts(levels):
    """How many risk findings are open, and the worst of them (None where there is none), from their severities."""
    levels = list(levels)
    return {"open_findings": len(levels), "worst_finding": max(levels, key=RiskLevel.values.index, default=None)}


def answer_split(facts):
    """{slot: the first active `SplitRule` whose conditions hold, or None}, for each of the three questions."""
    answers = dict.fromkeys(Slot.values)
    rules = SplitRule.objects.filter(is_active=True).select_related("desk", "person", "backup")
    for rule in rules.order_by("slot", "position"):
        if answers[rule.slot] is None and conditions.all_hold(rule.conditions, facts):
            answers[rule.slot] = rule
    return answers


def term_owners(term_types, facts):
    """{pk of the term type: the first active `TermRule` that fits}; types that are not named keep their usual desk."""
    owners = {}
    rules = TermRule.objects.filter(is_active=True, term_type__in=term_types).select_related("desk", "person", "backup")
    for rule in rules.order_by("term_type", "position"):
        if rule.term_type_id not in owners and conditions.all_hold(rule.conditions, facts):
            owners[rule.term_type_id] = rule
    return owners
