"""Letting go on what was paused until today."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from common.log import line, write
from common.tasks import beat
from notices.actions import Message, post
from notices.models import NoticeKind
from reviews.models import PAUSE, Recipient, Rung, Wait
from reviews.pure.verbs import Verb
from reviews.tasks.batches import BATCH, steps_reached
from reviews.waits import holdings, ladders, lines, reminders
from reviews.waits.clocks import calendar_of, run_on


@shared_task
def end_pauses():
    """Let go on what was paused until today. Returns how many waits were looked at."""
    handled = 0
    while batch := end_pauses_batch():
        handled += batch
    beat("end-pauses")
    return handled


@transaction.atomic
def end_pauses_batch():
    """One batch of waits whose day has come. A second sweep skips the rows that this one holds.

    What waits for an answer as well keeps standing still. Index: wait_to_resume.
    """
    now = timezone.now()
    waits = list(
        Wait.objects.filter(resumes_at__lte=now)
        .select_related("review__requester", "desk__calendar", "person", "vendor")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("resumes_at")[:BATCH]
    )
    if waits:
        _end_pauses(waits)
    return len(waits)


def _end_pauses(waits):
    asking = set(Wait.objects.open().filter(blocks__in=waits).values_list("blocks", flat=True))
    going_on = [wait for wait in waits if wait.pk not in asking]
    rungs, desks, steps_before = list(Rung.objects.all()), reminders.Desks(), steps_reached(going_on)
    messages = []
    for wait in waits:
        wait.drop_reason()
    for wait in going_on:
        run_on(wait)
        reached, calendar = steps_before.get(wait.pk, set()), calendar_of(wait)
        ahead = ladders.steps(wait, rungs, calendar=calendar, until=timezone.now(), reached=reached)
        wait.remind_at = ahead[0].moment if ahead else None
        messages += _messages_of_end(wait, desks)
    Wait.objects.bulk_update(waits, ["due_at", "warn_at", "paused_time", "remind_at", *PAUSE])
    holdings.begin_anew(going_on, at=timezone.now())
    post(messages)
    write(line(Verb.RESUMED, wait.review, by=None, **lines.about(wait)) for wait in going_on)


def _messages_of_end(wait, desks):
    """The day has come: the holder is told, or those of the desk who may take it."""
    message = Message(
        key=f"wait-{wait.pk}-resumed-{wait.due_at:%Y%m%d%H%M%S}",
        kind=NoticeKind.ASSIGNMENT,
        title=str(wait.review),
        body=f"The day has come that this was paused until. You can go on: {wait.needed}",
        url=wait.review.get_absolute_url(),
        about=(wait.review,),
    )
    return [(person, message) for person in reminders.people_for(wait, Recipient.HOLDER, desks)]
