"""Signs of life of the background processes."""

from django.db import models


class Heartbeat(models.Model):
    """When something regular last happened. `/readyz` reads “tick”, which shows that beat and worker are alive, and
    “reader”, which a worker for documents writes itself.
    """

    name = models.CharField(max_length=50, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
