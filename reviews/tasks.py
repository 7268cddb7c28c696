"""What the clock starts: climbing the ladders of reminders. Safe to run twice, by two workers, or after a night off."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from people.log import record
from people.models import NoticeKind
from people.notices import notify
from reviews import clocks
from reviews.models import Holder, Recipient, Reminder, Slot, Wait
from reviews.verbs import Verb

BATCH = 100
"""Waits handled in one transaction: short enough to lose little, long enough to be cheap."""


@shared_task
def climb_ladders():
    """Send every reminder whose moment has come. Returns how many waits were looked at."""
    handled = 0
    while batch := _climb_batch():
        handled += batch
    return handled


@transaction.atomic
def _climb_batch():
    """One batch of waits whose next rung is reached. A second sweep skips the rows that this one holds.

    Index: wait_to_remind.
    """
    now = timezone.now()
    waits = (
        Wait.objects.filter(remind_at__lte=now)
        .select_related("review__requester", "review__vendor", "desk__calendar", "person", "vendor")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("remind_at")[:BATCH]
    )
    for wait in waits:
        _climb(wait, now)
    return len(waits)


def _climb(wait, now):
    """Mark every rung reached; only the highest speaks, so that a missed night ends in one message, not ten."""
    moments = clocks.unreached_rungs(wait)
    reached = [rung for moment, rung in moments if moment <= now]
    Reminder.objects.bulk_create(
        [Reminder(wait=wait, rung=rung, reached_at=now, was_sent=rung is reached[-1]) for rung in reached],
        ignore_conflicts=True,
    )
    if reached:
        _remind(wait, reached[-1], now)
    wait.remind_at = next((moment for moment, _ in moments if moment > now), None)
    wait.save(update_fields=["remind_at"])


def _remind(wait, rung, now):
    overdue = wait.is_overdue(now)
    notify(
        recipients(wait, rung.recipient),
        key=f"wait-{wait.pk}-rung-{rung.pk}",
        kind=NoticeKind.ESCALATION if rung.recipient == Recipient.LEAD else NoticeKind.REMINDER,
        title=f"{wait.review.reference} {wait.review.title}",
        body=f"{'Overdue' if overdue else 'Still open'}: {wait.question or wait.needed} (with {wait.who})",
        url=wait.review.get_absolute_url(),
    )
    record(
        Verb.REMINDED,
        wait.review,
        by=None,
        summary=f"reminded {wait.who}: {wait.needed}",
        wait=wait.pk,
        rung=rung.pk,
    )


def recipients(wait, recipient):
    """The people a rung speaks to. For a vendor's wait that is our person who talks to the vendor, never the vendor."""
    contact = wait.review.responsible(Slot.VENDOR_CONTACT) if wait.holder == Holder.VENDOR else None
    desk = contact.desk if contact else wait.desk
    person = contact.person if contact else wait.person
    if recipient == Recipient.LEAD and desk:
        people = set(desk.leads())
    elif person:
        people = {person}
    else:
        people = set(desk.leads() if wait.leads_only else desk.members())
    if recipient == Recipient.BACKUP:
        people |= _backups(wait)
    if wait.holder != Holder.REQUESTER:
        people.discard(wait.review.requester)
    return people


def _backups(wait):
    """Who stands in for the desk of a wait on this review; its leads where no backup is named."""
    named = {
        each.backup for each in wait.review.responsibilities.select_related("backup") if each.desk_id == wait.desk_id
    }
    return (named - {None}) or set(wait.desk.leads() if wait.desk else ())
