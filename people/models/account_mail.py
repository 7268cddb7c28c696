"""Mails about accounts, waiting to be sent: a row written with what causes it, as for every other mail."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.models.outgoing import Outgoing, OutgoingMailQuerySet
from people.models.user import User


class MailKind(models.TextChoices):
    """What the mail is for."""

    PASSWORD = "password", "Set a new password"
    SIGN_IN = "sign_in", "Link to sign in"
    INVITATION = "invitation", "Invitation"
    NEWS = "news", "Something happened to the account"


class AccountMail(Outgoing):
    """One mail to an address that somebody typed: whether it has an account is looked up by the worker alone.

    Only news keep their words. A link is made when its mail is, so that none lies in the database and none has expired
    when the mail server was away (people/account_mails.py).
    """

    kind = models.CharField(max_length=20, choices=MailKind)
    address = models.EmailField(max_length=320)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # the sweep notices.tasks.deliver_notices
            models.Index(
                fields=["next_attempt_at", "id"],
                name="account_mail_undelivered",
                condition=Q(mailed_at=None, parked_at=None),
            ),
            # what an admin looks at (notices.machinery)
            models.Index(fields=["-id"], name="account_mail_parked", condition=Q(parked_at__isnull=False)),
            models.Index(fields=["made_at"], name="account_mail_swept"),  # people.tasks.sweep_sign_in
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MailKind.values), name="account_mail_kind_is_known"),
            models.CheckConstraint(
                condition=Q(mailed_at=None) | Q(parked_at=None), name="account_mail_is_not_mailed_and_parked"
            ),
            models.CheckConstraint(
                condition=Q(kind=MailKind.NEWS) | Q(subject="", body=""), name="account_mail_with_a_link_holds_no_words"
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def recipient(self):
        """Who has this address now and may sign in, or is invited to; None where nobody does."""
        person = User.objects.filter(email=self.address.lower(), is_integration=False).first()
        if person is None or person.is_active:
            return person
        return person if self.kind == MailKind.INVITATION and person.invitations.open().exists() else None

    def mark_mailed(self):
        self.mailed_at, self.last_error = timezone.now(), ""
        self.save(update_fields=["mailed_at", "last_error"])
