"""What changed between two versions of a document, kept because it never changes: both were read for good."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from contracts.models.document import DocumentVersion
from reading.compare import Change


class Comparison(models.Model):
    """The changes from one version to another, clause by clause (contracts.actions.comparisons).

    It belongs to two readings: when a version is read anew, its comparisons are made anew as well.
    """

    old = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="comparisons_as_old")
    new = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="comparisons_as_new")
    old_read_at = models.DateTimeField()
    new_read_at = models.DateTimeField()
    compared_at = models.DateTimeField(default=timezone.now)
    changes = models.JSONField(help_text="A list of reading.compare.Change, each as its `as_json`.")
    counts = models.JSONField(help_text="{kind: how many changes}")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="comparison_is_once_for_two_versions"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="comparison_is_of_two_versions"),
        ]

    def __str__(self):
        return f"{self.old} and version {self.new.number}"

    def all_changes(self):
        """The changes as `reading.compare.Change`, in the order of the text."""
        return [Change.from_json(change) for change in self.changes]
