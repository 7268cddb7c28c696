"""What people promised at a meeting: saying that it is done, giving it another day, being reminded."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from checkins import policies
from checkins.models import Action
from checkins.verbs import Verb
from common.locks import locked_row
from common.log import record
from common.words import day_in_words, too_long
from notices.actions import notify, withdraw
from notices.models import NoticeKind

A_DAY_BEFORE = timedelta(days=1)
EVERY_SECOND_DAY = 2


@transaction.atomic
def finish_action(action, note, *, by):
    """Say that it is done, and what came of it. Returns the action."""
    action, note = locked_row(action, "owner", "item__meeting__series"), note.strip()
    if not policies.may_finish(by, action):
        raise PermissionDenied(f"{action.owner} says when this is done, or a lead of theirs.")
    if action.done_at:
        raise ValidationError([f"This is done already: {action.done_note}"])
    if not note:
        raise ValidationError(["Say what came of it, in a line."])
    if faults := too_long(note, 300):
        raise ValidationError(faults)
    action.done_at, action.done_by, action.done_note = timezone.now(), by, note
    action.save(update_fields=["done_at", "done_by", "done_note"])
    withdraw(f"action-{action.item_id}")
    record(Verb.ACTION_DONE, action.item.meeting.series, by=by, texts={"note": note}, item=action.item_id)
    return action


def remind_of_actions(now):
    """A day before, on the day, and every second day after it: each owner once a day. Index: action_open."""
    soon = timezone.localdate(now) + A_DAY_BEFORE
    for action in Action.objects.open().filter(due_on__lte=soon).select_related("owner", "item__review"):
        _remind(action, timezone.localdate(now))


@transaction.atomic
def _remind(action, today):
    action = locked_row(action, "owner", "item__review")
    late = (today - action.due_on).days
    if action.done_at or action.reminded_on == today or (late > 0 and late % EVERY_SECOND_DAY):
        return
    action.reminded_on = today
    action.save(update_fields=["reminded_on"])
    when = f"It was due {day_in_words(action.due_on)}." if late > 0 else f"It is due {day_in_words(action.due_on)}."
    notify(
        [action.owner],
        key=f"action-{action.item_id}-reminded-{today}",
        kind=NoticeKind.REMINDER,
        title=action.what,
        body=f"You said at the check-in that you would do this. {when}",
        url=action.get_absolute_url(),
        topic=f"action-{action.item_id}",
        about=(action.item.review,) if action.item.review_id else (),
    )
