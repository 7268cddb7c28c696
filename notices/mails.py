"""How notices read as a mail: who, what, why, and one link for each."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from common.guards.mail_names import signed
from common.words import listed
from notices import unsubscribe
from notices.enclosures import enclose
from notices.models import CAN_BE_STOPPED, Bundle, NoticeKind

REASONS = {
    NoticeKind.ASSIGNMENT: "this was given to you or to your desk",
    NoticeKind.DECISION: "a decision was made on something you take part in",
    NoticeKind.QUESTION: "a colleague needs an answer from you",
    NoticeKind.REMINDER: "this is with you and its target time is near or has passed",
    NoticeKind.ESCALATION: "this has been waiting for long and you can move it on",
    NoticeKind.MENTION: "somebody mentioned you",
    NoticeKind.NEWS: "you take part in this",
}
PRIVILEGED = "Privileged & confidential"


def mail_of(row):
    """The mail for a `Notice` or a `Bundle`; None for a bundle of which nothing is left to say.

    Its Message-ID is the same at every attempt, so a mailbox can drop a repetition.
    """
    message_id = signed(f"{row._meta.model_name}-{row.pk}-{row.created_at:%Y%m%d%H%M%S}")
    if not isinstance(row, Bundle):
        return _mail_of_page([row], message_id)
    notices = list(row.contents())
    if not notices:
        return None
    if not row.is_daily and len({notice.page for notice in notices}) == 1:
        return _mail_of_page(notices, message_id)
    return _mail_of_bundle(row, notices, message_id)


def _mail_of_page(notices, message_id):
    """What one event, or a few at once, told one person about one page."""
    item, kinds = Item(notices), list(dict.fromkeys(notice.kind for notice in notices))
    recipient = notices[0].recipient
    return _mail(
        "notice",
        recipient,
        subject=item.title,
        message_id=message_id,
        headers=_thread(notices[0]) | _way_out(recipient, kinds[0] if len(kinds) == 1 else None),
        notices=notices,
        context={
            "item": item,
            "heading": item.title,
            "reason": listed([REASONS[NoticeKind(kind)] for kind in kinds]),
        },
    )


def _mail_of_bundle(bundle, notices, message_id):
    by_page = defaultdict(list)
    for notice in notices:
        by_page[notice.page].append(notice)
    count = f"{len(notices)} thing{'' if len(notices) == 1 else 's'}"
    heading = f"Your day in Duet: {count} to know" if bundle.is_daily else f"{count} happened in Duet"
    return _mail(
        "bundle",
        bundle.recipient,
        subject=heading,
        message_id=message_id,
        headers=_way_out(bundle.recipient, unsubscribe.ALL if bundle.is_daily else None),
        notices=notices,
        context={
            "items": [Item(page) for page in by_page.values()],
            "heading": heading,
            "reason": "you chose one mail a day for these" if bundle.is_daily else "these came all at once",
        },
    )


class Item:
    """The notices that lead to one page, as they read in a mail: the title, the words of each, one link.

    Of what is privileged, a mail tells nothing but that it is.
    """

    def __init__(self, notices):
        first = notices[0]
        self.is_privileged = first.privileged
        self.title = PRIVILEGED if first.privileged else one_line(first.title)
        bodies = [] if first.privileged else [notice.body for notice in notices if notice.body]
        self.body = "\n\n".join(dict.fromkeys(bodies))
        self.link = f"{settings.SITE_URL}{first.url}"


def _mail(template, recipient, *, subject, message_id, headers, notices, context):
    context |= {"recipient": recipient, "settings_link": settings.SITE_URL + reverse("notices:preferences")}
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"notices/mail/{template}.txt", context),
        from_email=settings.BOUNCE_ADDRESS or None,  # of the envelope: where mails go back to
        to=[recipient.email],
        headers={
            **({"From": settings.DEFAULT_FROM_EMAIL} if settings.BOUNCE_ADDRESS else {}),
            "Message-ID": f"<{message_id}@{_host()}>",
            "Auto-Submitted": "auto-generated",  # no out-of-office answers, please
            **headers,
        },
    )
    mail.attach_alternative(render_to_string(f"notices/mail/{template}.html", context), "text/html")
    enclose(mail, notices)
    return mail


def _thread(notice):
    """Mails about the same page are one conversation in the reader's mail program."""
    root = f"<about-{re.sub('[^A-Za-z0-9]+', '-', notice.url).strip('-')}@{_host()}>"
    return {"In-Reply-To": root, "References": root}


def _way_out(recipient, kind):
    """Mails that can be stopped are stopped with one click, without signing in (RFC 8058)."""
    if kind != unsubscribe.ALL and kind not in CAN_BE_STOPPED:
        return {"List-Unsubscribe": f"<{settings.SITE_URL}{reverse('notices:preferences')}>"}
    return {
        "List-Unsubscribe": f"<{settings.SITE_URL}{unsubscribe.address_of(recipient, kind)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def one_line(text):
    """A line break in a header is an attack or a slip."""
    return " ".join(text.split())


def _host():
    return urlsplit(settings.SITE_URL).hostname
