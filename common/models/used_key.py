"""Keys of forms and of API calls that have done their work: the same once more does nothing."""

from django.conf import settings
from django.db import models


class UsedKey(models.Model):
    """One thing that was done because of one key, and where that led. Swept after a few days (`KEPT`)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="used_keys")
    key = models.CharField(max_length=300)
    sent = models.CharField(max_length=64, help_text="What was sent with it, as a digest.")
    address = models.TextField(blank=True, help_text="Where the answer led.")
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True, help_text="What the API answered.")
    used_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="used_key_is_used_once")]
        indexes = [models.Index(fields=["used_at"], name="used_key_swept")]  # common.tasks.sweep_forms

    def __str__(self):
        return f"{self.person}: {self.key}"
