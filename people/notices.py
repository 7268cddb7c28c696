"""Telling people. A notice is a row written with the change that causes it; people.tasks mails it afterwards."""

from django.utils import timezone

from people.models import Notice


def notify(recipients, *, key, kind, title, body, url, mail=True):
    """Tell each active person once: a second call with the same key changes nothing.

    `url` is a path on this site (`get_absolute_url()` or `reverse()`). Call it inside the transaction
    of the change. People who can no longer sign in are skipped.
    """
    now = timezone.now()
    Notice.objects.bulk_create(
        [
            Notice(
                recipient=person,
                key=key,
                kind=kind,
                title=title[:200],
                body=body,
                url=url,
                created_at=now,
                next_attempt_at=now,
                mail=mail,
            )
            for person in recipients
            if person.is_active
        ],
        ignore_conflicts=True,
    )


def mark_read(notice):
    """The moment of the first reading stays."""
    Notice.objects.filter(pk=notice.pk).unread().update(read_at=timezone.now())


def mark_all_read(person):
    Notice.objects.visible_to(person).unread().update(read_at=timezone.now())


def try_again(notices):
    """Put parked mails back in the queue, with all their attempts; returns how many."""
    return notices.parked().update(parked_at=None, attempts=0, next_attempt_at=timezone.now())
