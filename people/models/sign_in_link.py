"""Links that sign somebody in, as they are mailed to them."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from people.models.feed import digest_of
from people.models.user import password_mark

VALID_FOR = timedelta(hours=2)


class SignInLinkQuerySet(models.QuerySet):
    def usable(self):
        return self.filter(used_at=None, made_at__gt=timezone.now() - VALID_FOR, person__is_active=True)

    def of_token(self, token):
        """The link that still works, or None: used, expired, never made, or of another password than today's."""
        link = self.usable().select_related("person").filter(digest=digest_of(token)).first()
        return link if link and link.password == password_mark(link.person) else None


class SignInLink(models.Model):
    """One link: it works once, for `VALID_FOR`, and only while the password is the one of that moment."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    password = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)

    objects = SignInLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="sign_in_link_swept")]  # people.tasks.sweep_sign_in

    def __str__(self):
        return f"A link of {self.person}"

    @classmethod
    def make(cls, person):
        """A new token, in clear: it stands in the mail and nowhere else."""
        token = secrets.token_urlsafe(32)
        cls.objects.create(person=person, digest=digest_of(token), password=password_mark(person))
        return token

    def use_up(self):
        """Whether it had not been used before: of two at the same moment, one gets in."""
        return bool(type(self).objects.filter(pk=self.pk, used_at=None).update(used_at=timezone.now()))
