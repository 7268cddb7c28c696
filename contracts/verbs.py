"""What can be written in the log about documents and contracts."""

from django.db.models import TextChoices


class Verb(TextChoices):
    STORED = "document.stored"
    VERSION_ADDED = "document.version_added"
    LIMITS_CHOSEN = "files.limits_chosen"
    RECORDED = "contract.recorded"
    OWNER_CHANGED = "contract.owner_changed"
    CORRECTED = "contract.corrected"
    AMENDED = "contract.amended"
    FILE_ATTACHED = "contract.file_attached"
    FILE_REPLACED = "contract.file_replaced"
