"""Climbing the ladders of reminders."""

import logging
from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from common.log import line, write
from common.tasks import beat
from notices.actions import post
from notices.channels import announce_all
from reviews.models import AgendaMark, Recipient, Reminder, Rung, Wait
from reviews.pure.verbs import Verb
from reviews.tasks.batches import BATCH, DATABASE_IS_AWAY, steps_reached
from reviews.waits import ladders, reminders
from reviews.waits.clocks import calendar_of
from reviews.waits.lines import about

logger = logging.getLogger(__name__)


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
    rungs, desks, reached_before = list(Rung.objects.all()), reminders.Desks(), steps_reached(waits)
    marks, messages, lines, agenda, posts, calendars = [], [], [], [], [], {}
    for wait in waits:
        calendar = calendars.get(wait.desk_id) or calendars.setdefault(wait.desk_id, calendar_of(wait))
        before = reached_before.get(wait.pk, set())
        ahead = ladders.steps(wait, rungs, calendar=calendar, until=now, reached=before)
        reached = [step for step in ahead if step.moment <= now]
        new_messages = reminders.messages(wait, reached, desks, now)
        messages += new_messages
        marks += _marks(wait, reached, {message.key for _, message in new_messages}, now)
        lines += [_line(wait, reached)] if reached else []
        posts += reminders.announcements(wait, reached, desks, now, calendar)
        agenda += [AgendaMark(wait=wait, added_at=now)] if _is_for_agenda(reached) else []
        wait.remind_at = next((step.moment for step in ahead if step.moment > now), None)
    Reminder.objects.bulk_create(marks, ignore_conflicts=True)
    AgendaMark.objects.bulk_create(agenda, ignore_conflicts=True)
    post(messages)
    announce_all(posts)
    write(lines)
    Wait.objects.bulk_update(waits, ["remind_at"])


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
    return line(Verb.REMINDED, wait.review, by=None, **about(wait, rung=reached[-1].rung.pk))
