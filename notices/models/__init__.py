"""What people and desks are told: notices, the mails that bundle them, channels, and how each person wants it."""

from notices.models.bundle import Bundle
from notices.models.notice import IN_WORKING_HOURS, Notice, NoticeKind
from notices.models.preference import MANDATORY, USUAL, Delivery, NoticePreference
from notices.models.unreachable import How, Unreachable
from notices.models.webhook import Post, Webhook

__all__ = [
    "IN_WORKING_HOURS",
    "MANDATORY",
    "USUAL",
    "Bundle",
    "Delivery",
    "How",
    "Notice",
    "NoticeKind",
    "NoticePreference",
    "Post",
    "Unreachable",
    "Webhook",
]
