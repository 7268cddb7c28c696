"""Target times: how long each kind of wait should take."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from common.words import exact_business_days_in_words
from people.models import Team
from reviews.models.wait import Purpose


class TargetTime(models.Model):
    """How long a kind of wait should take, in business days. The most specific row wins: the desk's for one type of
    request, then the desk's, then the type's, then the general one."""

    purpose = models.CharField(max_length=16, choices=Purpose)
    desk = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="target_times")
    kind = models.SlugField(max_length=60, blank=True, help_text="Slug of the request type; empty: all types.")
    business_days = models.DecimalField(
        max_digits=5, decimal_places=1, validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(365)]
    )

    class Meta:
        ordering = ["purpose", "desk", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "desk", "kind"],
                name="target_time_is_unique",
                nulls_distinct=False,
                violation_error_message="There is a target time for this already: change that one.",
            ),
            models.CheckConstraint(name="target_time_is_positive", condition=models.Q(business_days__gt=0)),
        ]

    def __str__(self):
        return f"{self.scope}: {exact_business_days_in_words(self.business_days)}"

    @property
    def is_general(self):
        return self.desk_id is None and not self.kind

    @property
    def scope(self):
        """What it holds for: 'Desk review, Legal, software'."""
        return ", ".join(str(part) for part in (self.get_purpose_display(), self.desk, self.kind) if part)
