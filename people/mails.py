"""How a notice reads as a mail: who, what, why, and one link."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from people.models import NoticeKind

REASONS = {
    NoticeKind.ASSIGNMENT: "this was given to you or to your desk",
    NoticeKind.DECISION: "a decision was made on something you take part in",
    NoticeKind.QUESTION: "a colleague needs an answer from you",
    NoticeKind.REMINDER: "this is with you and its target time is near or has passed",
    NoticeKind.ESCALATION: "this has been waiting for long and you can move it on",
    NoticeKind.MENTION: "somebody mentioned you",
    NoticeKind.NEWS: "you take part in this",
}


def mail_of(notice):
    """The mail for one notice. Its Message-ID is the same at every attempt, so a mailbox can drop a repetition."""
    host = urlsplit(settings.SITE_URL).hostname
    context = {
        "notice": notice,
        "link": f"{settings.SITE_URL}{notice.url}",
        "reason": REASONS[NoticeKind(notice.kind)],
    }
    mail = EmailMultiAlternatives(
        subject=" ".join(notice.title.split()),  # a line break in a header is an attack or a slip
        body=render_to_string("people/mail/notice.txt", context),
        to=[notice.recipient.email],
        headers={
            "Message-ID": f"<notice-{notice.pk}-{notice.created_at:%Y%m%d%H%M%S}@{host}>",
            "Auto-Submitted": "auto-generated",  # no out-of-office answers, please
        },
    )
    mail.attach_alternative(render_to_string("people/mail/notice.html", context), "text/html")
    return mail
