"""Who may decide and edit a term, and what is still missing."""

from django.db.models import Q

from people.models import Team
from reviews.acting.actor import Actor
from reviews.acting.standing_in import delegable, who_has
from reviews.models import Outcome, Purpose, Term
from reviews.pure.stages import Stage
from reviews.spine import policies as spine_policies


def blocker_of_two_decisions(term: Term, desk: Team, actor: Actor) -> list[str]:
    """A shared term is decided by two people, whoever they stand in for."""
    people = actor.people_counted
    others = term.decisions.exclude(desk=desk)
    other = others.filter(Q(decided_by__in=people) | Q(on_behalf_of__in=people)).first()
    if other is None:
        return []
    who = who_has({other.decided_by_id, other.on_behalf_of_id}, actor)
    return [f"{who} decided this shared term for the other desk. A second person decides for this one."]


@delegable
def may_decide(actor: Actor, term: Term, desk: Team) -> bool:
    """Members of an owning desk; only its leads once that desk has escalated the term, or approval was asked for; and
    whoever was named to decide what was escalated and no lead could.

    Reads prefetched decisions.
    """
    if is_named_for(actor, term, desk):
        return True
    if desk not in term.desks or not spine_policies.may_work_for(actor, desk, term.review):
        return False
    if term.review.stage in spine_policies.UNDER_APPROVAL:
        return actor.leads(desk)
    if term.outcome != Outcome.ESCALATED or actor.leads(desk):
        return True
    decisions = term.decisions.all()
    return all(decision.desk_id != desk.pk or decision.outcome != Outcome.ESCALATED for decision in decisions)


def is_named_for(actor: Actor, term: Term, desk: Team) -> bool:
    """Whether they themselves were named to decide it for the desk, wherever they sit; never the requester."""
    if term.decider_id is None or actor.for_whom is not None or not actor.user.is_active:
        return False
    return term.is_decided_by(actor.pk, desk) and desk in term.desks and actor.pk != term.review.requester_id


def asks_for_former_words(term: Term) -> bool:
    """Whether our position was written anew after a desk had decided to ask for it. Reads prefetched decisions."""
    return any(row.outcome == Outcome.ASK and row.position != term.position for row in term.decisions.all())


def blockers_to_add_term(review, term_type):
    """A new term is looked at by its desk, so it comes before the desks are done or when the vendor has replied."""
    if review.stage in {Stage.TRIAGE, Stage.IN_REVIEW}:
        return []
    return [
        f"This review has no term “{term_type}”, and none can be added in “{review.get_stage_display()}”. "
        "It can be when the review is back with the desks."
    ]


def may_edit_term(user, term):
    """Members of an owning desk write our position and the vendor's wording."""
    return any(spine_policies.may_work_for(user, desk, term.review) for desk in term.desks)


def blockers_to_decide(term, desk):
    if term.review.stage in spine_policies.UNDER_APPROVAL:
        return []
    if blockers := spine_policies.blockers_to_work(term.review, Stage.IN_REVIEW):
        return blockers
    if not term.review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desk).exists():
        return [f"{desk} is done with its side. Nothing is left to decide here."]
    return []
