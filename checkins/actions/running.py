"""A meeting under way: beginning, coming in, going from item to item, ending it.

Everything stands in rows from the moment it is done: a browser that closes loses nothing, and every window asks for the
number of the last step (`Meeting.step`).
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from checkins import policies
from checkins.agenda.building import build
from checkins.models import Attendance, Item, Meeting
from checkins.verbs import Verb
from common.locks import locked_row
from common.log import record

ABANDONED = timedelta(hours=12)
"""A meeting that nobody has ended so long after it began is over."""


@transaction.atomic
def begin_meeting(meeting, present, *, by):
    """Whoever begins leads it. `present` are those in the room: what is shown, all of them may see. Returns it."""
    meeting = locked_row(meeting, *Meeting.READ_WITH)
    if not policies.may_take_part(by, meeting):
        raise PermissionDenied(policies.WHO_TAKES_PART)
    if meeting.began_at and not meeting.ended_at:
        raise ValidationError([f"{meeting.led_by} has begun this meeting already."])
    if blockers := policies.blockers_to_plan(meeting):
        raise ValidationError(blockers)
    members = set(meeting.series.members.values_list("pk", flat=True))
    if strangers := [person for person in present if person.pk not in members]:
        raise ValidationError([f"{strangers[0]} does not come to this check-in."])
    meeting = build(meeting)
    meeting.began_at, meeting.led_by = timezone.now(), by
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, person=person) for person in {by, *present}], ignore_conflicts=True
    )
    first = shown_items(meeting).first()
    _go(meeting, first)
    meeting.save(update_fields=["began_at", "led_by"])
    record(Verb.MEETING_BEGAN, meeting.series, by=by, people={"present": [by, *present]}, number=meeting.number)
    return meeting


@transaction.atomic
def join_meeting(meeting, *, by):
    """Somebody comes in: from now on only what they may see as well is shown."""
    meeting = locked_row(meeting, *Meeting.READ_WITH)
    if not policies.may_take_part(by, meeting):
        raise PermissionDenied(policies.WHO_TAKES_PART)
    if blockers := policies.blockers_to_talk(meeting):
        raise ValidationError(blockers)
    _, is_new = Attendance.objects.get_or_create(meeting=meeting, person=by)
    if is_new:
        _go_on_from_what_is_hidden(meeting)
    return meeting


@transaction.atomic
def leave_meeting(meeting, *, by):
    """Somebody who is not in the room any more, or was noted by mistake: what they may not see can be shown again."""
    meeting = locked_row(meeting, *Meeting.READ_WITH)
    if not meeting.attendances.filter(person=by).exists():
        raise ValidationError(["You are not in this meeting."])
    if blockers := policies.blockers_to_talk(meeting):
        raise ValidationError(blockers)
    meeting.attendances.filter(person=by).delete()
    _tell_windows(meeting)
    return meeting


@transaction.atomic
def go_to_item(meeting, item, *, seen, by):
    """Everybody looks at another item. `seen` is the key of the item that one came from: of two people who go on at
    the same moment, the second one is told."""
    meeting = locked_row(meeting, *Meeting.READ_WITH)
    require_here(meeting, by)
    if meeting.current_id != seen:
        raise ValidationError(["Somebody has gone on meanwhile."])
    if item is not None and not shown_items(meeting).filter(pk=item.pk).exists():
        raise ValidationError(["Not everybody who is here may see this."])
    _go(meeting, item)
    return meeting


@transaction.atomic
def end_meeting(meeting, *, by):
    """What was not reached comes up at the next meeting. Returns it."""
    meeting = locked_row(meeting, *Meeting.READ_WITH)
    require_here(meeting, by)
    return _end(meeting, by=by)


@transaction.atomic
def end_abandoned(meeting):
    """Nobody has ended it: Duet does. Harmless when repeated."""
    meeting = locked_row(meeting, *Meeting.READ_WITH)
    if meeting.is_under_way and meeting.began_at <= timezone.now() - ABANDONED:
        _end(meeting, by=None)


def shown_items(meeting):
    """What everybody who is in the meeting may see of its agenda."""
    people = [row.person for row in meeting.attendances.select_related("person")]
    return meeting.items.shown_to_all(people)


def require_here(meeting, by):
    """Whoever acts has come in."""
    if not policies.may_take_part(by, meeting):
        raise PermissionDenied(policies.WHO_TAKES_PART)
    if blockers := policies.blockers_to_talk(meeting):
        raise ValidationError(blockers)
    if not meeting.attendances.filter(person=by).exists():
        raise ValidationError(["Come in first: then everybody knows that you are here."])


def go_on(meeting):
    """To the next item that is not talked about yet, in the order of the agenda; to the end where there is none."""
    left = list(shown_items(meeting).filter(result="").values_list("pk", "position"))
    here = Item.objects.filter(pk=meeting.current_id).values_list("position", flat=True).first() or 0
    after = [pk for pk, position in left if position > here] or [pk for pk, _ in left]
    _go(meeting, Item.objects.get(pk=after[0]) if after else None)


def _go_on_from_what_is_hidden(meeting):
    if meeting.current_id and not shown_items(meeting).filter(pk=meeting.current_id).exists():
        go_on(meeting)
    else:
        _tell_windows(meeting)


def _go(meeting, item):
    meeting.current, meeting.current_since = item, timezone.now()
    meeting.step += 1
    meeting.save(update_fields=["current", "current_since", "step"])


def _tell_windows(meeting):
    meeting.step += 1
    meeting.save(update_fields=["step"])


def _end(meeting, *, by):
    meeting.ended_at = timezone.now()
    meeting.current = None
    meeting.step += 1
    meeting.save(update_fields=["ended_at", "current", "step"])
    record(
        Verb.MEETING_ENDED,
        meeting.series,
        by=by,
        number=meeting.number,
        left=meeting.items.filter(result="").count(),
    )
    return meeting
