"""Deciding several terms at once, for one's own desk. Each goes through the same action as a single one.

A bulk step accepts nothing that differs: such terms are left out, each with a sentence that says why. What comes of
it is one line in the log for each desk.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from reviews.approvals.asking import follow_changes
from reviews.checks.stands import stands_today
from reviews.models import Outcome, Term
from reviews.spine.stage import locked
from reviews.terms import outcomes, policies
from reviews.terms.deciding import decide, keep_apart, let_follow, record_decisions
from reviews.terms.passages import record_confirmed


@dataclass(frozen=True)
class TermAttempt:
    """What came of one of the terms: decided for a desk, or left out, with a sentence that says why."""

    term: Term
    refusal: str = ""


@transaction.atomic
def decide_terms(review, terms, outcome, *, seen=None, by):
    """Decide each of the terms for the person's desk that has not decided it yet. Returns a `TermAttempt` for each.

    `outcome` is one of `outcomes.TOGETHER`. `seen` holds the key of the state in which each term was read, by its pk:
    one that was changed since, or that it does not name, is left out; None where the door has compared them all.
    `terms` are of this review, with their desks and prefetched decisions.
    """
    review = locked(review)
    if outcome not in outcomes.TOGETHER:
        raise ValidationError(["Choose one of: it is as we want it, our position holds, not applicable."])
    if not terms:
        raise ValidationError(["Tick the terms first, then choose what to decide."])
    choice = outcomes.Choice(outcome)
    stands = stands_today(review, review.terms.for_checks().filter(pk__in=[term.pk for term in terms]))
    attempts, decisions, confirmed = [], [], []
    for term in {term.pk: term for term in terms}.values():
        named = None if seen is None else seen.get(term.pk, "")
        decided, refusal = _attempt(term, choice, stands[term.pk], named, by)
        attempts.append(TermAttempt(term, refusal))
        if decided:
            decision, proposals = decided
            decisions.append(decision)
            confirmed += proposals
    record_decisions(review, decisions, by=by)
    record_confirmed(review, confirmed, by=by)
    for decision in decisions:
        let_follow(decision, by=by)
    follow_changes(review, by=by)
    keep_apart(review, decisions)
    return attempts


def _attempt(term, choice, stand, seen, by):
    """(what `decide` returned, "") or (None, why there is none)."""
    desk = _desk_for(term, by)
    if desk is None:
        return None, "Your desk has no say in this, or has decided already."
    if left_out := outcomes.faults_together(choice.outcome, term, stand):
        return None, " ".join(left_out)
    try:
        with transaction.atomic():
            return decide(term, choice, desk=desk, seen=seen, by=by), ""
    except (PermissionDenied, ValidationError) as refusal:
        return None, " ".join(getattr(refusal, "messages", [str(refusal)]))


def _desk_for(term, by):
    """The owning desk that the person may speak for and that has not decided. Reads prefetched decisions."""
    decided = {decision.desk_id for decision in term.decisions.all() if decision.outcome != Outcome.ESCALATED}
    return next((desk for desk in term.desks if desk.pk not in decided and policies.may_decide(by, term, desk)), None)
