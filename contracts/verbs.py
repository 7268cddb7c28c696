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
    RENEWAL_PROPOSED = "contract.renewal_proposed"
    RENEWAL_DECIDED = "contract.renewal_decided"
    RENEWAL_SIGNED = "contract.renewal_signed"
    NOTICE_SENT = "contract.notice_sent"
    LADDER_CHOSEN = "contract.ladder_chosen"
    BAND_CHOSEN = "contract.band_chosen"
    OBLIGATION_ADDED = "contract.obligation_added"
    OBLIGATION_CHANGED = "contract.obligation_changed"
    OBLIGATION_ENDED = "contract.obligation_ended"
    OBLIGATION_DONE = "contract.obligation_done"
    OBLIGATION_WAIVED = "contract.obligation_waived"
    OBLIGATION_REOPENED = "contract.obligation_reopened"
