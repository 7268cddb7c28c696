"""Playing many stories at once on a moved clock, in the order in which things would have happened."""

import heapq
from datetime import timedelta
from itertools import count

import time_machine
from django.utils import timezone

from common.business_time import add_business_days

SWEEP_EVERY = timedelta(hours=6)


def days_ago(days, calendar):
    """The moment so many business days before now."""
    return add_business_days(timezone.now(), -days, calendar)


class MovedClock:
    """Shows another time while a story acts, and never runs backwards from one act to the next."""

    def __init__(self):
        self.shown_at = None

    def at(self, moment, act):
        """What `act()` returns when the clock shows `moment`, or what it showed last if that is later."""
        with time_machine.travel(max(moment, self.shown_at or moment), tick=True):
            result = act()
            self.shown_at = timezone.now()
        return result


def side_by_side(stories):
    """One story out of several that go on at the same time; it ends with the last of them."""
    queue, elapsed = [(0, place, story) for place, story in enumerate(stories)], 0
    while queue:
        moment, place, story = heapq.heappop(queue)
        if moment > elapsed:
            yield moment - elapsed
            elapsed = moment
        if (pause := next(story, None)) is not None:
            heapq.heappush(queue, (elapsed + pause, place, story))


def play(stories, *, clock, calendar, sweep, on_progress):
    """Let each story act when its time has come, until now.

    `stories` are (business days ago, generator) pairs; a generator acts and then yields how many business days
    pass until it acts again. What would happen after now has not happened yet, so a story stops in the middle of
    things. `sweep` is called regularly, like beat would; `on_progress(moment)` after each step.
    """
    now, order = timezone.now(), count()
    queue = [(days_ago(days, calendar), next(order), story) for days, story in stories]
    heapq.heapify(queue)
    next_sweep = queue[0][0] if queue else now
    while queue:
        moment, _, story = heapq.heappop(queue)
        while next_sweep < moment:
            clock.at(next_sweep, sweep)
            next_sweep += SWEEP_EVERY
        pause = clock.at(moment, lambda story=story: next(story, None))
        on_progress(moment)
        if pause is not None:
            following = add_business_days(moment, pause, calendar)
            if following < now:
                heapq.heappush(queue, (following, next(order), story))
    while next_sweep < now:
        clock.at(next_sweep, sweep)
        next_sweep += SWEEP_EVERY
