"""When a wait is due, in the business time of whoever holds it. When its reminders fall: reviews/waits/ladders.py."""

from django.utils import timezone
from django.utils.functional import cached_property

from common import business_time
from people.models import WorkingCalendar
from reviews.models import TargetTime

FALLBACK_BUSINESS_DAYS = 3
"""Used when an admin has removed every target time for a kind of wait: a wait is always due some day."""

WARNED_AT_PERCENT = 75
"""The share of its target time after which a wait is shown as due soon."""


def calendar_of(wait):
    """The working calendar that a wait's time is counted in: the desk's, else the company's first."""
    return Calendars().of(wait)


class Calendars:
    """The calendars of the waits on one page: the company's is read once, where something waits outside the desks."""

    def of(self, wait):
        return wait.desk.calendar if wait.desk else self.of_the_company

    @cached_property
    def of_the_company(self):
        return WorkingCalendar.objects.order_by("pk").first()


class Targets:
    """The target times, read once for each purpose, where several waits are opened together."""

    def __init__(self):
        self._of_purpose = {}

    def days(self, purpose, desk, kind=""):
        """Business days that a wait of this purpose may take: of the desk for this type of request, else of the desk,
        else for the type, else in general."""
        if purpose not in self._of_purpose:
            self._of_purpose[purpose] = list(TargetTime.objects.filter(purpose=purpose))
        fitting = [
            target
            for target in self._of_purpose[purpose]
            if target.kind in {kind, ""} and target.desk_id in {None, desk and desk.pk}
        ]
        best = max(fitting, key=lambda target: (target.desk_id is not None, target.kind != ""), default=None)
        return float(best.business_days) if best else FALLBACK_BUSINESS_DAYS


def due_at(wait, targets=None):
    """The moment the wait is due, from its opening and its target time. Give `Targets` where many are opened."""
    return due_from(wait.opened_at, wait, targets)


def due_from(moment, wait, targets=None):
    """The moment it is due when its time begins at `moment`."""
    kind = wait.review.kind if wait.review_id else ""  # an example on a settings page belongs to no review
    days = (targets or Targets()).days(wait.purpose, wait.desk, kind)
    return business_time.add_business_days(moment, days, calendar_of(wait))


def warn_at(wait):
    """When three quarters of the target time are gone: counted back from due, which every pause moves."""
    calendar = calendar_of(wait)
    target = business_time.business_time_between(wait.opened_at, wait.due_at, calendar) - wait.paused_time
    return business_time.add_business_time(wait.due_at, -target * (100 - WARNED_AT_PERCENT) / 100, calendar)


def paused_time(wait, at):
    """The business time that a paused wait has been standing still."""
    return business_time.business_time_between(wait.paused_at, at, calendar_of(wait))


def resumed_due_at(wait, at):
    """The due moment of a paused wait, moved on by the business time it was paused, overdue or not: what was a day
    overdue when the question was asked is a day overdue when the answer comes, and not more."""
    return business_time.add_business_time(wait.due_at, paused_time(wait, at), calendar_of(wait))


def run_on(wait):
    """End the pause in the row alone (not saved), and move its moments on by the business time that it took."""
    now = timezone.now()
    wait.due_at, wait.paused_time = resumed_due_at(wait, now), wait.paused_time + paused_time(wait, now)
    wait.go_on()
    wait.warn_at = warn_at(wait)
