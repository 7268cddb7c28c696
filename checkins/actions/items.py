"""Putting something on an agenda by hand; saying what worked and what to improve."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.crypto import get_random_string

from checkins import policies
from checkins.models import Group, Item, Meeting, Remark, RemarkKind
from common.locks import locked_row
from common.words import too_long


@transaction.atomic
def add_item(meeting, title, *, what="", by):
    """Something that software could not know. Also while the meeting is under way. Returns the item."""
    meeting = locked_row(meeting, *Meeting.READ_WITH)
    title, what = title.strip(), what.strip()
    if not policies.may_take_part(by, meeting):
        raise PermissionDenied(policies.WHO_TAKES_PART)
    _require_not_over(meeting)
    if not title:
        raise ValidationError(["Say what to talk about."])
    if faults := too_long(title, 200) or too_long(what, 300):
        raise ValidationError(faults)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = Item.objects.create(
        meeting=meeting,
        group=Group.ADDED,
        key=f"by-hand-{get_random_string(16)}",
        title=title,
        what=what,
        position=last + 1,
        by_hand=by,
    )
    _tell_windows(meeting)
    return item


@transaction.atomic
def remove_item(item, *, by):
    """Whoever put it there takes it off again, as long as nothing came of it."""
    meeting = locked_row(item.meeting, *Meeting.READ_WITH)
    item = locked_row(item)
    if item.by_hand_id != by.pk:
        raise PermissionDenied("Only whoever put this on the agenda takes it off.")
    _require_not_over(meeting)
    if item.is_reached:
        raise ValidationError(["This was talked about already."])
    item.delete()
    _tell_windows(meeting)


@transaction.atomic
def add_remark(meeting, kind, text, *, by):
    """What worked, or what to improve. Who said it is not kept: no column, no log, no moment. Returns the remark."""
    meeting, text = locked_row(meeting, *Meeting.READ_WITH), text.strip()
    if not policies.may_take_part(by, meeting):
        raise PermissionDenied(policies.WHO_TAKES_PART)
    _require_not_over(meeting)
    if kind not in RemarkKind.values:
        raise ValidationError(["Say whether it worked, or should be improved."])
    if not text:
        raise ValidationError(["Say it in a line."])
    if faults := too_long(text, 300):
        raise ValidationError(faults)
    remark = Remark.objects.create(meeting=meeting, kind=kind, text=text)
    _tell_windows(meeting)
    return remark


def _require_not_over(meeting):
    if meeting.cancelled_at:
        raise ValidationError(["This meeting is cancelled."])
    if meeting.ended_at:
        raise ValidationError(["This meeting is over."])


def _tell_windows(meeting):
    meeting.step += 1
    meeting.save(update_fields=["step"])
