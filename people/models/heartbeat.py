"""Signs of life of the background processes."""

from django.db import models


class Heartbeat(models.Model):
    """When a regular task last ran; `/readyz` reads “tick” to see that beat and worker are alive."""

    name = models.CharField(max_length=50, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
