"""Separation of duties: what one person may not do twice. Whoever stands in counts as both people."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from people.models import Function
from reviews.models import JOINT_FUNCTIONS, How
from reviews.policies import may_approve, may_close
from reviews.standing import both


def blocker_of_two_functions(wait, user):
    """One person does not close both functions: the second pair of eyes must be a second pair."""
    if wait.desk.function not in JOINT_FUNCTIONS:
        return []
    other = Function.LEGAL if wait.desk.function == Function.PROCUREMENT else Function.PROCUREMENT
    whom = may_close.as_whom(user, wait)
    people = both(whom, user)
    finished = (
        wait.review.waits.sides_done()
        .filter(
            Q(closed_by__in=people) | Q(closed_on_behalf_of__in=people),
            desk__function=other,
            opened_at__gte=wait.review.stage_since,
        )
        .first()
    )
    if finished is None:
        return []
    who = _who({finished.closed_by_id, finished.closed_on_behalf_of_id}, user, whom)
    return [f"{who} closed the side of {other.label.lower()}. A second person closes this one."]


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
    who = _who({found.decided_by_id, found.on_behalf_of_id}, user, whom)
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


def blocker_of_two_decisions(term, desk, user, whom):
    """A shared term is decided by two people, whoever they stand in for. `whom` is whom the user decides as."""
    people = both(whom, user)
    others = term.decisions.exclude(desk=desk)
    found = others.filter(Q(decided_by__in=people) | Q(on_behalf_of__in=people)).first()
    if found is None:
        return []
    who = _who({found.decided_by_id, found.on_behalf_of_id}, user, whom)
    return [f"{who} decided this shared term for the other desk. A second person decides for this one."]


def _who(doers, user, whom):
    """“You have”, or so of the one for whom the user would act, in front of what was done."""
    return "You have" if user.pk in doers else f"{whom}, for whom you would act, has"
