"""Who has done something on a review that may keep them from settling a wait: `Wait.apart`, kept with each open wait.

A superset, so that what nobody can do is found by an index (reviews.unheld.finding); whether it really keeps somebody
from it, the policies say. Whoever writes such an act ends with `keep_up`, inside its transaction.
"""

from collections.abc import Iterable

from people.models import TWO_SIDES, DeskSide
from reviews.models import (
    DEVIATIONS,
    Approval,
    DecisionNote,
    FirstLook,
    Purpose,
    RequesterChange,
    Review,
    TermDecision,
    Wait,
)


def keep_up(review: Review) -> None:
    """Write it anew for every open wait of the review, where it has changed. At most eight queries."""
    waits = list(review.waits.open().select_related("desk"))
    changed = []
    for wait, people in zip(waits, people_apart(review, waits), strict=True):
        if wait.apart != people:
            wait.apart = people
            changed.append(wait)
    if changed:
        Wait.objects.bulk_update(changed, ["apart"])


def people_apart(review: Review, waits: Iterable[Wait]) -> list[list[int]]:
    """For each of these waits of the review the pks, sorted. Each question is asked only where a wait needs it."""
    waits = list(waits)
    purposes = {wait.purpose for wait in waits}
    requesters = {review.requester_id, *RequesterChange.objects.filter(review=review).values_list("before", flat=True)}
    approvers = _approvers(review) if Purpose.APPROVAL in purposes else set()
    decisions = _shared(review) if purposes & {Purpose.DESK_REVIEW, Purpose.ESCALATION} else []
    closers = _closers(review) if Purpose.DESK_REVIEW in purposes else []
    drafters = _drafters(review) if Purpose.CO_SIGNATURE in purposes else {}
    lookers = _lookers(review) if Purpose.FIRST_LOOK in purposes else set()
    people = []
    for wait in waits:
        theirs = set(requesters)
        if wait.purpose == Purpose.APPROVAL:
            theirs |= approvers
        elif wait.purpose == Purpose.CO_SIGNATURE:
            theirs |= {drafters.get(wait.pk, wait.asked_by_id)}
        elif wait.purpose == Purpose.FIRST_LOOK:
            theirs |= lookers
        elif wait.purpose in {Purpose.DESK_REVIEW, Purpose.ESCALATION}:
            theirs |= {pk for desk, *pks in decisions if desk != wait.desk_id for pk in pks}
        if wait.purpose == Purpose.DESK_REVIEW and wait.desk.speaks_for in TWO_SIDES:
            theirs |= {pk for function, *pks in closers if function != wait.desk.speaks_for for pk in pks}
        people.append(sorted(theirs - {None}))
    return people


def _approvers(review):
    """Whoever decided a deviation here, ever, and whoever decided about a step that counts."""
    deviations = TermDecision.history.filter(term__review=review, outcome__in=DEVIATIONS)
    given = Approval.objects.current().filter(review=review).exclude(decided_at=None)
    rows = [*deviations.values_list("decided_by", "on_behalf_of"), *given.values_list("decided_by", "on_behalf_of")]
    return {pk for row in rows for pk in row}


def _shared(review):
    """[(desk, who decided a shared term for it, for whom)]."""
    shared = TermDecision.objects.filter(term__review=review, term__second_desk__isnull=False)
    return list(shared.values_list("desk", "decided_by", "on_behalf_of"))


def _closers(review):
    """[(procurement or legal, who closed its side, for whom)], in whichever round."""
    parts = review.waits.parts_done().filter(desk__speaks_for__in=[DeskSide.COMMERCIAL, DeskSide.LEGAL])
    return list(parts.values_list("desk__speaks_for", "closed_by", "closed_on_behalf_of"))


def _lookers(review):
    """Whoever had a first look: another desk's is somebody else's."""
    rows = FirstLook.objects.filter(review=review).values_list("looked_by", "on_behalf_of")
    return {pk for row in rows for pk in row}


def _drafters(review):
    return dict(DecisionNote.objects.filter(review=review).values_list("wait", "drafted_by"))
