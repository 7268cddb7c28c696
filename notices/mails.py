"""How notices read as a mail: who, what, why, and one link for each."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from notices import unsubscribe
from notices.models import USUAL, Bundle, NoticeKind

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
    return _mail_of_bundle(row) if isinstance(row, Bundle) else _mail_of_notice(row)


def _mail_of_notice(notice):
    item = Item(notice)
    return _mail(
        "notice",
        notice.recipient,
        subject=item.title,
        message_id=_signed(f"notice-{notice.pk}-{notice.created_at:%Y%m%d%H%M%S}"),
        headers=_thread(notice) | _way_out(notice.recipient, notice.kind),
        context={"item": item, "heading": item.title, "reason": REASONS[NoticeKind(notice.kind)]},
    )


def _mail_of_bundle(bundle):
    items = [Item(notice) for notice in bundle.contents()]
    if not items:
        return None
    count = f"{len(items)} thing{'' if len(items) == 1 else 's'}"
    heading = f"Your day in Duet: {count} to know" if bundle.is_daily else f"{count} happened in Duet"
    return _mail(
        "bundle",
        bundle.recipient,
        subject=heading,
        message_id=_signed(f"bundle-{bundle.pk}-{bundle.created_at:%Y%m%d%H%M%S}"),
        headers=_way_out(bundle.recipient, unsubscribe.ALL if bundle.is_daily else None),
        context={
            "items": items,
            "heading": heading,
            "reason": "you chose one mail a day for these" if bundle.is_daily else "these came all at once",
        },
    )


def _signed(name):
    """The name of a mail with our signature: a mail that comes back proves by it that it was ours (notices.bounces)."""
    return f"{name}.{_signature(name)}"


def _signature(name):
    return salted_hmac("notices.mails", name).hexdigest()[:24]


def is_ours(name: str, signature: str) -> bool:
    """Whether this is how the mail of this name was signed."""
    return constant_time_compare(signature, _signature(name))


class Item:
    """One notice as it reads in a mail. Of what is privileged, a mail tells nothing but that it is."""

    def __init__(self, notice):
        self.is_privileged = notice.privileged
        self.title = PRIVILEGED if notice.privileged else one_line(notice.title)
        self.body = "" if notice.privileged else notice.body
        self.link = f"{settings.SITE_URL}{notice.url}"


def _mail(template, recipient, *, subject, message_id, headers, context):
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
    return mail


def _thread(notice):
    """Mails about the same page are one conversation in the reader's mail program."""
    root = f"<about-{re.sub('[^A-Za-z0-9]+', '-', notice.url).strip('-')}@{_host()}>"
    return {"In-Reply-To": root, "References": root}


def _way_out(recipient, kind):
    """Mails that can be stopped are stopped with one click, without signing in (RFC 8058)."""
    if kind != unsubscribe.ALL and kind not in USUAL:
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
