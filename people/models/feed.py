"""The secret address of a person's calendar."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone


class FeedToken(models.Model):
    """Opens one person's calendar to whoever has the address. Only its hash is kept; a new one replaces the old."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_token")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"Calendar of {self.person}"

    @classmethod
    def renew(cls, person):
        """A new token, in clear: it is shown once."""
        token = secrets.token_urlsafe(32)
        cls.objects.update_or_create(person=person, defaults={"digest": digest_of(token), "created_at": timezone.now()})
        return token

    @classmethod
    def person_of(cls, token):
        """Whose calendar the token opens: an active person, or None."""
        feed = cls.objects.filter(digest=digest_of(token), person__is_active=True).select_related("person").first()
        return feed and feed.person


def digest_of(token):
    """The hash by which a token is known: the token itself is kept nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()
