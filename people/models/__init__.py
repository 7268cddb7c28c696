"""Who works with Duet, at which desks, and when they work or are away."""

from people.models.absence import Absence
from people.models.calendar import WorkingCalendar
from people.models.feed import FeedToken
from people.models.team import Function, Membership, Team
from people.models.user import User

__all__ = [
    "Absence",
    "FeedToken",
    "Function",
    "Membership",
    "Team",
    "User",
    "WorkingCalendar",
]
