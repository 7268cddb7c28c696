"""Asking a holder how it goes: anybody who sees the review may, once a day."""

from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from notices.models import NoticeKind
from reviews.models import Nudge, Recipient
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import tell
from reviews.waits import lines, policies, reminders


@transaction.atomic
def nudge(wait, *, by):
    """Remind the holder in a colleague's name; for the vendor, our person who talks to them. Returns the wait."""
    wait = locked(wait)
    if not policies.may_nudge(by, wait):
        raise PermissionDenied("Whoever sees the review can nudge its holder, but nobody nudges themselves.")
    today = timezone.localtime(timezone=ZoneInfo(by.time_zone)).date()
    if blockers := policies.blockers_to_nudge(wait, wait.nudges.filter(by=by, day=today).exists()):
        raise ValidationError(blockers)

    Nudge.objects.create(wait=wait, by=by, day=today)
    record(Verb.NUDGED, wait.review, by=by, **lines.about(wait, day=str(today)))
    tell(
        reminders.people_for(wait, Recipient.HOLDER, reminders.Desks()) - {by},
        wait.review,
        key=f"wait-{wait.pk}-nudge-{by.pk}-{today}",
        kind=NoticeKind.REMINDER,
        body=f"{by} asks how it goes: {wait.needed}",
        topic=reminders.topic_of(wait),
    )
    return wait
