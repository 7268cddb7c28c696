"""What the limits on trying remember (people/limits.py)."""

from django.db import models


class Allowance(models.Model):
    """How far somebody has used up what a limit allows. A row says nothing once `used_until` has passed.

    `key` is the name of the limit and a hash of whom it holds for: no address is kept here.
    """

    key = models.CharField(max_length=100, primary_key=True)
    used_until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["used_until"], name="allowance_swept")]  # people.tasks.sweep_sign_in

    def __str__(self):
        return self.key
