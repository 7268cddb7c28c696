"""Who may read a contract beside those who see all."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.models.contract import Contract
from people.models import Team


class Reader(models.Model):
    """Who may read a contract beside those who see all: a person or a desk, and why. Walls go before it."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="contracts_read")
    desk = models.ForeignKey(Team, models.CASCADE, null=True, related_name="contracts_read")
    why = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, desk__isnull=False) | Q(person__isnull=False, desk=None),
                name="reader_is_a_person_or_a_desk",
            ),
            models.UniqueConstraint(fields=["contract", "person", "why"], name="reader_is_once_a_reason"),
            models.UniqueConstraint(fields=["contract", "desk", "why"], name="reading_desk_is_once_a_reason"),
        ]

    def __str__(self):
        return f"{self.person or self.desk}: {self.why}"
