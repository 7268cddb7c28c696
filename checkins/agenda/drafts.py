"""What sources are asked with, and what they answer."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from checkins.models import Group, Meeting, Series

SHOWN = 10
"""So many items of one source at most: a meeting that lists everything talks about nothing."""


@dataclass(frozen=True)
class Occasion:
    """The meeting that an agenda is for: when it is, when the last one was, when the next but one will be."""

    meeting: Meeting
    now: datetime
    since: datetime
    next_but_one: datetime

    @property
    def series(self) -> Series:
        return self.meeting.series


@dataclass(frozen=True)
class Draft:
    """An item that a source proposes. `key` is what it is about; `about` are its pointers ({"review": ..., })."""

    group: Group
    key: str
    title: str
    what: str
    about: dict[str, Model | None] = field(default_factory=dict)
    for_leads: bool = False
    times_carried: int = 0

    @property
    def columns(self) -> dict[str, Any]:
        """What the row holds of it."""
        return {
            "group": self.group,
            "title": self.title[:200],
            "what": self.what[:300],
            "for_leads": self.for_leads,
            "times_carried": self.times_carried,
            **self.about,
        }
