"""Target times: how long each kind of wait should take."""

from django.db import models

from people.models import Team
from reviews.models.wait import Purpose


class TargetTime(models.Model):
    """How long a kind of wait should take, in business days. The most specific row wins."""

    purpose = models.CharField(max_length=16, choices=Purpose)
    desk = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="target_times")
    business_days = models.DecimalField(max_digits=5, decimal_places=1)

    class Meta:
        ordering = ["purpose", "desk"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "desk"], name="target_time_is_unique", nulls_distinct=False),
            models.CheckConstraint(name="target_time_is_positive", condition=models.Q(business_days__gt=0)),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.business_days} business days"
