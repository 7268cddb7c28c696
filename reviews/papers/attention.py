"""The points of a read version that people must look at, and those that one desk may confirm in one step.

What a point is, and where it stands, says reviews.pure.attention; here it gets its rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from contracts.models import DocumentVersion
from people.models import Team
from reading.proven import is_proven
from reviews.checks.papers import papers_of
from reviews.checks.versions import checks_of_version
from reviews.models import Proposal, ProposalState, Review, Side, Term
from reviews.pure.attention import FOLDED, TO_LOOK_AT, Kind, Place, Subject, place_of, subject_of
from reviews.pure.expectations import Check

ORDER = {place: number for number, place in enumerate((*TO_LOOK_AT, Place.TOGETHER, Place.SETTLED, Place.NOBODYS))}


@dataclass
class Point:
    """The passages of one term or side in one version, with what the playbook check says of them."""

    subject: Subject
    proposals: list[Proposal] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    term: Term | None = None

    @property
    def key(self) -> str:
        """What addresses and anchors call it."""
        return f"{self.subject.kind}-{self.subject.about}".rstrip("-")

    @property
    def open(self) -> list[Proposal]:
        return [proposal for proposal in self.proposals if proposal.is_open]

    @property
    def is_settled(self) -> bool:
        """Whether its passages are confirmed and its term is decided."""
        return not self.open and self.term is not None and self.term.is_settled

    def waits_for(self, desk: Team) -> bool:
        """Whether something of it is left to this desk: a passage, or its word on the term."""
        if self.open or self.term is None:
            return True
        decided = {decision.desk_id for decision in self.term.decisions.all()}
        return not self.term.is_settled and (desk.pk not in decided or len(decided) == len(self.term.desks))

    @property
    def place(self) -> Place:
        measures = [check.expectation["measure"] for check in self.checks]
        return place_of(
            self.subject,
            {check.verdict for check in self.checks},
            is_settled=self.is_settled,
            is_guess=bool(self.open) and not any(proposal.desk_id for proposal in self.open),
            is_sure=all(proposal.desk_id for proposal in self.open),
            is_proven=is_proven(measures),
        )

    @property
    def is_to_look_at(self) -> bool:
        return self.place in TO_LOOK_AT

    @property
    def is_folded(self) -> bool:
        return self.place in FOLDED

    @property
    def name(self) -> str:
        if self.subject.kind == Kind.TERM:
            return str(self.proposals[0].decided_type or self.proposals[0].term_type)
        if self.subject.kind == Kind.SIDE:
            return f"{Side(self.subject.about).label}, of no known term"
        return "Nobody's, as far as Duet can tell"

    @property
    def desks(self) -> list[Team]:
        """Whose it is: the desks of its term, else of its first passage; none where people sort it."""
        if self.term is not None:
            return self.term.desks
        return next((proposal.desks for proposal in self.proposals if proposal.desks), [])


def points_of(
    proposals: Iterable[Proposal], checks: Mapping[int, list[Check]], terms: Mapping[int, Term]
) -> list[Point]:
    """The points of these proposals, those to look at first. What was said to be no term is no point.

    `checks` and `terms` are by the pk of the kind of term.
    """
    points: dict[Subject, Point] = {}
    for proposal in proposals:
        if proposal.state == ProposalState.REJECTED:
            continue
        kind = proposal.decided_type_id or proposal.term_type_id
        subject = subject_of(kind, proposal.side, seems_nobodys=proposal.seems_nobodys)
        if subject not in points:
            points[subject] = Point(subject, checks=list(checks.get(kind, [])), term=terms.get(kind))
        points[subject].proposals.append(proposal)
    return sorted(points.values(), key=lambda point: ORDER[point.place])


def terms_by_type(review: Review) -> dict[int, Term]:
    """{pk of a kind of term: the term that the review has of it}: of several the first, as passages go to it. Two
    queries."""
    terms: dict[int, Term] = {}
    for term in review.terms.select_related("term_type", "desk", "second_desk").prefetch_related("decisions"):
        terms.setdefault(term.term_type_id, term)
    return terms


def points_of_version(review: Review, version: DocumentVersion) -> list[Point]:
    """The same, read anew: as actions ask it."""
    rows = Proposal.objects.filter(review=review, version=version)
    proposals = rows.select_related("term_type", "decided_type", "desk", "second_desk", "version")
    checks = checks_of_version(review, version, papers_of([review.pk]))
    return points_of(proposals, checks, terms_by_type(review))


def confirmable(points: Iterable[Point], desk: Team) -> list[Proposal]:
    """What a desk may confirm in one step: the open passages of points that meet our position, proven and sure.

    Nothing where the desk wants a tick for each passage.
    """
    if desk.ticks_passages:
        return []
    together = [point for point in points if point.place == Place.TOGETHER]
    return [proposal for point in together for proposal in point.open if proposal.desk_id == desk.pk]
