"""Two vendors that were one company: what was moved, so that it can be moved back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from vendors.models.vendor import Vendor


class VendorMergeQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not undone."""
        return self.filter(undone_at=None)


class VendorMerge(models.Model):
    """`source` was merged into `target`. `moved` are the rows that point to the target since then, {model and field:
    [keys]}; `filled` what the target took over, {field: [before, after]}; `followed` what others keep for the way back,
    {who: anything}."""

    source = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="merges_away")
    target = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="merges_here")
    moved = models.JSONField(default=dict)
    filled = models.JSONField(default=dict)
    followed = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = VendorMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="vendor_merge_is_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="vendor_merge_is_undone_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=Q(undone_at=None), name="vendor_is_merged_away_once_at_a_time"
            ),
        ]
        indexes = [
            # what the sweep looks after
            models.Index(fields=["at"], name="vendor_merge_standing", condition=Q(undone_at=None)),
        ]

    def __str__(self):
        return f"{self.source} into {self.target}"
