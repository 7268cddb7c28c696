"""What keeps a desk, and the review, from being done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from common.words import counted, listed
from people.models import TWO_SIDES, DeskSide, Team, User
from reviews.acting.actor import Actor
from reviews.acting.presence import Staff
from reviews.acting.standing_in import who_has
from reviews.models import Disagreement, Issue, Outcome, Purpose, Review, Severity, Term, Wait
from reviews.pure.stages import Stage
from reviews.rules.slots import blockers_from_split
from reviews.spine import policies as spine_policies
from reviews.waits import policies as wait_policies


@dataclass(frozen=True)
class OpenOn:
    """What is open on a review in review, as it keeps its desks from being done. An action reads it anew
    (`open_on`); a page has most of it already.

    `terms` come with `term_type`, both desks and their decisions, `disagreements` with `term__term_type` and `desk`,
    `issues` with `owner`; `parts_done` are the reviews of desks that were closed as done, whatever the round.
    """

    waits: Sequence[Wait]
    terms: Sequence[Term]
    disagreements: Sequence[Disagreement]
    issues: Sequence[Issue]
    parts_done: Sequence[Wait]

    def part_of(self, desk: Team) -> Wait | None:
        """The open review of a desk."""
        return next((wait for wait in self._parts() if wait.desk_id == desk.pk), None)

    def others_than(self, desk: Team) -> list[Wait]:
        return [wait for wait in self._parts() if wait.desk_id != desk.pk]

    def _parts(self) -> list[Wait]:
        return [wait for wait in self.waits if wait.purpose == Purpose.DESK_REVIEW]

    def undecided_by(self, desk: Team) -> list[Term]:
        """As `Term.objects.undecided_by`, of the terms that were read."""
        return [term for term in self.terms if desk in term.desks and term.waits_for(desk)]


def open_on(review: Review) -> OpenOn:
    """What is open on the review now. Six queries."""
    return OpenOn(
        waits=list(review.waits.open().select_related("desk", "waits_for__desk")),
        terms=list(review.terms.select_related("term_type", "desk", "second_desk").prefetch_related("decisions")),
        disagreements=list(_blocking(review)),
        issues=list(review.issues.open().select_related("owner")),
        parts_done=list(parts_done_on(review)),
    )


def parts_done_on(review: Review) -> QuerySet[Wait]:
    """The reviews of its desks that were closed as done, in whichever round, oldest first."""
    return review.waits.parts_done().select_related("desk", "closed_by").order_by("closed_at")


def _blocking(review):
    return (
        Disagreement.objects.open()
        .blocking()
        .filter(term__review=review)
        .select_related("term__term_type", "term__desk", "term__second_desk", "desk")
    )


def blocker_of_two_functions(wait: Wait, user: User, done: Sequence[Wait] | None = None) -> list[str]:
    """One person does not close both functions, in whichever round: the second pair of eyes must be a second pair.

    `done` are the parts of the review that were closed as done, where they are known already.
    """
    if wait.desk.speaks_for not in TWO_SIDES:
        return []
    other = DeskSide.LEGAL if wait.desk.speaks_for == DeskSide.COMMERCIAL else DeskSide.COMMERCIAL
    actor = wait_policies.may_close.as_whom(user, wait) or Actor.in_person(user)
    people = actor.people_counted
    parts = parts_done_on(wait.review) if done is None else done
    closed = (part for part in parts if part.desk.speaks_for == other)
    finished = next((part for part in closed if {part.closed_by_id, part.closed_on_behalf_of_id} & people), None)
    if finished is None:
        return []
    who = who_has({finished.closed_by_id, finished.closed_on_behalf_of_id}, actor)
    return [f"{who} closed the {other.label.lower()} side. A second person closes this one. {_who_else(wait, people)}"]


def _who_else(wait, people):
    """Who can, of those who are there; else how somebody could."""
    others = wait.review.waits.parts_done().filter(desk__speaks_for__in=set(TWO_SIDES) - {wait.desk.speaks_for})
    closers = {pk for row in others.values_list("closed_by", "closed_on_behalf_of") for pk in row}
    but_not = people | closers | {wait.review.requester_id}
    others = [doer for doer in Staff().members(wait.desk_id) if not doer.people_counted & but_not]
    if others:
        return f"{listed([str(doer) for doer in others[:3]])} can close it."
    return f"Nobody else on {wait.desk} is there: hand it to another desk, or give the desk another member."


def blockers_to_done(review: Review, desk: Team, known: OpenOn | None = None) -> list[str]:
    """What keeps a desk from pressing “Our side is done”. Without `known` it is read anew."""
    if blockers := spine_policies.blockers_to_work(review, Stage.IN_REVIEW):
        return blockers
    known = known or open_on(review)
    wait = known.part_of(desk)
    if wait is None:
        return [f"{desk} has already said that its side is done."]
    blockers = wait_policies.blockers_to_close(wait)
    undecided = known.undecided_by(desk)
    if undecided:
        are = "is" if len(undecided) == 1 else "are"
        blockers.append(f"{counted(len(undecided), 'term')} {are} not decided yet: {listed(undecided)}.")
    blockers += _blockers_from_former_asks(known.terms, desk)
    blockers += _from_disagreements(row for row in known.disagreements if desk in row.term.desks)
    return blockers + _blockers_from_issues(known, desk) + blockers_from_split(review)


def _blockers_from_former_asks(terms, desk):
    """The vendor is asked for what was decided: a position that was written anew since is decided again."""
    return [
        f"Our position on “{term}” has other words than when it was decided: decide it again."
        for term in terms
        for decision in term.decisions.all()
        if decision.desk_id == desk.pk and decision.outcome == Outcome.ASK and decision.position != term.position
    ]


def blockers_from_disagreements(review):
    """Disagreements that block keep the review until both leads settle them."""
    return _from_disagreements(_blocking(review))


def _from_disagreements(disagreements):
    return [
        f"{disagreement.desk} disagrees on “{disagreement.term}”: the leads of both sides settle that first."
        for disagreement in disagreements
    ]


def _blockers_from_issues(known, desk):
    """Open issues that block the deal: they keep the desks of whoever raised them, and the last desk in any case.

    The other desks can be done meanwhile: their clock must not run while they cannot act.
    """
    blocking = [issue for issue in known.issues if issue.severity == Severity.BLOCKER]
    if known.others_than(desk):
        blocking = [issue for issue in blocking if issue.owner.is_on(desk)]
    if not blocking:
        return []
    are = "issue blocks" if len(blocking) == 1 else "issues block"
    return [f"{len(blocking)} {are} the deal: {listed([str(issue).rstrip('.') for issue in blocking])}."]


def blockers_to_alignment(review):
    """What keeps the review from leaving “In review”: desks that are not done yet, leads who have not settled."""
    waits = review.waits.open().filter(purpose=Purpose.DESK_REVIEW).select_related("desk")
    return [f"{wait.desk} is not done yet." for wait in waits] + blockers_from_disagreements(review)
