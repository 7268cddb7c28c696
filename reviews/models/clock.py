"""Target times, and the ladders of reminders that climb when they pass."""

from django.db import models
from django.utils import timezone

from people.models import Team
from reviews.models.wait import Purpose, Wait


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


class Ladder(models.TextChoices):
    """Which waits a rung belongs to."""

    REVIEWERS = "reviewers", "Waits held by a desk or a reviewer"
    REQUESTER = "requester", "Waits held by the requester"
    VENDOR = "vendor", "Waits held by the vendor"


class Anchor(models.TextChoices):
    """What a rung's offset counts from."""

    OPENED = "opened", "after it was asked"
    DUE = "due", "after it was due"


class Recipient(models.TextChoices):
    """Who hears about it. The vendor is never written to: our person who talks to the vendor is."""

    HOLDER = "holder", "The holder"
    BACKUP = "backup", "The holder and the backup"
    LEAD = "lead", "The leads of the desk"


class Rung(models.Model):
    """One reminder of a ladder: when, counted in business days, and to whom."""

    ladder = models.CharField(max_length=10, choices=Ladder)
    anchor = models.CharField(max_length=8, choices=Anchor)
    business_days = models.DecimalField(max_digits=4, decimal_places=1, help_text="0 means at that very moment.")
    recipient = models.CharField(max_length=8, choices=Recipient)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["ladder", "anchor", "business_days"]
        constraints = [
            models.UniqueConstraint(
                fields=["ladder", "anchor", "business_days", "recipient"], name="rung_is_unique_in_its_ladder"
            ),
            models.CheckConstraint(name="rung_offset_is_not_negative", condition=models.Q(business_days__gte=0)),
        ]

    def __str__(self):
        return f"{self.business_days} business days {self.get_anchor_display()}, to {self.get_recipient_display()}"


class Reminder(models.Model):
    """The memory of the sweep: this rung was reached on this wait. Once, and never again."""

    wait = models.ForeignKey(Wait, models.CASCADE, related_name="reminders")
    rung = models.ForeignKey(Rung, models.CASCADE, related_name="reminders")
    reached_at = models.DateTimeField(default=timezone.now)
    was_sent = models.BooleanField(help_text="False when a later rung was reached too and spoke for this one.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wait", "rung"], name="reminder_is_once_per_wait_and_rung")]

    def __str__(self):
        return f"{self.wait}: {self.rung}"
