"""Promising a requester the day of our answer, once, when the desks begin; it stays as it was first said."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from common.business_time import add_business_days
from people.models import WorkingCalendar
from reviews.models import Promise, Review
from reviews.promises.similar import similar_to


def promise_answer(review: Review, *, due: Iterable[datetime]) -> Promise | None:
    """The later of what nine in ten similar requests kept to and what the desks have time until, from now on.

    Inside the transaction that sets the desks to work; `due` are the moments until which their new waits have time.
    None where too few similar requests have finished. Three queries at most, however many there are.
    """
    calendar = WorkingCalendar.objects.order_by("pk").first()
    usual = similar_to(review, calendar).until_read
    if usual is None:
        return None
    days = [local_day(due_at, calendar) for due_at in due]
    days.append(local_day(add_business_days(timezone.now(), usual.nine_in_ten, calendar), calendar))
    return Promise.objects.create(review=review, day=max(days), similar=usual.number)


def local_day(moment: datetime, calendar: WorkingCalendar) -> date:
    """The day that it is at a moment where the company works."""
    return moment.astimezone(ZoneInfo(calendar.time_zone)).date()
