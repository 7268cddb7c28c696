"""“Where the time went”: per desk, for the requester and for the vendor, read from the log of a review."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from common.business_time import in_business_days
from common.models import Event
from people.models import Team, WorkingCalendar
from reviews.models import Holder, Review
from reviews.pure.verbs import Verb
from reviews.waits.time_spent import clocks_of, spans_of

TIMED = (
    Verb.WAIT_OPENED,
    Verb.CLAIMED,
    Verb.HANDED_OVER,
    Verb.PAUSED,
    Verb.RESUMED,
    Verb.CLOSED,
    Verb.QUESTION_SENT,
)


@dataclass(frozen=True)
class TimeRow:
    """One bar. Days are business days in the calendar of whose time it is."""

    name: str
    tone: str
    days: float
    pick_up_days: float | None  # only for desks
    stretches: list[tuple[datetime, datetime]]
    is_running: bool


@dataclass(frozen=True)
class TimeSpent:
    """The bars, longest first, and the same step by step: (what was needed, its row), oldest first."""

    rows: list[TimeRow]
    steps: list[tuple[str, TimeRow]]


def time_spent(review):
    """`TimeSpent` of a review. Four queries; index: event_timeline."""
    until = review.closed_at or timezone.now()
    spans = spans_of(_lines(review), until)
    desks = {desk.slug: desk for desk in Team.objects.select_related("calendar")}
    office = WorkingCalendar.objects.order_by("pk").first()
    needed = dict(review.waits.values_list("pk", "needed"))

    def calendar_for(party):
        return desks[party.desk].calendar if party.desk in desks else office

    def rows_of(some):
        return [_row(review, clock, calendar_for(clock.party), desks) for clock in clocks_of(some, calendar_for, until)]

    waits = dict.fromkeys(span.wait for span in spans)
    return TimeSpent(
        rows=sorted(rows_of(spans), key=lambda row: -row.days),
        steps=[
            (needed.get(wait, ""), row)
            for wait in waits
            for row in rows_of([span for span in spans if span.wait == wait])
        ],
    )


def _lines(review):
    about = ContentType.objects.get_for_model(Review)
    return Event.objects.filter(subject_type=about, subject_id=review.pk, verb__in=TIMED).order_by("pk")


def _row(review, clock, calendar, desks):
    party = clock.party
    desk = desks.get(party.desk)
    names = {Holder.REQUESTER: f"{review.requester} (requester)", Holder.VENDOR: f"{review.vendor} (vendor)"}
    return TimeRow(
        name=desk.name if desk else names.get(party.holder, party.desk or "Others"),
        tone=desk.function if desk else "neutral",
        days=in_business_days(clock.to_finish, calendar),
        pick_up_days=in_business_days(clock.to_pick_up, calendar) if desk else None,
        stretches=clock.stretches,
        is_running=clock.is_running and review.is_live,
    )
