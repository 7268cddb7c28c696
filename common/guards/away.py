"""A server that is away is not asked again at once: pages go on without it, and nobody waits.

For what pages ask of Redis, which may be away at any time (common/later.py, common/guards/forgetful_cache.py).
"""

import time
from datetime import timedelta

PATIENCE = 0.3  # seconds for one question to Redis
LEFT_ALONE = timedelta(seconds=5)
"""For so long after it did not answer, nobody asks it."""


class Away:
    """Whether a server was away a moment ago, as far as this process knows."""

    def __init__(self):
        self.until = float("-inf")

    def __bool__(self):
        return time.monotonic() < self.until

    def note(self):
        self.until = time.monotonic() + LEFT_ALONE.total_seconds()

    def forget(self):
        self.until = float("-inf")


redis_away = Away()
