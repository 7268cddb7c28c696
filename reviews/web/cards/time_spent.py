"""“Where the time went”: per desk, for the requester and for the vendor, read from who held its waits."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from common.business_time import in_business_days
from people.models import Team, WorkingCalendar
from reviews.models import Holder, Holding, Review
from reviews.waits.time_spent import clocks_of, spans_of


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


def time_spent(review: Review) -> TimeSpent:
    """Where the time of a review went. Three queries."""
    until = review.closed_at or timezone.now()
    holdings = Holding.objects.filter(wait__review=review).select_related("wait", "desk")
    spans = spans_of(holdings, until)
    desks = {desk.slug: desk for desk in Team.objects.select_related("calendar")}
    office = WorkingCalendar.objects.order_by("pk").first()
    needed = {holding.wait_id: holding.wait.needed for holding in holdings}

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


def _row(review, clock, calendar, desks):
    party = clock.party
    desk = desks.get(party.desk)
    names = {Holder.REQUESTER: f"{review.requester} (requester)", Holder.VENDOR: f"{review.vendor} (vendor)"}
    return TimeRow(
        name=desk.name if desk else names.get(party.holder, party.desk or "Others"),
        tone=desk.speaks_for if desk else "neutral",
        days=in_business_days(clock.to_finish, calendar),
        pick_up_days=in_business_days(clock.to_pick_up, calendar) if desk else None,
        stretches=clock.stretches,
        is_running=clock.is_running and review.is_live,
    )
