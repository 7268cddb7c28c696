"""What keeps a desk, and the review, from being done."""

from django.db.models import F, Q

from common.words import counted, listed
from people.models import TWO_SIDES, DeskSide, User
from reviews.acting.actor import Actor
from reviews.acting.presence import Staff
from reviews.acting.standing_in import who_has
from reviews.models import Disagreement, Outcome, Purpose, Severity, TermDecision, Wait
from reviews.pure.stages import Stage
from reviews.rules.slots import blockers_from_split
from reviews.spine import policies as spine_policies
from reviews.waits import policies as wait_policies


def blocker_of_two_functions(wait: Wait, user: User) -> list[str]:
    """One person does not close both functions, in whichever round: the second pair of eyes must be a second pair."""
    if wait.desk.speaks_for not in TWO_SIDES:
        return []
    other = DeskSide.LEGAL if wait.desk.speaks_for == DeskSide.COMMERCIAL else DeskSide.COMMERCIAL
    actor = wait_policies.may_close.as_whom(user, wait) or Actor.in_person(user)
    people = actor.people_counted
    finished = (
        wait.review.waits.parts_done()
        .filter(
            Q(closed_by__in=people) | Q(closed_on_behalf_of__in=people),
            desk__speaks_for=other,
        )
        .first()
    )
    if finished is None:
        return []
    who = who_has({finished.closed_by_id, finished.closed_on_behalf_of_id}, actor)
    return [
        f"{who} closed the side of {other.label.lower()}. A second person closes this one. {_who_else(wait, people)}"
    ]


def _who_else(wait, people):
    """Who can, of those who are there; else how somebody could."""
    others = wait.review.waits.parts_done().filter(desk__speaks_for__in=set(TWO_SIDES) - {wait.desk.speaks_for})
    closers = {pk for row in others.values_list("closed_by", "closed_on_behalf_of") for pk in row}
    but_not = people | closers | {wait.review.requester_id}
    others = [doer for doer in Staff().members(wait.desk_id) if not doer.people_counted & but_not]
    if others:
        return f"{listed([str(doer) for doer in others[:3]])} can close it."
    return f"Nobody else on {wait.desk} is there: hand it to another desk, or give the desk another member."


def blockers_to_done(review, desk):
    """What keeps a desk from pressing “Our side is done”."""
    if blockers := spine_policies.blockers_to_work(review, Stage.IN_REVIEW):
        return blockers
    wait = review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desk).first()
    if wait is None:
        return [f"{desk} has already said that its side is done."]
    blockers = wait_policies.blockers_to_close(wait)
    undecided = list(review.terms.undecided_by(desk).select_related("term_type"))
    if undecided:
        are = "is" if len(undecided) == 1 else "are"
        blockers.append(f"{counted(len(undecided), 'term')} {are} not decided yet: {listed(undecided)}.")
    blockers += blockers_from_former_asks(review, desk) + blockers_from_disagreements(review, desk)
    return blockers + blockers_from_issues(review, desk) + blockers_from_split(review)


def blockers_from_former_asks(review, desk):
    """The vendor is asked for what was decided: a position that was written anew since is decided again."""
    asks = TermDecision.objects.filter(term__review=review, desk=desk, outcome=Outcome.ASK)
    former = asks.exclude(position=F("term__position")).select_related("term__term_type")
    return [
        f"Our position on “{decision.term}” has other words than when it was decided: decide it again."
        for decision in former
    ]


def blockers_from_disagreements(review, desk=None):
    """Disagreements that block keep the owners of the term (without `desk`: the review) until both leads settle."""
    blocking = Disagreement.objects.open().blocking().filter(term__review=review)
    if desk:
        blocking = blocking.filter(term__in=review.terms.owned_by(desk))
    disagreements = blocking.select_related("term__term_type", "desk")
    return [
        f"{disagreement.desk} disagrees on “{disagreement.term}”: the leads of both sides settle that first."
        for disagreement in disagreements
    ]


def blockers_from_issues(review, desk):
    """Open issues that block the deal: they keep the desks of whoever raised them, and the last desk in any case.

    The other desks can be done meanwhile: their clock must not run while they cannot act.
    """
    blocking = list(review.issues.open().filter(severity=Severity.BLOCKER).select_related("owner"))
    others = review.waits.open().filter(purpose=Purpose.DESK_REVIEW).exclude(desk=desk)
    if others.exists():
        blocking = [issue for issue in blocking if issue.owner.is_on(desk)]
    if not blocking:
        return []
    are = "issue blocks" if len(blocking) == 1 else "issues block"
    return [f"{len(blocking)} {are} the deal: {listed([str(issue).rstrip('.') for issue in blocking])}."]


def blockers_to_alignment(review):
    """What keeps the review from leaving “In review”: desks that are not done yet, leads who have not settled."""
    waits = review.waits.open().filter(purpose=Purpose.DESK_REVIEW).select_related("desk")
    return [f"{wait.desk} is not done yet." for wait in waits] + blockers_from_disagreements(review)
