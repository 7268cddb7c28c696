"""How the machinery does: what waits to be sent, since when, and what needs a person. For admins and for metrics.

Counts stop at a ceiling: nobody needs to know whether ten thousand mails wait, or a million.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from common.models import Heartbeat
from notices import unreachable
from notices.models import Bundle, Notice, Post
from people.models import AccountMail

CEILING = 10_000
HEARTBEATS = {
    "tick": "Scheduler last reached the worker",
    "reader": "Worker for documents last seen",
    "poster": "Worker for channels last seen",
    "deliver-notices": "Mails last looked through",
    "deliver-posts": "Posts to channels last looked through",
    "climb-ladders": "Reminders last looked for",
    "read-waiting": "Documents to be read last looked for",
    "work-out-dates": "Dates of contracts last worked out",
    "remind-of-contracts": "Reminders of contracts last looked for",
    "remind-of-obligations": "Reminders of what is owed last looked for",
    "propose-waiting": "Terms last proposed from documents",
    "look-for-unheld": "What nobody can do last looked for",
    "end-pauses": "Pauses that are over last looked for",
    "look-after-disk": "Disk for files last looked through",
    "watch-disk": "Room on the disk last looked at",
    "prepare-check-ins": "Check-ins last prepared",
    "sweep-sign-in": "What sign-in left behind last removed",
    "sweep-forms": "Old keys of forms last removed",
}

OUTBOXES = {"account_mails": AccountMail, "notices": Notice, "bundles": Bundle, "posts": Post}
"""What waits to be sent, by the names that metrics and addresses use."""


@dataclass(frozen=True)
class Queue:
    """One outbox: how much is due, since when the oldest waits, how much is parked."""

    name: str
    label: str
    due: int
    oldest: datetime | None
    parked: int

    @property
    def age(self):
        """How long the oldest has been due; nothing when the outbox is empty."""
        return max(timezone.now() - self.oldest, timedelta()) if self.oldest else timedelta()


def outboxes():
    """A `Queue` for each outbox.

    Indexes: account_mail_undelivered, notice_undelivered, bundle_undelivered, post_undelivered, and one for what is
    parked in each.
    """
    now = timezone.now()
    return [
        _queue("account_mails", "Mails about accounts", AccountMail.objects, now),
        _queue("notices", "Mails", Notice.objects, now),
        _queue("bundles", "Daily and bulk mails", Bundle.objects, now),
        _queue("posts", "Posts to channels", Post.objects, now),
    ]


def _queue(name, label, rows, now):
    due = rows.due(now)
    oldest = due.values_list("next_attempt_at", flat=True).first()
    return Queue(name, label, due[:CEILING].count(), oldest, rows.parked()[:CEILING].count())


def heartbeats():
    """[(name, label, when it last happened, or None)] of the regular tasks."""
    moments = dict(Heartbeat.objects.values_list("name", "at"))
    return [(name, label, moments.get(name)) for name, label in HEARTBEATS.items()]


@transaction.atomic
def send_again(kind, pk, *, by):
    """Put one parked row back in its outbox, with all its attempts. Whether there was one.

    `kind` is the name of the outbox (`OUTBOXES`). KeyError for any other. An address that took no mail is tried again
    by that, with everything that waits for it.
    """
    rows = OUTBOXES[kind].objects.parked().filter(pk=pk)
    recipients = list(rows.values_list("recipient", flat=True)) if kind in {"notices", "bundles"} else []
    count = rows.update(parked_at=None, attempts=0, next_attempt_at=timezone.now())
    unreachable.try_again(recipients, by=by)
    return bool(count)
