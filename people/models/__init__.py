"""Who works with Duet, when they work or are away, what happened (events) and what they were told (notices)."""

from people.models.absence import Absence
from people.models.bundle import Bundle
from people.models.calendar import WorkingCalendar
from people.models.event import READ_BY_DESKS, Audience, Event
from people.models.feed import FeedToken
from people.models.heartbeat import Heartbeat
from people.models.notice import IN_WORKING_HOURS, Notice, NoticeKind
from people.models.outgoing import MAX_ATTEMPTS, Outgoing
from people.models.preference import MANDATORY, USUAL, Delivery, NoticePreference
from people.models.team import Function, Membership, Team
from people.models.user import User
from people.models.webhook import Post, Webhook

__all__ = [
    "IN_WORKING_HOURS",
    "MANDATORY",
    "MAX_ATTEMPTS",
    "READ_BY_DESKS",
    "USUAL",
    "Absence",
    "Audience",
    "Bundle",
    "Delivery",
    "Event",
    "FeedToken",
    "Function",
    "Heartbeat",
    "Membership",
    "Notice",
    "NoticeKind",
    "NoticePreference",
    "Outgoing",
    "Post",
    "Team",
    "User",
    "Webhook",
    "WorkingCalendar",
]
