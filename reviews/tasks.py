"""What the clock starts: climbing the ladders of reminders. Safe to run twice, by two workers, or after a night off."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from people.log import record
from people.models import NoticeKind, User
from people.notices import notify
from reviews import clocks
from reviews.models import JOINT_FUNCTIONS, Holder, Recipient, Reminder, Slot, Wait
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
        .select_related("review__requester", "review__vendor", "desk__calendar", "person", "vendor", "blocks__desk")
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
    """The people a rung speaks to: the holder, the backup too, or the leads of the desk that it matters to.

    A holder who has left is spoken for by the desk. Where that is nobody (an empty desk, a desk without a lead),
    the leads of procurement and legal hear of it: no reminder goes unheard.
    """
    desk, person = _behind(wait)
    if recipient == Recipient.LEAD and desk:
        people = set(desk.leads())
    elif person and person.is_active:
        people = {person}
    else:
        people = _of_desk(desk, leads_only=wait.leads_only)
    if recipient == Recipient.BACKUP and desk:
        people |= _backups(wait.review, desk)
    return _unless_own(people, wait) or _unless_own(_joint_leads(), wait)


def _behind(wait):
    """(desk, person) that a wait matters to. Behind the vendor stands whoever talks to the vendor, for the vendor is
    never written to; behind the requester stands the desk that asked."""
    if wait.holder == Holder.VENDOR:
        contact = wait.review.responsible(Slot.VENDOR_CONTACT)
        return contact.desk, contact.holder_on(wait.review)
    if wait.holder == Holder.REQUESTER:
        return wait.blocks and wait.blocks.desk, wait.person
    return wait.desk, wait.person


def _of_desk(desk, *, leads_only):
    if desk is None:
        return set()
    return set(desk.leads() if leads_only else desk.members())


def _backups(review, desk):
    """Who stands in for the desk on this review; its leads where no backup is named."""
    named = {each.backup for each in review.responsibilities.select_related("backup") if each.desk_id == desk.pk}
    return {backup for backup in named if backup and backup.is_active} or set(desk.leads())


def _joint_leads():
    return set(
        User.objects.filter(
            memberships__team__function__in=JOINT_FUNCTIONS, memberships__is_lead=True, is_active=True
        ).distinct()
    )


def _unless_own(people, wait):
    """The requester hears only of what the requester holds."""
    return people if wait.holder == Holder.REQUESTER else people - {wait.review.requester}
