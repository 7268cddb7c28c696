"""Separation of duties: what one person may not do twice. Whoever stands in counts as both people."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from people.models import User
from reviews.acting.actor import Actor
from reviews.acting.standing_in import who_has
from reviews.approvals.policies import may_approve
from reviews.models import Approval, How


def blocker_of_two_approvals(approval: Approval, user: User) -> list[str]:
    """Nobody gives two approvals of one review as two people: in their own name and for somebody, or for two."""
    actor = may_approve.as_whom(user, approval)
    if actor is None:
        return []
    people = actor.people_counted
    given = approval.review.approvals.current().exclude(decided_at=None).exclude(pk=approval.pk)
    given = given.annotate(given_as=Coalesce("on_behalf_of", "decided_by")).exclude(given_as=actor.pk)
    other = given.filter(Q(decided_by__in=people) | Q(on_behalf_of__in=people)).select_related("desk").first()
    if other is None:
        return []
    who = who_has({other.decided_by_id, other.on_behalf_of_id}, actor)
    return [f"{who} approved for {other.desk}. A second person approves for {approval.desk}."]


def blocker_of_passing_over(approval: Approval, user: User) -> list[str]:
    """Whoever passed over a step approves no other one of the same review, nor does anybody in their name."""
    actor = may_approve.as_whom(user, approval) or Actor.in_person(user)
    passed_over = approval.review.approvals.current().filter(how__in=[How.SKIPPED, How.OVERRIDDEN])
    other = passed_over.filter(decided_by__in=actor.people_counted).select_related("decided_by").first()
    if other is None:
        return []
    who = "You" if other.decided_by_id == user.pk else f"{actor.for_whom}, for whom you would act,"
    return [f"{who} passed over a step of this review. A second person approves this one."]
