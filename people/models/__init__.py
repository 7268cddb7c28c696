"""Who works with Duet, when they work, what happened (events) and what they were told (notices)."""

from people.models.calendar import WorkingCalendar
from people.models.event import Audience, Event
from people.models.heartbeat import Heartbeat
from people.models.notice import Notice, NoticeKind
from people.models.team import Function, Membership, Team
from people.models.user import User

__all__ = [
    "Audience",
    "Event",
    "Function",
    "Heartbeat",
    "Membership",
    "Notice",
    "NoticeKind",
    "Team",
    "User",
    "WorkingCalendar",
]
