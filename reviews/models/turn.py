"""Our turns with the vendor: what went out, and what came back."""

from django.db import models
from django.db.models import Q

from contracts.models import DocumentVersion
from people.models import User
from reviews.models.review import Review


class TurnQuerySet(models.QuerySet):
    def open(self):
        """Those that the vendor has not answered."""
        return self.filter(returned_at=None)


class Turn(models.Model):
    """One sending of our joint position to the vendor and, once it is recorded, their reply."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="turns")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="sent_turns")
    sent_on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent = models.ManyToManyField(DocumentVersion, related_name="turns_sent", help_text="The versions that went out.")
    returned_at = models.DateTimeField(null=True, help_text="When the reply was recorded.")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="recorded_turns")
    recorded_on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned = models.ManyToManyField(
        DocumentVersion, related_name="turns_returned", help_text="The newer versions that were there by then."
    )
    note = models.TextField(blank=True, help_text="What the vendor answered.")

    objects = TurnQuerySet.as_manager()

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(name="turn_number_is_unique_in_its_review", fields=["review", "number"]),
            models.UniqueConstraint(
                name="turn_is_open_once_a_review", fields=["review"], condition=Q(returned_at=None)
            ),
            models.CheckConstraint(
                name="turn_reply_is_set_together",
                condition=Q(returned_at=None, recorded_by=None, recorded_on_behalf_of=None, note="")
                | Q(returned_at__isnull=False, recorded_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.review.reference}, turn {self.number}"
