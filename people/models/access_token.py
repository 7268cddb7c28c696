"""Tokens with which a program asks over the API: a person's own, or those of an integration."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.models.feed import digest_of

AREAS = {
    "requests": "Requests, heads-ups and the pipeline",
    "reviews": "Reviews, waits and passages",
    "decisions": "Deciding terms and giving approvals",
    "contracts": "Contracts",
    "vendors": "Vendors",
    "check-ins": "Check-ins",
    "notices": "Notices",
    "search": "Search",
    "insights": "Figures and reports",
    "people": "People, desks and calendars",
    "operations": "The log, the disk and maintenance",
}
"""What a token may be let into, by the name in its scopes: “reviews:read”, “reviews:write”."""

READ, WRITE = "read", "write"
SCOPES = [f"{area}:{how}" for area in AREAS for how in (READ, WRITE)]
FOR_PEOPLE_ALONE = ["decisions:write"]
"""Software prepares, people decide: no integration is given these."""

PREFIX = "duet_"
USED_TO_THE = timedelta(minutes=1)


class AccessTokenQuerySet(models.QuerySet):
    def standing(self):
        """Those that are not revoked; expired ones among them."""
        return self.filter(revoked_at=None)

    def usable(self):
        """Those that open something now."""
        return self.standing().filter(expires_at__gt=timezone.now(), person__is_active=True)

    def of_secret(self, secret: str):
        """The token that still works, or None: revoked, expired, of an account that is closed, or never made."""
        if not secret.startswith(PREFIX):
            return None
        return self.usable().select_related("person").filter(digest=digest_of(secret)).first()


class AccessToken(models.Model):
    """Acts as its person within its scopes. Only the hash is kept; `start` is by what people recognise it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    start = models.CharField(max_length=12, editable=False)
    scopes = ArrayField(models.CharField(max_length=30, choices=[(scope, scope) for scope in SCOPES]))
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, editable=False, help_text="To the minute.")
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="access_token_is_revoked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("added_at")), name="access_token_expires_after_it_began"
            ),
            models.CheckConstraint(condition=~Q(scopes=[]), name="access_token_opens_something"),
        ]
        indexes = [
            # a person's own list, and what an admin looks through (people.tokens)
            models.Index(fields=["person", "-id"], name="access_token_of_person", condition=Q(revoked_at=None)),
            models.Index(fields=["-id"], name="access_token_standing", condition=Q(revoked_at=None)),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def new_secret(cls):
        """(the secret in clear, {columns that know it}): the secret is shown once and kept nowhere."""
        secret = PREFIX + secrets.token_urlsafe(32)
        return secret, {"digest": digest_of(secret), "start": secret[:12]}

    @property
    def is_expired(self):
        return self.expires_at <= timezone.now()

    def covers(self, area: str, how: str) -> bool:
        """Whether it may read (or change: that includes reading) what belongs to this area."""
        return f"{area}:{WRITE}" in self.scopes or (how == READ and f"{area}:{READ}" in self.scopes)

    @property
    def scopes_in_words(self):
        """[“Contracts: read”, “Vendors: read and change”], in the order of the areas."""
        words = {area: "read and change" if self.covers(area, WRITE) else "read" for area in AREAS}
        return [f"{AREAS[area]}: {how}" for area, how in words.items() if self.covers(area, READ)]
