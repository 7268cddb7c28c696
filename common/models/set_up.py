"""Steps of setting up that an admin has put aside for now."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class PutAside(models.Model):
    """One step that is left out of the list for now; away with the row, and it is back."""

    key = models.SlugField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.key
