"""Separation of duties: what one person may not do twice. Whoever stands in counts as both people."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from reviews.acting.standing_in import both, who_has
from reviews.approvals.policies import may_approve
from reviews.models import How


def blocker_of_two_approvals(approval, user):
    """Nobody gives two approvals of one review as two people: in their own name and for somebody, or for two."""
    whom = may_approve.as_whom(user, approval)
    if whom is None:
        return []
    people = both(whom, user)
    given = approval.review.approvals.current().exclude(decided_at=None).exclude(pk=approval.pk)
    given = given.annotate(given_as=Coalesce("on_behalf_of", "decided_by")).exclude(given_as=whom.pk)
    found = given.filter(Q(decided_by__in=people) | Q(on_behalf_of__in=people)).select_related("desk").first()
    if found is None:
        return []
    who = who_has({found.decided_by_id, found.on_behalf_of_id}, user, whom)
    return [f"{who} approved for {found.desk}. A second person approves for {approval.desk}."]


def blocker_of_passing_over(approval, user):
    """Whoever passed over a step approves no other one of the same review, nor does anybody in their name."""
    whom = may_approve.as_whom(user, approval)
    passed = approval.review.approvals.current().filter(how__in=[How.SKIPPED, How.OVERRIDDEN])
    found = passed.filter(decided_by__in=both(whom, user)).select_related("decided_by").first()
    if found is None:
        return []
    who = "You" if found.decided_by_id == user.pk else f"{whom}, for whom you would act,"
    return [f"{who} passed over a step of this review. A second person approves this one."]
