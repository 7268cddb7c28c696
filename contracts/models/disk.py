"""How much room files may take, as admins choose it, and how much they take, day by day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

MEGABYTE = 1024 * 1024


class FileLimits(models.Model):
    """What may be kept, as somebody chose it. The newest row counts and the others are its history; without a row the
    defaults of the fields count."""

    files_per_draft = models.PositiveIntegerField("files of one draft", default=30)
    files_per_review = models.PositiveIntegerField(
        "files of one review", default=300, help_text="All versions of all documents."
    )
    files_per_day = models.PositiveIntegerField("files that one person attaches in a day", default=100)
    megabytes_per_day = models.PositiveIntegerField("megabytes that one person attaches in a day", default=1000)
    warn_below = models.PositiveIntegerField(
        "warn when fewer megabytes are free", default=5000, help_text="The admins are told, and /readyz says so."
    )
    stop_below = models.PositiveIntegerField(
        "take no files when fewer megabytes are free",
        default=500,
        help_text="Whatever else writes to this disk still can.",
    )
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "file limits"
        constraints = [
            models.CheckConstraint(
                condition=Q(warn_below__gte=F("stop_below")), name="file_limits_warn_before_they_stop"
            ),
            models.CheckConstraint(
                condition=Q(
                    files_per_draft__gt=0, files_per_review__gt=0, files_per_day__gt=0, megabytes_per_day__gt=0
                ),
                name="file_limits_let_something_in",
            ),
        ]

    CHOSEN = (
        "files_per_draft",
        "files_per_review",
        "files_per_day",
        "megabytes_per_day",
        "warn_below",
        "stop_below",
    )

    def __str__(self):
        return f"{self.files_per_draft} files a draft, {self.files_per_review} a review, {self.files_per_day} a day"

    @classmethod
    def now(cls):
        """Those that count; the defaults where nobody has chosen any."""
        return cls.objects.select_related("saved_by").first() or cls()

    @property
    def chosen(self):
        """{name: number} of what can be chosen."""
        return {name: getattr(self, name) for name in self.CHOSEN}

    @property
    def warn_bytes(self):
        return self.warn_below * MEGABYTE

    @property
    def stop_bytes(self):
        return self.stop_below * MEGABYTE


class DiskMeasure(models.Model):
    """What lay on the disk on one day, at the last look (contracts.tasks.measure_disk)."""

    day = models.DateField(unique=True)
    at = models.DateTimeField()
    total = models.PositiveBigIntegerField(help_text="Of the disk, in bytes; so are all others.")
    free = models.PositiveBigIntegerField()
    documents = models.PositiveBigIntegerField()
    documents_count = models.PositiveBigIntegerField()
    pictures = models.PositiveBigIntegerField(help_text="Of pages, drawn when somebody first looks.")
    leftovers = models.PositiveBigIntegerField(help_text="Files that no row names.")
    leftovers_count = models.PositiveBigIntegerField()
    database = models.PositiveBigIntegerField(help_text="Wherever it lies.")
    details = models.JSONField(
        default=dict, help_text="By kind and by person, the largest first; by week, the newest first."
    )

    class Meta:
        ordering = ["-day"]

    def __str__(self):
        return f"Disk on {self.day}"

    @property
    def used(self):
        return self.total - self.free
