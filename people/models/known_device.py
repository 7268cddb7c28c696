"""Browsers in which somebody has signed in before."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class KnownDevice(models.Model):
    """A browser that one person signed in with; its cookie holds the token, this row only the hash (people/devices.py).

    `password` is a mark of the password that they had then: with another one the device is not known any more.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_devices")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    password = models.CharField(max_length=64, editable=False)
    used_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-used_at", "-pk"]
        indexes = [models.Index(fields=["used_at"], name="known_device_swept")]  # people.tasks.sweep_sign_in

    def __str__(self):
        return f"A device of {self.person}"
