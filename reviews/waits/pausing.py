"""Standing still for a reason: until a day, or until another wait of the review is done.

Only the wait's own clock stops: it stays open and keeps its holder, so that a paused review is still held by somebody.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.business_time import next_working_moment
from common.log import record
from common.models import Audience
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.waits import lines, policies
from reviews.waits.clocks import calendar_of
from reviews.waits.opening_and_closing import end_pause, stop_clock
from reviews.waits.questions import ask_desk


@transaction.atomic
def pause(wait, *, until, reason, by):
    """Let a wait stand still until the morning of a day, with a reason that the requester reads. Returns the wait.

    `until` is a date. On it, or on the next business day, the wait goes on by itself (reviews.tasks.pauses.end_pauses).
    """
    wait = _ready_to_pause(wait, by)
    reason = reason.strip()
    if faults := policies.faults_of_pause(wait, until, reason):
        raise ValidationError(faults)

    stop_clock(
        wait,
        by=by,
        facts={"until": until, "texts": {"reason": reason}},
        audience=Audience.BUSINESS,
        reason=reason,
        resumes_at=_morning_of(until, calendar_of(wait)),
    )
    return wait


def _morning_of(day, calendar):
    return next_working_moment(datetime.combine(day, calendar.opens, ZoneInfo(calendar.time_zone)), calendar)


@transaction.atomic
def wait_for(wait, other, *, reason, by):
    """Let a wait stand still until another open wait of the same review is done. Returns the wait."""
    wait = _ready_to_pause(wait, by)
    other = locked(other)
    reason = reason.strip()
    if blockers := policies.blockers_to_wait_for(wait, other) or policies.faults_of_reason(reason):
        raise ValidationError(blockers)

    stop_clock(
        wait,
        by=by,
        facts={**lines.holder(other, "other"), "other": other.pk, "texts": {"reason": reason}},
        audience=Audience.BUSINESS,
        reason=reason,
        waits_for=other,
    )
    return wait


@transaction.atomic
def wait_for_desk(wait, desk, *, reason, by):
    """Let a wait stand still until a desk has done what it has open on the review; a desk with nothing open here is
    asked, and the reason is the question. Returns the wait."""
    wait = locked(wait)
    others = wait.review.waits.open().filter(desk=desk).exclude(pk=wait.pk)
    if other := next((candidate for candidate in others if not candidate.is_among_reviewers), None):
        return wait_for(wait, other, reason=reason, by=by)
    ask_desk(wait, reason, desk=desk, by=by)
    return locked(wait)


def _ready_to_pause(wait, by):
    wait = locked(wait)
    if not policies.may_pause(by, wait):
        raise PermissionDenied(f"This is with {wait.who}: they say whether it can go on.")
    if blockers := policies.blockers_to_pause(wait):
        raise ValidationError(blockers)
    return wait


@transaction.atomic
def resume(wait, *, by):
    """Go on before the day has come, or before the other wait is done. Returns the wait.

    What waits for an answer as well stands still until the answer is there.
    """
    wait = locked(wait)
    if not policies.may_pause(by, wait):
        raise PermissionDenied(f"This is with {wait.who}: they say whether it can go on.")
    if blockers := policies.blockers_to_resume(wait):
        raise ValidationError(blockers)

    record(
        Verb.PAUSE_ENDED,
        wait.review,
        by=by,
        audience=Audience.BUSINESS,
        **lines.about(wait),
    )
    end_pause(wait, by=by, because=f"{by} ended the pause.")
    return wait
