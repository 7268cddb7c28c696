"""What the next check-in of both functions should talk about."""

from django.db import models
from django.utils import timezone

from reviews.models.wait import Wait


class AgendaMarkQuerySet(models.QuerySet):
    def open(self):
        """Marks whose wait still waits: what has been settled meanwhile needs no talk."""
        return self.filter(wait__closed_at__isnull=True)


class AgendaMark(models.Model):
    """A wait that a ladder put on the agenda of the next check-in. Once per wait."""

    wait = models.OneToOneField(Wait, models.CASCADE, related_name="agenda_mark")
    added_at = models.DateTimeField(default=timezone.now)

    objects = AgendaMarkQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self):
        return str(self.wait)
