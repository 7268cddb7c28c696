"""Naming another day: whoever holds a wait says until when it will really take, and why. The requester reads it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.models import Audience
from common.words import day_in_words
from notices.actions import withdraw
from notices.models import NoticeKind
from people.models import User
from reviews.models import DueChange, Wait
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import tell
from reviews.waits import clocks, ladders, lines, policies, reminders


@transaction.atomic
def move_due(wait: Wait, *, day: date, reason: str, by: User) -> Wait:
    """Let a wait be due at the end of another business day. What was said first stays in the row. Returns the wait."""
    wait = locked(wait)
    if not policies.may_pause(by, wait):
        raise PermissionDenied(f"This is with {wait.who}: they say until when it takes.")
    if blockers := policies.blockers_to_pause(wait):
        raise ValidationError(blockers)
    reason = reason.strip()
    if faults := policies.faults_of_day(wait, day) + policies.faults_of_reason(reason):
        raise ValidationError(faults)

    before, wait.due_at = wait.due_at, end_of(day, wait)
    wait.warn_at = clocks.warn_at(wait)
    wait.remind_at = ladders.next_reminder_at(wait)
    wait.save(update_fields=["due_at", "warn_at", "remind_at"])
    withdraw(reminders.topic_of(wait))
    change = DueChange.objects.create(wait=wait, before=before, after=wait.due_at, why=reason, by=by)
    record(
        Verb.DUE_MOVED,
        wait.review,
        by=by,
        audience=Audience.BUSINESS,
        **lines.about(wait, day=str(day), texts={"reason": reason}),
    )
    tell(
        [wait.review.requester],
        wait.review,
        key=f"due-{change.pk}-moved",
        kind=NoticeKind.NEWS,
        body=f"{by} needs until {day_in_words(day)}: {reason}",
    )
    return wait


def end_of(day: date, wait: Wait) -> datetime:
    """When the calendar of the wait closes on that day."""
    calendar = clocks.calendar_of(wait)
    return datetime.combine(day, calendar.closes, ZoneInfo(calendar.time_zone))
