"""What was signed, and the dates that follow from it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from djmoney.models.fields import MoneyField

from contracts.models.document import DocumentVersion
from vendors.models.vendor import Vendor


class Contract(models.Model):
    """A signed contract with a vendor."""

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="contracts")
    title = models.CharField(max_length=200)
    review_reference = models.CharField(max_length=20, blank=True)
    value = MoneyField(max_digits=14, decimal_places=2, null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    notice_period_days = models.PositiveIntegerField(null=True, blank=True)
    renews_automatically = models.BooleanField(default=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contracts_owned")
    signed_on = models.DateField()
    document_version = models.ForeignKey(
        DocumentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )

    class Meta:
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="contract_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["review_reference"],
                condition=~Q(review_reference=""),
                name="contract_is_one_a_review",
            ),
        ]
        indexes = [
            # the vendor page: this vendor's contracts, newest first
            models.Index(fields=["vendor", "-signed_on", "-id"], name="contract_of_vendor"),
        ]

    def __str__(self):
        return self.title

    @property
    def last_date_to_action(self):
        """The last day to give notice: the end minus the notice period; None when the contract has no end."""
        if self.ends_on is None:
            return None
        return self.ends_on - timedelta(days=self.notice_period_days or 0)
