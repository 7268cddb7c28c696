"""What every row that waits to be sent has in common: attempts with growing pauses, then a person has to look."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

MAX_ATTEMPTS = 10  # with doubling pauses from one minute: about eight and a half hours


class OutgoingMailQuerySet(models.QuerySet):
    """Of rows that are one mail each, with the column `mailed_at`."""

    def undelivered(self):
        return self.filter(mailed_at=None, parked_at=None)

    def due(self, at):
        """Mails to send now, longest waiting first. Each model has an index of its own for it, `..._undelivered`."""
        return self.undelivered().filter(next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

    def parked(self):
        return self.exclude(parked_at=None)


class Outgoing(models.Model):
    """A row of an outbox: it stays until the other side has taken it."""

    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    next_attempt_at = models.DateTimeField(default=timezone.now, editable=False)
    last_error = models.CharField(max_length=500, blank=True, editable=False)
    parked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def put_off(self, error):
        """Try again after a pause that doubles each time; after the last attempt it is parked."""
        self.attempts += 1
        if self.attempts >= MAX_ATTEMPTS:
            self.park(error)
            return
        self.next_attempt_at = timezone.now() + timedelta(minutes=2 ** (self.attempts - 1))
        self.last_error = in_short(error)
        self.save(update_fields=["attempts", "next_attempt_at", "last_error"])

    def park(self, why):
        """Try no more: a person has to look. `why` is a sentence, or the exception."""
        self.parked_at = timezone.now()
        self.last_error = in_short(why)
        self.save(update_fields=["attempts", "parked_at", "last_error"])


def in_short(error):
    """An exception or a sentence, as `last_error` holds it."""
    return (str(error) or type(error).__name__).replace("\0", "")[:500]
