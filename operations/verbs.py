"""What can be written in the log about looking after Duet."""

from django.db.models import TextChoices


class Verb(TextChoices):
    ANNOUNCED = "maintenance.announced"
    TAKEN_BACK = "maintenance.taken_back"
    READ_ONLY_BEGUN = "maintenance.read_only_begun"
    READ_ONLY_ENDED = "maintenance.read_only_ended"
