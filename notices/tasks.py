"""What the clock starts: the sign of life, and the mails.

Nothing is lost: a mail is a row until the server took it. The row stays locked while its mail is sent, so
two senders at once never send it twice. One mail is under way at a time, whatever number of workers there is: when all
of them are killed between the server's yes and the commit, one mail is repeated, with the same Message-ID.
"""

import logging
from contextlib import suppress
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from time import monotonic

from celery import shared_task
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from common.locks import Work, is_sole
from common.maintenance.state import is_read_only
from common.tasks import beat
from notices import channels, mails, sorting, unreachable
from notices.models import Bundle, Notice, Post
from people import account_mails
from people.hours import calendars_of, morning_after
from people.models import AccountMail

logger = logging.getLogger(__name__)

SECONDS_PER_RUN = 120  # a run ends well before Celery's time limit; the next one goes on
REFUSED_THIS_MAIL = (SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused)


@shared_task
def deliver_notices():
    """Mail every notice that is due: first decide what goes together, then send mail by mail.

    While nothing may be changed only mails about accounts go out, without which some could not sign in.
    """
    if not is_read_only():
        unreachable.clear_changed()
        sorting.sort_due()
    connection = get_connection()
    started = monotonic()
    try:
        while monotonic() - started < SECONDS_PER_RUN and _deliver_next(connection):
            pass
    finally:
        _hang_up(connection)
    beat("deliver-notices")


@shared_task
def deliver_posts():
    """Post what is due to the teams' channels, each in a short transaction of its own."""
    started = monotonic()
    while monotonic() - started < SECONDS_PER_RUN and not is_read_only() and _post_next():
        pass
    beat("deliver-posts")


@transaction.atomic
def _post_next():
    """Send the longest waiting post; False when none is due."""
    rows = Post.objects.due(timezone.now()).select_related("webhook__team")
    post = rows.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
    if post is None:
        return False
    if not post.webhook.is_active:
        post.park("This channel is no longer in use.")
        return True
    if not Post.objects.seen_by_desk(post.webhook.team).filter(pk=post.pk).exists():
        post.delete()  # as a settled one: the desk has lost sight of what it is about
        return True
    along = _posts_along(post)
    try:
        channels.send(post.webhook.url, channels.one_text([row.text for row in (post, *along)]))
    except channels.NotPosted as error:
        post.put_off(error)
        for webhook in _webhooks_of(post, along):
            channels.rest(webhook, error)
        return True
    for row in (post, *along):
        row.posted_at, row.last_error = timezone.now(), ""
        row.save(update_fields=["posted_at", "last_error"])
    for webhook in _webhooks_of(post, along):
        webhook.begin_anew()
    return True


def _webhooks_of(post, along):
    """Each once, in the order of their keys: two senders at once never wait for each other."""
    webhooks = {row.webhook_id: row.webhook for row in (post, *along)}
    return [webhooks[pk] for pk in sorted(webhooks)]


def _posts_along(post):
    """What else is due to the same channel about the same thing: several desks may share one, and it hears once."""
    same = {"webhook__url": post.webhook.url, "subject_kind": post.subject_kind, "subject_ids": post.subject_ids}
    rows = Post.objects.due(timezone.now()).filter(webhook__is_active=True, **same).exclude(pk=post.pk)
    rows = rows.select_related("webhook__team").select_for_update(skip_locked=True, no_key=True, of=("self",))
    seen = (row for row in rows if Post.objects.seen_by_desk(row.webhook.team).filter(pk=row.pk).exists())
    return [row for row in seen if channels.is_of_one_page(row.text, post.text)]


def _deliver_next(connection):
    """Send the longest waiting mail, alone or bundle; False when none is due or the server cannot be reached.

    Each in a short transaction of its own.
    """
    if is_read_only():
        return _deliver_one(connection, _next_about_account)
    return _deliver_one(connection, _next_alone) or _deliver_one(connection, _next_bundle)


def _next_alone():
    """Mails about accounts come first: somebody sits there and waits."""
    return _next_about_account() or _first_free(Notice.objects.due(timezone.now()).alone())


def _next_about_account():
    return AccountMail.objects.due(timezone.now()).select_for_update(skip_locked=True, no_key=True).first()


def _next_bundle():
    return _first_free(Bundle.objects.due(timezone.now()))


def _first_free(rows):
    """The first row that no other sender holds, locked until the end of the transaction."""
    rows = rows.annotate(is_unreachable=unreachable.is_standing())
    locked = rows.select_related("recipient").select_for_update(skip_locked=True, no_key=True, of=("self",))
    return locked.first()


@transaction.atomic
def _deliver_one(connection, find):
    """Send one mail. True: there may be more; False: nothing is due here, another sends, or the server is away."""
    if not is_sole(Work.SENDING_MAILS):
        return False
    row = find()
    if row is None:
        return False
    if isinstance(row, AccountMail):
        return _deliver_account_mail(connection, row)
    if row.recipient.is_integration:
        row.withdraw() if isinstance(row, Notice) else row.mark_mailed()  # a program reads them over the API
        return True
    if not row.recipient.is_active:
        row.park("This person can no longer sign in.")
        return True
    if row.is_unreachable:
        row.park(unreachable.WAITS)
        return True
    if isinstance(row, Notice) and not Notice.objects.visible_to(row.recipient).filter(pk=row.pk).exists():
        row.withdraw()  # the right to it was lost since it was written
        return True
    if later := _morning_after(row):
        row.next_attempt_at = later
        row.save(update_fields=["next_attempt_at"])
        return True
    return _send(connection, row, mails)


def _deliver_account_mail(connection, row):
    """As `_deliver_one`. One to an address without an account goes nowhere, and leaves nothing."""
    if row.recipient is None:
        row.delete()
        return True
    return _send(connection, row, account_mails)


def _send(connection, row, words):
    """Send the mail of a row, as `words` (notices.mails, people.account_mails) has it; as `_deliver_one`."""
    try:
        mail = words.mail_of(row)
        if mail is not None:
            connection.open()
            connection.send_messages([mail])
    except Exception as error:  # whatever it was, the row must stay and the others get their turn
        logger.warning("%s %s could not be mailed: %s", type(row).__name__, row.pk, error)
        _hang_up(connection)
        return _put_off(row, error)
    row.mark_mailed()
    return True


def _morning_after(row):
    """When the reader's hours say that it cannot go out now (it was tried before, or we were away): when it can."""
    if not row.keeps_hours:
        return None
    return morning_after(row, timezone.now(), calendars_of([row.recipient])[row.recipient_id])


def _put_off(row, error):
    """Whether the next mail may be tried in this run: not when it was the server that failed."""
    if _is_final(error):
        row.park(error)
        if person := row.recipient:
            unreachable.mark_refused(person, error)
    else:
        row.put_off(error)
    return isinstance(error, REFUSED_THIS_MAIL) or not isinstance(error, OSError)


def _is_final(error):
    """The server says that this address takes no mail, now or later (5xx)."""
    if not isinstance(error, SMTPRecipientsRefused) or not error.recipients:
        return False
    return all(code >= 500 for code, _ in error.recipients.values())


def _hang_up(connection):
    """Close the line; a server that is gone already is no fault."""
    with suppress(SMTPException, OSError):
        connection.close()
