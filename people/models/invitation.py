"""Invitations: somebody has an account that opens once they have followed the link of a mail and set a password."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models.feed import digest_of

VALID_FOR = timedelta(days=7)


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither followed nor taken back; perhaps too old by now."""
        return self.filter(used_at=None, revoked_at=None)

    def of_token(self, token):
        """The invitation whose link still works, or None: used, too old, taken back, replaced or never sent."""
        usable = self.open().filter(digest=digest_of(token), expires_at__gt=timezone.now(), person__is_active=False)
        return usable.select_related("person").first()


class Invitation(models.Model):
    """One person is asked in. The link stands in the mail alone; here is its hash, and only of the newest mail."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False, help_text="When the newest mail with a link was written.")
    expires_at = models.DateTimeField(null=True, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(used_at=None, revoked_at=None), name="invitation_is_one_open_a_person"
            ),
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="invitation_link_is_of_one"),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None), name="invitation_is_not_used_and_revoked"
            ),
            models.CheckConstraint(
                condition=Q(digest="", expires_at=None, sent_at=None)
                | (~Q(digest="") & Q(expires_at__isnull=False, sent_at__isnull=False)),
                name="invitation_link_has_an_end",
            ),
        ]

    def __str__(self):
        return f"The invitation of {self.person}"

    @property
    def is_open(self):
        return self.used_at is None and self.revoked_at is None

    @property
    def is_too_old(self):
        """Whether its link was mailed and nobody followed it in time."""
        return self.is_open and self.expires_at is not None and self.expires_at <= timezone.now()

    def make_link(self):
        """A new token, in clear, for the mail that is being written; whatever was mailed before stops working."""
        token, now = secrets.token_urlsafe(32), timezone.now()
        self.digest, self.sent_at, self.expires_at = digest_of(token), now, now + VALID_FOR
        self.save(update_fields=["digest", "sent_at", "expires_at"])
        return token

    def use_up(self):
        """Whether it was open until now: of two at the same moment, one gets in."""
        now = timezone.now()
        rows = type(self).objects.open().filter(pk=self.pk, digest=self.digest)
        return bool(rows.update(used_at=now))
