"""The log of what happened, signs of life, and what every row that waits to be sent has in common."""

from common.models.event import READ_BY_DESKS, Audience, Event, EventText
from common.models.heartbeat import Heartbeat
from common.models.outgoing import MAX_ATTEMPTS, Outgoing

__all__ = [
    "MAX_ATTEMPTS",
    "READ_BY_DESKS",
    "Audience",
    "Event",
    "EventText",
    "Heartbeat",
    "Outgoing",
]
