"""Deciding several terms at once, for one's own desk. Each goes through the same action as a single one."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from reviews.models import Outcome, Term
from reviews.spine.stage import locked
from reviews.terms import policies
from reviews.terms.deciding import decide_term

TOGETHER = (Outcome.AGREED, Outcome.NOT_APPLICABLE, Outcome.DEVIATION)
"""An escalation asks a lead about one term; it is not done in bulk."""


@dataclass(frozen=True)
class TermAttempt:
    """What came of one of the terms: decided for `desk`, or refused in a sentence."""

    term: Term
    refusal: str = ""


@transaction.atomic
def decide_terms(review, terms, outcome, *, reason="", by):
    """Decide each of the terms for the person's desk that has not decided it yet. Returns a `TermAttempt` for each."""
    review = locked(review)
    if outcome not in TOGETHER:
        raise ValidationError(["Choose one of: agreed, agreed with deviation, not applicable."])
    if not terms:
        raise ValidationError(["Tick the terms first, then choose what to decide."])
    return [_attempt(term, outcome, reason, by) for term in terms]


def _attempt(term, outcome, reason, by):
    desk = _desk_for(term, by)
    if desk is None:
        return TermAttempt(term, "Your desk has no say in this, or has decided already.")
    try:
        with transaction.atomic():
            decide_term(term, outcome, desk=desk, reason=reason, by=by)
    except (PermissionDenied, ValidationError) as refusal:
        return TermAttempt(term, " ".join(getattr(refusal, "messages", [str(refusal)])))
    return TermAttempt(term)


def _desk_for(term, by):
    """The owning desk that the person may speak for and that has not decided. Reads prefetched decisions."""
    decided = {decision.desk_id for decision in term.decisions.all() if decision.outcome != Outcome.ESCALATED}
    return next((desk for desk in term.desks if desk.pk not in decided and policies.may_decide(by, term, desk)), None)
