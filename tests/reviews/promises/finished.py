"""Requests of before, written as rows: their days are what the tests are about, and walking each of them there would
take longer than the tests."""

from datetime import timedelta

from django.utils import timezone

from common.business_time import add_business_days
from people.models import WorkingCalendar
from reviews.models import Review, StageVisit
from reviews.pure.stages import Stage


def finished(requester, vendor, *days, kind="software", walled=False, now=None):
    """One signed request for each of `days`, (read, answered, signed): business days after the step before."""
    calendar, now = WorkingCalendar.objects.order_by("pk").first(), now or timezone.now()
    for number, (read, answered, signed) in enumerate(days):
        asked_at = add_business_days(now - timedelta(days=60 + number), 0.25, calendar)
        read_at = add_business_days(asked_at, read, calendar)
        answered_at = add_business_days(read_at, answered, calendar)
        signed_at = add_business_days(answered_at, signed, calendar)
        review = Review.objects.create(
            title=f"Before {number}",
            kind=kind,
            kind_label="Before",
            requester=requester,
            vendor=vendor,
            reason="We needed it.",
            stage=Stage.ACTIVE,
            stage_since=signed_at,
            ended_from=Stage.SIGNATURE,
            opened_at=asked_at,
            closed_at=signed_at,
            walled_at=asked_at if walled else None,
        )
        stays = [(Stage.IN_REVIEW, asked_at, read_at), (Stage.NEGOTIATION, read_at, answered_at)]
        stays.append((Stage.FINAL_APPROVAL, answered_at, signed_at))
        StageVisit.objects.bulk_create(
            StageVisit(review=review, stage=stage, began_at=began_at, ended_at=ended_at)
            for stage, began_at, ended_at in stays
        )
