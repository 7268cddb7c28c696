"""What the clock starts: the sign of life, and the mails.

Nothing is lost: a mail is a row until the server took it. The row stays locked while its mail is sent, so
two senders at once never send it twice; a process killed between the server's yes and the commit repeats
one mail, with the same Message-ID.
"""

import logging
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from time import monotonic

from celery import shared_task
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from people.mails import mail_of
from people.models import Heartbeat, Notice

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 10  # with doubling pauses from one minute: about eight and a half hours
SECONDS_PER_RUN = 120  # a run ends well before Celery's time limit; the next one goes on
REFUSED_THIS_MAIL = (SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused)


@shared_task
def tick():
    """Show that beat and a worker are alive (`/readyz`)."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name="tick", at=timezone.now())],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at"],
    )


@shared_task
def deliver_notices():
    """Mail every notice that is due, each in a short transaction of its own."""
    connection = get_connection()
    started = monotonic()
    try:
        while monotonic() - started < SECONDS_PER_RUN and _deliver_next(connection):
            pass
    finally:
        _hang_up(connection)


@transaction.atomic
def _deliver_next(connection):
    """Send the longest waiting mail; False when nothing is due or the server cannot be reached."""
    notice = (
        Notice.objects.due(timezone.now())
        .select_related("recipient")
        .select_for_update(skip_locked=True, no_key=True, of=("self",))
        .first()
    )
    if notice is None:
        return False
    if not notice.recipient.is_active:
        _park(notice, "This person can no longer sign in.")
        return True
    try:
        connection.open()
        connection.send_messages([mail_of(notice)])
    except Exception as error:  # whatever it was, the row must stay and the others get their turn
        logger.warning("Notice %s could not be mailed: %s", notice.pk, error)
        _hang_up(connection)
        _put_off(notice, error)
        return isinstance(error, REFUSED_THIS_MAIL) or not isinstance(error, OSError)
    notice.mailed_at = timezone.now()
    notice.last_error = ""
    notice.save(update_fields=["mailed_at", "last_error"])
    return True


def _put_off(notice, error):
    """Try again after a pause that doubles each time; after the last attempt a person has to look."""
    notice.attempts += 1
    if notice.attempts >= MAX_ATTEMPTS:
        _park(notice, str(error))
        return
    notice.next_attempt_at = timezone.now() + timedelta(minutes=2 ** (notice.attempts - 1))
    notice.last_error = _short(error)
    notice.save(update_fields=["attempts", "next_attempt_at", "last_error"])


def _park(notice, why):
    notice.parked_at = timezone.now()
    notice.last_error = _short(why)
    notice.save(update_fields=["attempts", "parked_at", "last_error"])


def _short(error):
    return (str(error) or type(error).__name__).replace("\0", "")[:500]


def _hang_up(connection):
    """Close the line; a server that is gone already is no fault."""
    with suppress(SMTPException, OSError):
        connection.close()
