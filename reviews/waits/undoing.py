"""Undoing one's own last step with a wait within half a minute, in place of being asked before: it was taken, given
back, or handed to a colleague. The step stays in the log, and a new line says that it was undone."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import events_of, record
from common.models import Audience, Event
from notices.actions import take_back
from people.models import User
from reviews.models import Holder, Holding, Wait
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import UNDO_FOR, topic_of_giving
from reviews.waits import holdings, lines
from reviews.waits.opening_and_closing import audience_of

UNDOABLE = frozenset({Verb.CLAIMED, Verb.RELEASED, Verb.HANDED_OVER})
GRACE = timedelta(seconds=3)
"""A press in the last moment is still in time when it arrives."""

NOT_YOURS = "Only whoever did this can undo it, and only while nothing else has happened to it."
TOO_LATE = "That was more than half a minute ago, and others may act on it by now. Do the opposite instead."
LATEST = 30
"""Among so many of the newest lines of a review the step is looked for."""


@transaction.atomic
def undo(wait: Wait, *, by: User) -> Wait:
    """Let the wait be with whoever had it before the last step. Those who were told read of it no more, and mails that
    were to tell them, which rest as long (`UNDO_FOR`), do not go out."""
    wait = locked(wait)
    step = last_step(wait)
    if step is None or step.by_id != by.pk or step.verb not in UNDOABLE or step.data.get("because"):
        raise PermissionDenied(NOT_YOURS)
    former = _held_before(wait, step)
    if former is None:
        raise PermissionDenied(NOT_YOURS)
    if blockers := blockers_to_undo(wait, step):
        raise ValidationError(blockers)

    person = former.person if former.holder == Holder.PERSON else None
    holdings.pass_on(wait, person, on_behalf_of=former.on_behalf_of)
    take_back(topic_of_giving(wait), since=step.at)
    record(
        Verb.UNDONE,
        wait.review,
        by=by,
        audience=audience_of(wait),
        **lines.about(wait, holder=wait.holder, desk=wait.desk.slug),
    )
    return wait


def blockers_to_undo(wait: Wait, step: Event) -> list[str]:
    """Why it is too late."""
    if not wait.is_open:
        return ["This has been done already."]
    return [TOO_LATE] if timezone.now() - step.at > UNDO_FOR + GRACE else []


def last_step(wait: Wait) -> Event | None:
    """The newest line of the log about this wait. Index: event_timeline."""
    newest = events_of(wait.review, audiences=Audience.values)[:LATEST]
    return next((event for event in newest if event.data.get("wait") == wait.pk), None)


def _held_before(wait: Wait, step: Event) -> Holding | None:
    """How the same desk held it before; None where it came from another desk, or where it has changed since."""
    *_, before, present = [None, None, *wait.holdings.select_related("person", "on_behalf_of")]
    if before is None or present is None or present.began_at > step.at + GRACE:
        return None
    is_same = before.desk_id == present.desk_id == wait.desk_id and not before.paused
    return before if is_same and before.holder in {Holder.DESK, Holder.PERSON} else None
