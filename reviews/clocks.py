"""When a wait is due and when its reminders fall, in the business time of whoever holds it."""

from people import business_time
from people.models import WorkingCalendar
from reviews.models import Anchor, Holder, Ladder, Rung, TargetTime

FALLBACK_BUSINESS_DAYS = 3
"""Used when an admin has removed every target time for a kind of wait: a wait is always due some day."""


def calendar_of(wait):
    """The working calendar that a wait's time is counted in: the desk's, else the company's first."""
    return wait.desk.calendar if wait.desk else WorkingCalendar.objects.order_by("pk").first()


def target_days(purpose, desk):
    """Business days that a wait of this purpose may take, the desk's own target first."""
    targets = TargetTime.objects.filter(purpose=purpose)
    target = targets.filter(desk=desk).first() if desk else None
    target = target or targets.filter(desk=None).first()
    return float(target.business_days) if target else FALLBACK_BUSINESS_DAYS


def due_at(wait):
    """The moment the wait is due, from its opening and its target time."""
    return business_time.add_business_days(wait.opened_at, target_days(wait.purpose, wait.desk), calendar_of(wait))


def ladder_of(wait):
    """Which ladder of reminders a wait climbs."""
    if wait.holder == Holder.REQUESTER:
        return Ladder.REQUESTER
    return Ladder.VENDOR if wait.holder == Holder.VENDOR else Ladder.REVIEWERS


def rung_moments(wait, rungs):
    """[(moment, rung)] for each of `rungs`, soonest first."""
    calendar = calendar_of(wait)
    start = {Anchor.OPENED: wait.opened_at, Anchor.DUE: wait.due_at}
    moments = []
    for rung in rungs:
        days = float(rung.business_days)
        moment = business_time.add_business_days(start[rung.anchor], days, calendar) if days else start[rung.anchor]
        moments.append((moment, rung))
    return sorted(moments, key=lambda pair: (pair[0], pair[1].pk))


def unreached_rungs(wait):
    """The active rungs of the wait's ladder that have not been reached, as `rung_moments`."""
    rungs = Rung.objects.filter(ladder=ladder_of(wait), is_active=True)
    if wait.pk:
        rungs = rungs.exclude(reminders__wait=wait)
    return rung_moments(wait, rungs)


def next_reminder_at(wait):
    """When the next rung is reached, or None when the ladder ends. Paused and closed waits remind nobody."""
    if not wait.is_open or wait.paused_at:
        return None
    return next((moment for moment, _ in unreached_rungs(wait)), None)


def resumed_due_at(wait, at):
    """The due moment of a paused wait, moved on by the business time it was paused, overdue or not: what was a day
    overdue when the question was asked is a day overdue when the answer comes, and not more."""
    calendar = calendar_of(wait)
    paused = business_time.business_time_between(wait.paused_at, at, calendar)
    return business_time.add_business_time(wait.due_at, paused, calendar)
