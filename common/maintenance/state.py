"""What is announced now, and whether anything may be changed: known to every process within a second.

Asked on every page, in every task and between two mails, so the answer is kept for a moment: two small queries a second
for each process, however much it does.
"""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db import DatabaseError
from django.utils import timezone

from common.models import Announcement, ReadOnly

KEPT_FOR = 1  # seconds
RETRY_LEAST = 60
RETRY_USUAL = 300
"""Seconds after which to try again: at the least, and where nobody said how long it takes."""


@dataclass(frozen=True)
class State:
    """What is announced, shown now or later, and the time without changes, if there is one now."""

    announcements: tuple[Announcement, ...] = ()
    read_only: ReadOnly | None = None

    def shown(self, at: datetime) -> list[Announcement]:
        return [row for row in self.announcements if row.starts_at <= at < row.ends_at]

    def retry_after(self, at: datetime) -> int:
        """In how many seconds it is worth trying again."""
        if self.read_only is None or self.read_only.until is None:
            return RETRY_USUAL
        minutes = ceil((self.read_only.until - at).total_seconds() / 60)
        return max(RETRY_LEAST, 60 * minutes)


class Known:
    """The state as it was known a moment ago. Threads of one process share it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.state, self.known_until = State(), float("-inf")

    def get(self) -> State:
        """Without a database that answers, what was known before: whoever asks is about to find out anyway."""
        if time.monotonic() < self.known_until:
            return self.state
        with self.lock:
            if time.monotonic() >= self.known_until:
                with suppress(DatabaseError):
                    self.state = _read()
                self.known_until = time.monotonic() + KEPT_FOR
            return self.state

    def hold(self, state: State):
        """Until further notice it is this: for tests, whose queries are counted."""
        self.state, self.known_until = state, float("inf")

    def clear(self):
        """Look again: somebody has changed it in this process."""
        self.known_until = float("-inf")


def _read():
    announcements = tuple(Announcement.objects.coming(timezone.now()))
    return State(announcements, ReadOnly.objects.filter(ended_at=None).first())


known = Known()


def is_read_only() -> bool:
    """Whether nothing is to be changed now."""
    return known.get().read_only is not None
