"""Changes of a vendor that one person asks for and a second one makes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from vendors.models.vendor import Status, Vendor


class Sensitive(models.TextChoices):
    """What nobody changes alone."""

    STATUS = "status", "Status"
    TAX_ID = "tax_id", "Tax number"
    BANK_ACCOUNT = "bank_account", "Bank account"


class Answer(models.TextChoices):
    """What became of it."""

    MADE = "made", "Made"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Taken back"


class VendorChangeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answer="")


class VendorChange(models.Model):
    """One field that somebody wants to change. Nothing changes before a second person says so."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20, choices=Sensitive)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    why = models.CharField(max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = VendorChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(field__in=Sensitive.values), name="vendor_change_is_of_a_known_field"),
            models.CheckConstraint(condition=~Q(why=""), name="vendor_change_says_why"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (Q(answer__in=Answer.values) & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="vendor_change_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.MADE) | ~Q(answered_by=F("asked_by")),
                name="vendor_change_is_made_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["vendor", "field"], condition=Q(answer=""), name="vendor_change_is_one_open_a_field"
            ),
        ]
        indexes = [
            # the vendors with something to confirm
            models.Index(fields=["vendor"], name="vendor_change_open", condition=Q(answer="")),
        ]

    def __str__(self):
        return f"{self.get_field_display()} of {self.vendor}"

    @property
    def is_open(self):
        return self.answer == ""

    @property
    def before_in_words(self):
        return self._in_words(self.before)

    @property
    def after_in_words(self):
        return self._in_words(self.after)

    def _in_words(self, value):
        if not value:
            return "none"
        return Status(value).label if self.field == Sensitive.STATUS else value
