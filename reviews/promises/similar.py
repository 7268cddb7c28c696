"""How long similar requests took: the newest that were signed, of the same kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from common.business_time import business_days_between
from people.models import WorkingCalendar
from reviews.models import Review, StageVisit
from reviews.pure.stages import Stage
from reviews.pure.usual import Usual, usual

LOOKED_AT = 50
"""The newest say most about the next one; and it costs the same however many there are."""


@dataclass(frozen=True)
class Past:
    """When a request of before was handed in, read by all desks, answered by the vendor, and signed."""

    asked_at: datetime
    read_at: datetime
    answered_at: datetime
    signed_at: datetime


@dataclass(frozen=True)
class Similar:
    """What similar requests usually took, in business days of the company's calendar; None where too few finished."""

    pasts: list[Past]
    calendar: WorkingCalendar

    @property
    def number(self) -> int:
        return len(self.pasts)

    @cached_property
    def until_read(self) -> Usual | None:
        return self._between("asked_at", "read_at")

    @cached_property
    def until_answered(self) -> Usual | None:
        """From where all desks have read it until the vendor has answered; nothing where nobody had to ask them."""
        return self._between("read_at", "answered_at")

    @cached_property
    def until_signed(self) -> Usual | None:
        """From the vendor's answer on."""
        return self._between("answered_at", "signed_at")

    @cached_property
    def altogether(self) -> Usual | None:
        return self._between("asked_at", "signed_at")

    def _between(self, start, end):
        days = [business_days_between(getattr(past, start), getattr(past, end), self.calendar) for past in self.pasts]
        return usual(days)


def similar_to(review: Review, calendar: WorkingCalendar) -> Similar:
    """Of the same kind, signed, and behind no wall. One query. Index: review_signed_of_kind."""
    visits = StageVisit.objects.filter(review=OuterRef("pk")).order_by("began_at", "pk")
    finished = (
        Review.objects.not_walled()
        .filter(kind=review.kind, stage=Stage.ACTIVE)
        .exclude(pk=review.pk)
        .order_by("-closed_at")
        .annotate(visits=ArraySubquery(visits.values(visit=JSONObject(stage="stage", at="began_at"))))
        .values_list("opened_at", "closed_at", "visits")[:LOOKED_AT]
    )
    return Similar([past_of(*columns) for columns in finished], calendar)


def past_of(opened_at: datetime, signed_at: datetime, visits: Iterable[dict]) -> Past:
    """One request's way, from its stays in stages, oldest first. A heads-up was not asked for yet; what the desks read
    again, because the vendor had changed it, belongs to the time with the vendor."""
    began = [(visit["stage"], _moment(visit["at"])) for visit in visits]
    asked_at = next((at for stage, at in began if stage != Stage.HEADS_UP), opened_at)
    read_at = next((at for stage, at in began if stage in {Stage.NEGOTIATION, Stage.FINAL_APPROVAL}), signed_at)
    answered_at = next((at for stage, at in began if stage == Stage.FINAL_APPROVAL), signed_at)
    return Past(asked_at, read_at, max(answered_at, read_at), signed_at)


def _moment(at):
    return parse_datetime(at) if isinstance(at, str) else at
