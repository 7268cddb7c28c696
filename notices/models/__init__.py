"""What people and desks are told: notices, the mails that bundle them, channels, and how each person wants it."""

from notices.models.bundle import Bundle
from notices.models.notice import (
    IN_WORKING_HOURS,
    KINDS_SHOWN,
    NEEDS_READER,
    NEWS,
    Notice,
    NoticeGroup,
    NoticeKind,
    together,
)
from notices.models.preference import ALWAYS_MAILED, CAN_BE_STOPPED, MANDATORY, USUAL, Delivery, NoticePreference
from notices.models.unreachable import How, Unreachable
from notices.models.webhook import Post, Webhook

__all__ = [
    "ALWAYS_MAILED",
    "CAN_BE_STOPPED",
    "IN_WORKING_HOURS",
    "KINDS_SHOWN",
    "MANDATORY",
    "NEEDS_READER",
    "NEWS",
    "USUAL",
    "Bundle",
    "Delivery",
    "How",
    "Notice",
    "NoticeGroup",
    "NoticeKind",
    "NoticePreference",
    "Post",
    "Unreachable",
    "Webhook",
    "together",
]
