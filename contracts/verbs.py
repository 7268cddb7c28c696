"""What can be written in the log about documents and contracts."""

from django.db.models import TextChoices


class Verb(TextChoices):
    STORED = "document.stored"
    VERSION_ADDED = "document.version_added"
    RECORDED = "contract.recorded"
