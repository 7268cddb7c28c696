"""Which rungs of its ladder a wait climbs, and when: pure arithmetic over rows that were read before.

The sweep (tasks/reminders), the opening of a wait and the preview of the settings pages all ask here, so that what an
admin is shown is what will happen.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.utils import timezone

from common import business_time
from reviews.models import Anchor, Holder, Ladder, Rung
from reviews.waits.clocks import calendar_of


@dataclass(frozen=True)
class Step:
    """One message of a ladder: `rung` speaks for the `nth` time at `moment`."""

    moment: datetime
    rung: Rung
    nth: int

    @property
    def key(self):
        return self.rung.pk, self.nth


def ladder_of(wait):
    """The common ladder of a wait, used where its kind has none of its own."""
    if wait.holder == Holder.REQUESTER:
        return Ladder.REQUESTER
    return Ladder.VENDOR if wait.holder == Holder.VENDOR else Ladder.REVIEWERS


def rungs_of(wait, rungs):
    """The rungs that the wait climbs, out of all `rungs`: those in force when it was opened, of its kind if it has
    its own ladder, else of the common one."""
    in_force = [rung for rung in rungs if rung.was_in_force_at(wait.opened_at)]
    own = [rung for rung in in_force if rung.purpose == wait.purpose]
    return own or [rung for rung in in_force if not rung.purpose and rung.ladder == ladder_of(wait)]


def steps(wait, rungs, *, calendar, until=None, reached=frozenset()):
    """Every step of the wait's ladder, soonest first, without those in `reached` (keys).

    With `until`, a rung that repeats is followed only to its first step after that moment.
    """
    steps_found = [
        step
        for rung in rungs_of(wait, rungs)
        for step in _steps_of(rung, wait, calendar, until)
        if step.key not in reached
    ]
    return sorted(steps_found, key=lambda step: (step.moment, step.rung.pk or 0, step.nth))


def _steps_of(rung, wait, calendar, until):
    moment = _first_moment(rung, wait, calendar)
    for nth in count(1):
        if moment is None or nth > rung.times:
            return
        yield Step(moment, rung, nth)
        if until is not None and moment > until:
            return
        moment = business_time.add_business_days(moment, float(rung.every_days), calendar)


def _first_moment(rung, wait, calendar):
    """When the rung first speaks on this wait; None where it never does."""
    if rung.only_over_days is not None or rung.anchor == Anchor.SHARE:
        target = business_time.business_time_between(wait.opened_at, wait.due_at, calendar) - wait.paused_time
        days = business_time.in_business_days(target, calendar)
        if rung.only_over_days is not None and days <= float(rung.only_over_days):
            return None
        if rung.anchor == Anchor.SHARE:
            left = target * (100 - rung.percent) / 100  # counted back from due, which moves with every pause
            return business_time.add_business_time(wait.due_at, -left, calendar)
    days = float(rung.business_days)
    if rung.anchor == Anchor.BEFORE:
        moment = business_time.add_business_days(wait.due_at, -days, calendar)
        return moment if moment > wait.opened_at else None  # no warning before the work was even asked for
    start = wait.opened_at if rung.anchor == Anchor.OPENED else wait.due_at
    return business_time.add_business_days(start, days, calendar)


def next_reminder_at(wait, rungs=None):
    """When the next rung is reached, or None when the ladder ends. Paused and closed waits remind nobody. Give all
    `rungs` where many waits are looked at."""
    if not wait.is_open or wait.paused_at:
        return None
    reached = set(wait.reminders.values_list("rung", "nth")) if wait.pk else set()
    ahead = steps(wait, rungs or Rung.objects.all(), calendar=calendar_of(wait), until=timezone.now(), reached=reached)
    return ahead[0].moment if ahead else None
