"""What the clock starts: climbing the ladders of reminders, ending pauses, proposing terms of documents that were read.

Safe to run twice, by two workers, or after a night off.
"""

import logging
from datetime import timedelta

from celery import shared_task
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from people.log import line
from people.models import Event, NoticeKind
from people.notices import Message, post
from people.tasks import beat
from people.webhooks import announce_all
from reviews import ladders, proposing, reminders
from reviews.clocks import calendar_of, run_on
from reviews.models import PAUSE, AgendaMark, Recipient, Reminder, Rung, Wait
from reviews.verbs import Verb

logger = logging.getLogger(__name__)

BATCH = 500
"""Waits handled in one transaction, with a fixed number of queries: short enough to lose little, long enough to be
cheap."""

PAPERS = 50
"""Versions looked at in one sweep, each in a transaction of its own."""

DATABASE_IS_AWAY = (OperationalError, InterfaceError)

SECOND_LOOK = timedelta(hours=1)
"""A wait that could not be handled is looked at again after this time."""


@shared_task
def climb_ladders():
    """Send every reminder whose moment has come. Returns how many waits were looked at."""
    handled = 0
    while batch := climb_batch():
        handled += batch
    beat("climb-ladders")
    return handled


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
    rungs, desks, memory = list(Rung.objects.all()), reminders.Desks(), _memory_of(going_on)
    letters = []
    for wait in waits:
        wait.pause_reason, wait.resumes_at = "", None
    for wait in going_on:
        run_on(wait)
        reached, calendar = memory.get(wait.pk, set()), calendar_of(wait)
        ahead = ladders.steps(wait, rungs, calendar=calendar, until=timezone.now(), reached=reached)
        wait.remind_at = ahead[0].moment if ahead else None
        letters += _letters_of_end(wait, desks)
    Wait.objects.bulk_update(waits, ["due_at", "warn_at", "paused_time", "remind_at", *PAUSE])
    post(letters)
    Event.objects.bulk_create(_resumed(wait) for wait in going_on)


def _letters_of_end(wait, desks):
    """The day has come: the holder is told, or those of the desk who may take it."""
    message = Message(
        key=f"wait-{wait.pk}-resumed-{wait.due_at:%Y%m%d%H%M%S}",
        kind=NoticeKind.ASSIGNMENT,
        title=str(wait.review),
        body=f"The day has come that this was paused until. You can go on: {wait.needed}",
        url=wait.review.get_absolute_url(),
    )
    return [(person, message) for person in reminders.people_for(wait, Recipient.HOLDER, desks)]


def _resumed(wait):
    return line(Verb.RESUMED, wait.review, by=None, summary=f"can go on: {wait.needed}"[:500], wait=wait.pk)


@transaction.atomic
def climb_batch():
    """One batch of waits whose next rung is reached. A second sweep skips the rows that this one holds.

    Index: wait_to_remind.
    """
    waits = list(
        Wait.objects.filter(remind_at__lte=timezone.now())
        .select_related("review__requester", "desk__calendar", "person", "on_behalf_of", "vendor", "blocks")
        .prefetch_related("review__responsibilities__person", "review__responsibilities__backup")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("remind_at")[:BATCH]
    )
    if waits:
        _climb_whatever_is_wrong(waits, timezone.now())
    return len(waits)


def _climb_whatever_is_wrong(waits, now):
    """All at once; where one wait is the trouble, one by one, so that it does not hold up the others."""
    try:
        with transaction.atomic():
            _climb(waits, now)
    except DATABASE_IS_AWAY:
        raise  # not the fault of a wait: the whole batch stays for the next sweep
    except Exception:
        logger.exception("Reminding of %s waits failed; they are taken one by one.", len(waits))
        for wait in waits:
            _climb_alone(wait, now)


def _climb_alone(wait, now):
    try:
        with transaction.atomic():
            _climb([wait], now)
    except DATABASE_IS_AWAY:
        raise
    except Exception:
        logger.exception("Nobody could be reminded of wait %s; it is looked at again in an hour.", wait.pk)
        Wait.objects.filter(pk=wait.pk).update(remind_at=now + SECOND_LOOK)


def _climb(waits, now):
    """Mark every step reached, tell everybody concerned once, and note when each wait is looked at again."""
    rungs, desks, reached_before = list(Rung.objects.all()), reminders.Desks(), _memory_of(waits)
    memory, letters, lines, agenda, posts, calendars = [], [], [], [], [], {}
    for wait in waits:
        calendar = calendars.get(wait.desk_id) or calendars.setdefault(wait.desk_id, calendar_of(wait))
        before = reached_before.get(wait.pk, set())
        ahead = ladders.steps(wait, rungs, calendar=calendar, until=now, reached=before)
        reached = [step for step in ahead if step.moment <= now]
        told = reminders.letters(wait, reached, desks, now)
        letters += told
        memory += _marks(wait, reached, {message.key for _, message in told}, now)
        lines += [_line(wait, reached)] if reached else []
        posts += reminders.announcements(wait, reached, desks, now, calendar)
        agenda += [AgendaMark(wait=wait, added_at=now)] if _is_for_agenda(reached) else []
        wait.remind_at = next((step.moment for step in ahead if step.moment > now), None)
    Reminder.objects.bulk_create(memory, ignore_conflicts=True)
    AgendaMark.objects.bulk_create(agenda, ignore_conflicts=True)
    post(letters)
    announce_all(posts)
    Event.objects.bulk_create(lines)
    Wait.objects.bulk_update(waits, ["remind_at"])


def _memory_of(waits):
    """{wait's pk: {(rung's pk, nth)}} of the steps that were reached in earlier sweeps."""
    memory = {}
    for wait, rung, nth in Reminder.objects.filter(wait__in=waits).values_list("wait", "rung", "nth"):
        memory.setdefault(wait, set()).add((rung, nth))
    return memory


def _marks(wait, reached, spoken, now):
    return [
        Reminder(
            wait=wait,
            rung=step.rung,
            nth=step.nth,
            reached_at=now,
            was_sent=f"wait-{wait.pk}-rung-{step.rung.pk}-{step.nth}" in spoken,
        )
        for step in reached
    ]


def _is_for_agenda(reached):
    return any(Recipient.AGENDA in step.rung.recipients for step in reached)


def _line(wait, reached):
    return line(
        Verb.REMINDED,
        wait.review,
        by=None,
        summary=f"reminded {wait.who_for_whom}: {wait.needed}"[:500],
        wait=wait.pk,
        rung=reached[-1].rung.pk,
    )


@shared_task
def propose_terms(version_pk):
    """Propose the terms of a version that was read, on the reviews that it belongs to."""
    proposing.propose(version_pk)


@shared_task
def propose_waiting():
    """Propose what was read and not proposed yet, because a process died between the two. Returns how many."""
    waiting = list(proposing.waiting()[:PAPERS])
    for review, version in waiting:
        try:
            proposing.propose_on(review, version)
        except DATABASE_IS_AWAY:
            raise
        except Exception:  # whatever it was, the other documents get their turn
            logger.exception("The terms of version %s could not be proposed on review %s.", version, review)
    beat("propose-waiting")
    return len(waiting)
