"""The signed paper of a contract."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from contracts.models.contract import Contract
from contracts.models.document import DocumentVersion


class SignedFile(models.Model):
    """The signed paper of a contract. A replaced one stays, with who replaced it and why."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="signed_files")
    version = models.OneToOneField(DocumentVersion, models.PROTECT, related_name="signed_file")
    why = models.CharField(max_length=300, blank=True, help_text="Why it takes the place of the one before.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=Q(superseded_at=None), name="signed_file_is_one_at_a_time"
            ),
        ]

    def __str__(self):
        return self.version.original_name
