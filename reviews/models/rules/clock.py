"""Target times: how long each kind of wait should take. What requesters were told of days, and who moved one."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common.words import exact_business_days_in_words
from people.models import Team, User
from reviews.models.review import Review
from reviews.models.superseding import stays
from reviews.models.wait import Purpose, Wait


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


class DueChange(models.Model):
    """Somebody who holds a wait named another day for it, and why: the requester reads both."""

    wait = models.ForeignKey(Wait, models.CASCADE, related_name="due_changes")
    before = models.DateTimeField()
    after = models.DateTimeField()
    why = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="due_changes")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="due_change_says_why", condition=~Q(why="")),
            models.CheckConstraint(name="due_change_is_to_another_moment", condition=~Q(before=F("after"))),
        ]
        triggers = stays("due_change_stays", "Another day")

    def __str__(self):
        return f"{self.wait_id}: {self.why}"


class Promise(models.Model):
    """The day on which a requester was told to expect our answer, as it was first said in a round of the desks.

    It rests on how long similar requests took; without enough of them nothing is promised.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="promises")
    day = models.DateField()
    similar = models.PositiveSmallIntegerField(help_text="How many finished requests of the same kind it rests on.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        triggers = stays("promise_stays", "What a requester was told")

    def __str__(self):
        return f"R-{self.review_id}: {self.day}"
