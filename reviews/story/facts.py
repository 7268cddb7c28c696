"""What a story is made of, in a fixed number of queries: the review with its waits, and rows that it only counts."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from people.models import Team, WorkingCalendar
from reviews.models import (
    PART_DONE,
    QUESTIONS,
    CircleMember,
    DueChange,
    FirstLook,
    Outcome,
    Promise,
    Purpose,
    Responsibility,
    Review,
    RiskFinding,
    Slot,
    StageVisit,
    Term,
    Wait,
    Wording,
)
from reviews.promises.promising import local_day
from reviews.promises.similar import Past, Similar, past_of, similar_to
from reviews.pure.stages import Stage
from reviews.waits.clocks import Calendars
from reviews.waits.status import Status, WaitLine, status_of

UNDECIDED = {Outcome.OPEN, Outcome.ESCALATED}


def with_story_facts(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """The reviews with what their stories need of other rows, in the same query."""
    own = {"review": OuterRef("pk")}
    visits = StageVisit.objects.filter(**own).order_by("began_at", "pk")
    terms = Term.objects.filter(**own).order_by("pk")
    moves = DueChange.objects.filter(wait__review=OuterRef("pk")).order_by("pk")
    promises = Promise.objects.filter(**own).order_by("-pk")
    findings = RiskFinding.objects.filter(**own).order_by("raised_at", "pk")
    about = Wording.term_types.through.objects.filter(wording=OuterRef("pk")).values("termtype")
    wordings = Wording.objects.order_by("pk")  # few: written by an admin
    looks = FirstLook.objects.filter(**own).order_by("looked_at", "pk")
    seats = CircleMember.objects.filter(circle__review=OuterRef("pk"))
    of_term = ("pk", "term_type", "desk", "second_desk", "outcome", "is_asked")
    return reviews.annotate(
        story_visits=ArraySubquery(visits.values(row=JSONObject(stage="stage", at="began_at"))),
        story_terms=ArraySubquery(terms.values(row=JSONObject(**{name: name for name in of_term}))),
        story_moves=ArraySubquery(moves.values(row=JSONObject(wait="wait", why="why", by="by__name"))),
        story_promise=Subquery(promises.values(row=JSONObject(day="day", at="at"))[:1]),
        story_findings=ArraySubquery(findings.values("outcome")),
        story_wordings=ArraySubquery(
            wordings.values(row=JSONObject(desk="desk", doing="doing", done="done", types=ArraySubquery(about)))
        ),
        story_looks=ArraySubquery(
            looks.values(row=JSONObject(desk="desk__name", by="looked_by__name", flags="flags", note="note"))
        ),
        story_circle=ArraySubquery(seats.values("person")),
    )


def add_story_facts(review: Review) -> None:
    """The same for a review that was read without. One query, unless it came `with_story_facts`."""
    if not hasattr(review, "story_visits"):
        columns = list(with_story_facts(Review.objects.none()).query.annotations)
        for name, value in with_story_facts(Review.objects.filter(pk=review.pk)).values(*columns).get().items():
            setattr(review, name, value)


@dataclass(frozen=True)
class StoryFacts:
    """Everything that the sentences look at. `ended` are parts of desks that are done, and questions with an answer."""

    review: Review
    status: Status
    ended: list[Wait]
    similar: Similar | None
    calendar: WorkingCalendar
    at: datetime

    @property
    def stage(self) -> Stage:
        return Stage(self.review.stage)

    @property
    def vendor(self) -> str:
        return str(self.review.vendor)

    @cached_property
    def lines(self) -> list[WaitLine]:
        """What others than the requester hold, soonest due first."""
        return [line for line in self.status.lines if not line.is_on_requester]

    @cached_property
    def questions(self) -> list[WaitLine]:
        """What the requester is asked, oldest first."""
        asked = [line for line in self.status.waits_on_requester if line.wait.purpose == Purpose.QUESTION]
        return sorted(asked, key=lambda line: line.wait.opened_at)

    @cached_property
    def parts_done(self) -> list[Wait]:
        """The last part that each desk has finished, of desks that have nothing to look at now."""
        busy = {line.wait.desk_id for line in self.lines if line.wait.purpose == Purpose.DESK_REVIEW}
        done = [wait for wait in self.ended if wait.answer == PART_DONE and wait.desk_id not in busy]
        return list({wait.desk_id: wait for wait in done}.values())

    @cached_property
    def looks_given(self) -> list[Wait]:
        """The first looks that the desks have had, of a heads-up; those that have it again left out."""
        busy = {line.wait.desk_id for line in self.lines}
        given = [wait for wait in self.ended if wait.purpose == Purpose.FIRST_LOOK and wait.desk_id not in busy]
        return list({wait.desk_id: wait for wait in given}.values())

    @property
    def contact(self) -> Responsibility | None:
        return self.review.responsible(Slot.VENDOR_CONTACT)

    @property
    def contact_name(self) -> str:
        """Whoever talks to the vendor: a first name, a desk, or nobody yet."""
        if self.contact is None:
            return "Whoever talks to the vendor"
        return self.contact.person.first_name if self.contact.person else str(self.contact.desk)

    @cached_property
    def way(self) -> Past:
        """The way so far; what has not happened stands at the present moment."""
        return past_of(self.review.opened_at, self.review.closed_at or self.at, self.review.story_visits)

    @cached_property
    def visited(self) -> set[str]:
        return {visit["stage"] for visit in self.review.story_visits}

    def wording(self, desk: Team) -> dict[str, str] | None:
        """The words of the group of terms in which the desk has most left to decide; else those about everything else
        that it does; None where nobody has written any."""
        own = [wording for wording in self.review.story_wordings if wording["desk"] == desk.pk]
        undecided = self.undecided(desk)
        left = [sum(term_type in wording["types"] for term_type in undecided) for wording in own]
        if any(left):
            return own[left.index(max(left))]
        return next((wording for wording in own if not wording["types"]), own[0] if own else None)

    def undecided(self, desk: Team) -> list[int]:
        """The kinds of the terms that the desk has still to decide, by key."""
        return [
            term["term_type"]
            for term in self.review.story_terms
            if desk.pk in {term["desk"], term["second_desk"]} and term["outcome"] in UNDECIDED
        ]

    def is_asked(self, term_pk: int | None) -> bool:
        """Whether we ask the vendor for other words on this term."""
        return any(term["is_asked"] for term in self.review.story_terms if term["pk"] == term_pk)

    def day(self, moment: datetime):
        return local_day(moment, self.calendar)


def facts_of(review: Review, *, at: datetime | None = None) -> StoryFacts:
    """The facts of a review that came `with_status`, `with_story_facts` and with the answers of its split. Two queries
    at most."""
    add_story_facts(review)
    at = at or timezone.now()
    status = status_of(review, plain=True, at=at)
    contact = review.responsible(Slot.VENDOR_CONTACT)
    calendar = contact.desk.calendar if contact else Calendars().of_the_company
    is_under_way = review.is_live and review.stage != Stage.HEADS_UP
    return StoryFacts(
        review=review,
        status=status,
        ended=_ended(review),
        similar=similar_to(review, calendar) if is_under_way else None,
        calendar=calendar,
        at=at,
    )


def _ended(review):
    """Oldest first: parts of desks, and what was asked and answered; of a heads-up, first looks."""
    purposes = [Purpose.FIRST_LOOK] if review.stage == Stage.HEADS_UP else [Purpose.DESK_REVIEW, *QUESTIONS]
    ended = review.waits.filter(closed_at__isnull=False, purpose__in=purposes)
    people = ended.select_related("desk", "closed_by", "closed_on_behalf_of", "asked_by", "blocks__desk")
    return list(people.order_by("closed_at", "pk"))
