"""Several notices in one mail: the daily one, and what a bulk change told one person all at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.models.outgoing import Outgoing, OutgoingMailQuerySet
from common.words import day_in_words


class Bundle(Outgoing):
    """One mail to one person over several notices. What is in it is settled before it is sent, and stays."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bundles")
    day = models.DateField(null=True, help_text="The recipient's own day, for the daily mail; empty for others.")
    created_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True, editable=False)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # what an admin looks at (notices.machinery)
            models.Index(fields=["-id"], name="bundle_parked", condition=Q(parked_at__isnull=False)),
            # the sweep notices.tasks.deliver_notices
            models.Index(
                fields=["next_attempt_at", "id"],
                name="bundle_undelivered",
                condition=Q(mailed_at=None, parked_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "day"], name="bundle_is_one_daily_mail"),
            models.CheckConstraint(
                condition=Q(mailed_at=None) | Q(parked_at=None), name="bundle_is_not_mailed_and_parked"
            ),
        ]

    def __str__(self):
        return f"Daily mail of {day_in_words(self.day)}" if self.day else "Several notices at once"

    @property
    def is_daily(self):
        return self.day is not None

    keeps_hours = is_daily

    def contents(self):
        """What is still worth reading and what its reader may still see, in the order in which it happened."""
        return self.notices.visible_to(self.recipient).filter(withdrawn_at=None).order_by("pk")

    def mark_mailed(self):
        self.mailed_at, self.last_error = timezone.now(), ""
        self.save(update_fields=["mailed_at", "last_error"])
        self.contents().update(mailed_at=self.mailed_at)
