"""Confirming the minutes, one lead for each side; then they go out, and onto the timelines of reviews."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from checkins import policies
from checkins.models import Meeting, MinutesConfirmation, Remark, RemarkKind
from checkins.verbs import Verb
from common.locks import locked_row
from common.log import Quoted, record
from common.words import too_long
from notices.actions import notify
from notices.models import NoticeKind
from people.models import TWO_SIDES, DeskSide


@transaction.atomic
def confirm_minutes(meeting, *, side, by):
    """A lead says for their side that the minutes are right; nobody says so for both. Returns the meeting.

    With the second one they go to everybody who comes, and onto the timeline of each review that was talked about.
    """
    meeting = locked_row(meeting, *Meeting.READ_WITH)
    if side not in policies.sides_led(by, meeting):
        raise PermissionDenied("A lead of each side who comes to this check-in confirms the minutes.")
    if not meeting.ended_at:
        raise ValidationError(["The meeting is not over yet."])
    standing = {row.side: row for row in meeting.confirmations.select_related("person")}
    if side in standing:
        raise ValidationError(
            [f"{standing[side].person} has confirmed them for the {DeskSide(side).label.lower()} side."]
        )
    if any(row.person_id == by.pk for row in standing.values()):
        raise ValidationError(["You confirmed them for the other side: somebody else does for this one."])
    MinutesConfirmation.objects.create(meeting=meeting, side=side, person=by)
    record(Verb.MINUTES_CONFIRMED, meeting.series, by=by, number=meeting.number)
    if len(standing) + 1 == len(TWO_SIDES):
        _publish(meeting)
    return meeting


@transaction.atomic
def send_minutes_again(meeting, *, by):
    """Everybody who comes gets them once more, with what has become of the actions."""
    meeting = locked_row(meeting, *Meeting.READ_WITH)
    if not policies.may_take_part(by, meeting):
        raise PermissionDenied(policies.WHO_TAKES_PART)
    if meeting.minutes_sent_at is None:
        raise ValidationError(["They go out when both sides have confirmed them."])
    _send(meeting)
    return meeting


@transaction.atomic
def say_what_was_done(remark, done, *, by):
    """What was done about something to improve: into the log of improvements. Saying it again replaces it."""
    remark, done = locked_row(remark, "meeting__series"), done.strip()
    if not policies.may_take_part(by, remark.meeting):
        raise PermissionDenied(policies.WHO_TAKES_PART)
    if remark.kind != RemarkKind.IMPROVE:
        raise ValidationError(["This worked: there is nothing to improve."])
    if not remark.meeting.ended_at:
        raise ValidationError(["The meeting is not over yet."])
    if not done:
        raise ValidationError(["Say what was done."])
    if faults := too_long(done, Remark._meta.get_field("done").max_length):
        raise ValidationError(faults)
    remark.done = done
    remark.save(update_fields=["done"])
    return remark


def _publish(meeting):
    for item in meeting.items.reached().exclude(review=None).select_related("review", "written_by"):
        texts = {"outcome": Quoted(item.outcome, item.written_by)} if item.outcome else {}
        record(Verb.CAME_UP, item.review, by=item.written_by, texts=texts, result=item.result, item=item.pk)
    _send(meeting)


def _send(meeting):
    """The words are written when the mail goes out, for each reader what they may see then."""
    meeting.minutes_sent_at = timezone.now()
    meeting.save(update_fields=["minutes_sent_at"])
    notify(
        meeting.series.members.all(),
        key=f"minutes-{meeting.pk}-{meeting.minutes_sent_at:%Y%m%d%H%M%S%f}",
        kind=NoticeKind.DECISION,
        title=f"Minutes of {meeting}",
        body="Both sides have confirmed them.",
        url=meeting.get_absolute_url(),
        topic=f"minutes-{meeting.pk}",
        about=(meeting,),
    )
