"""What a vendor's new version changed in the words of a term, and whether the term fell back to its owner for it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from contracts.models import DocumentVersion
from people.models import User
from reviews.models.term import Term


class VendorChange(models.Model):
    """The words of one term in two versions, as a redline. Written when the reply is recorded."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="vendor_changes")
    old_version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="+")
    new_version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="vendor_changes")
    redline = models.JSONField(help_text="[[keep, insert or delete, words]]")
    sent_back = models.BooleanField(help_text="Whether the term fell back to its owner.")
    reason = models.TextField(blank=True, help_text="Why it did not.")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="vendor_changes")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "new_version"], name="vendor_change_is_once_a_term_and_version"),
            models.CheckConstraint(
                condition=Q(sent_back=True) | ~Q(reason=""), name="vendor_change_that_stays_with_nobody_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.term} in version {self.new_version.number}"

    @property
    def is_new(self):
        """The vendor added words, and took none away."""
        return {op for op, _ in self.redline} == {"insert"}

    @property
    def is_removed(self):
        return {op for op, _ in self.redline} == {"delete"}
