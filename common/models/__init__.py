"""The log of what happened, signs of life, what forms sent, and what rows of several apps have in common."""

from common.models.event import READ_BY_DESKS, Audience, Event, EventText
from common.models.fixed_key import FixedKey, key_stays
from common.models.heartbeat import Heartbeat
from common.models.maintenance import Announcement, ReadOnly
from common.models.outgoing import MAX_ATTEMPTS, Outgoing
from common.models.set_up import PutAside
from common.models.typed_text import TypedText, Why
from common.models.used_key import UsedKey

__all__ = [
    "MAX_ATTEMPTS",
    "READ_BY_DESKS",
    "Announcement",
    "Audience",
    "Event",
    "EventText",
    "FixedKey",
    "Heartbeat",
    "Outgoing",
    "PutAside",
    "ReadOnly",
    "TypedText",
    "UsedKey",
    "Why",
    "key_stays",
]
