"""What can be written in the log about a vendor."""

from django.db.models import TextChoices


class Verb(TextChoices):
    ADDED = "vendor.added"
    UPDATED = "vendor.updated"
    CONTACT_ADDED = "vendor.contact_added"
    CONTACT_UPDATED = "vendor.contact_updated"
    CONTACT_REMOVED = "vendor.contact_removed"
