"""When a wait is due, in the business time of whoever holds it. When its reminders fall: reviews/ladders.py."""

from people import business_time
from people.models import WorkingCalendar
from reviews.models import TargetTime

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


def paused_time(wait, at):
    """The business time that a paused wait has been standing still."""
    return business_time.business_time_between(wait.paused_at, at, calendar_of(wait))


def resumed_due_at(wait, at):
    """The due moment of a paused wait, moved on by the business time it was paused, overdue or not: what was a day
    overdue when the question was asked is a day overdue when the answer comes, and not more."""
    return business_time.add_business_time(wait.due_at, paused_time(wait, at), calendar_of(wait))
