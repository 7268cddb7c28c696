"""What becomes of the waits that a person holds when they go away: agreed beforehand, moved, given back."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import Absence, User
from reviews.models.wait import Wait


class DelegationQuerySet(models.QuerySet):
    def agreed(self):
        """Still to be moved when the absence begins."""
        return self.filter(moved_at=None, declined_at=None)

    def moved(self):
        return self.exclude(moved_at=None)


class Delegation(models.Model):
    """One wait that its holder leaves with their delegate. What nobody ticked has no row, and stays."""

    absence = models.ForeignKey(Absence, models.CASCADE, related_name="delegations")
    wait = models.ForeignKey(Wait, models.CASCADE, related_name="delegations")
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(null=True, help_text="When the delegate got it, or it was seen that they cannot.")
    declined_at = models.DateTimeField(null=True, help_text="When the delegate said that they cannot take it.")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["absence", "wait"], name="delegation_is_one_per_absence_and_wait"),
            models.CheckConstraint(
                name="delegation_is_moved_or_declined", condition=Q(moved_at=None) | Q(declined_at=None)
            ),
        ]

    def __str__(self):
        return f"{self.wait}, {self.absence}"
