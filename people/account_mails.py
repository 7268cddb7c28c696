"""Mails about accounts: asked for here, written out when the worker sends them (notices.tasks).

A page that asks for one writes the same row whoever has the address, so that nothing tells who has an account. A link
is made with its mail: nobody reads it in the database, and it is fresh however long the mail server was away.
"""

from urllib.parse import urlsplit

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from common.guards.mail_names import signed
from people.models import AccountMail, MailKind, SignInLink

SUBJECTS = {
    MailKind.PASSWORD: "Set a new password",
    MailKind.SIGN_IN: "Your link to sign in",
    MailKind.INVITATION: "You have an account",
}


def ask_for(kind: MailKind, address: str) -> None:
    """A mail with a link to this address, if it has an account: the worker looks, and nobody else."""
    AccountMail.objects.create(kind=kind, address=address.lower())


def tell(address: str, *, subject: str, body: str) -> None:
    """News about an account, in these words."""
    AccountMail.objects.create(kind=MailKind.NEWS, address=address, subject=subject[:200], body=body)


def mail_of(row: AccountMail) -> EmailMessage | None:
    """The mail for a row; None where nobody with this address may sign in."""
    person = row.recipient
    if person is None:
        return None
    subject, body = row.subject, row.body
    if row.kind != MailKind.NEWS:
        subject = settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + SUBJECTS[MailKind(row.kind)]
        context = {"person": person, "link": settings.SITE_URL + LINKS[row.kind](person), "site": _host()}
        if row.kind == MailKind.INVITATION:
            context["invited_by"] = _inviter_of(person)
        body = render_to_string(f"account/email/{row.kind}.txt", context)
    name = signed(f"account-{row.pk}-{row.made_at:%Y%m%d%H%M%S}")
    headers = {"Message-ID": f"<{name}@{_host()}>", "Auto-Submitted": "auto-generated"}
    if settings.BOUNCE_ADDRESS:
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    return EmailMessage(
        subject=subject,
        body=body.strip(),
        from_email=settings.BOUNCE_ADDRESS or None,  # of the envelope: where mails go back to
        to=[person.email],
        headers=headers,
    )


def _password_link(person):
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])


def _sign_in_link(person):
    return reverse("account_follow_link", args=[SignInLink.make(person)])


def _inviter_of(person):
    invitation = person.invitations.select_related("invited_by").first()
    return invitation.invited_by.name if invitation else ""


def _invitation_link(person):
    """Where an invited person sets the first password; of an account that is open already, a new one."""
    invitation = person.invitations.open().first()
    if invitation is None or person.is_active:
        return _password_link(person)
    return reverse("account_accept_invitation", args=[invitation.make_link()])


LINKS = {
    MailKind.PASSWORD: _password_link,
    MailKind.SIGN_IN: _sign_in_link,
    MailKind.INVITATION: _invitation_link,
}


def _host():
    return urlsplit(settings.SITE_URL).hostname
