"""What can be asked for."""

from django.db import models

from common.models import FixedKey, key_stays
from reviews.models import TermType


class RequestType(FixedKey):
    """A kind of request: what is asked, and which terms are looked at."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.CharField(max_length=200, help_text="When to choose it, in the requester's words.")
    icon = models.CharField(max_length=40, default="file-text", help_text="Name of a Lucide icon.")
    position = models.PositiveSmallIntegerField(default=0)
    term_types = models.ManyToManyField(TermType, related_name="request_types", blank=True)
    asks_cost = models.BooleanField(
        "asks what it will cost", default=True, help_text="Off where nothing is paid, as for an NDA."
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "name"]
        triggers = [key_stays("slug")]

    def __str__(self):
        return self.name
