"""What can be written in the log about a vendor."""

from django.db.models import TextChoices


class Verb(TextChoices):
    ADDED = "vendor.added"
    UPDATED = "vendor.updated"
    CONTACT_ADDED = "vendor.contact_added"
    CONTACT_UPDATED = "vendor.contact_updated"
    CONTACT_REMOVED = "vendor.contact_removed"
    CHANGE_ASKED = "vendor.change_asked"
    CHANGE_MADE = "vendor.change_made"
    CHANGE_REFUSED = "vendor.change_refused"
    CHANGE_WITHDRAWN = "vendor.change_withdrawn"
    OWNER_CHANGED = "vendor.owner_changed"
    MERGED = "vendor.merged"
    MERGED_AWAY = "vendor.merged_away"
    UNMERGED = "vendor.unmerged"
    UNMERGED_AWAY = "vendor.unmerged_away"
