"""What admins announce on every page, and when nothing could be changed because somebody looked after Duet."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class AnnouncementQuerySet(models.QuerySet):
    def coming(self, at):
        """Shown now or later. Index: announcement_to_show."""
        return self.filter(taken_back_at=None, ends_at__gt=at)


class Announcement(models.Model):
    """A sentence on every page, from one moment to another."""

    text = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            # what every page shows (common.maintenance.state)
            models.Index(fields=["ends_at"], name="announcement_to_show", condition=Q(taken_back_at=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="announcement_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(text=""), name="announcement_says_something"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="announcement_is_taken_back_by_somebody",
            ),
        ]

    def __str__(self):
        return self.text


class ReadOnly(models.Model):
    """A time in which everything could be read and nothing changed. `until` is what people were told; it ends when
    somebody ends it."""

    reason = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField(null=True)
    began_at = models.DateTimeField(default=timezone.now)
    began_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: an operator, at the machine
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "read-only times"
        constraints = [
            models.UniqueConstraint(models.Value(1), name="read_only_is_once_at_a_time", condition=Q(ended_at=None)),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="read_only_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return f"Read-only time {self.pk}"
