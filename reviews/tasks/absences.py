"""What the clock starts and a person could have pressed: the first and the last day of an absence, once each."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from common.tasks import beat
from people.models import Absence
from reviews.absences import actions

ONE_DAY = timedelta(days=1)


@shared_task
def follow_absences():
    """Do what follows from absences that have begun or ended since. Returns how many there were.

    Two at once, or one after a week's silence, do the same as one on time: each step asks again under its lock.
    """
    now = timezone.now()
    begun = [absence for absence in _open(begun_at=None, starts_on__lte=now.date() + ONE_DAY) if absence.covers(now)]
    for absence in begun:
        actions.begin_absence(absence)
    over = [absence for absence in _open(ends_on__lte=now.date() + ONE_DAY) if absence.is_over(now)]
    for absence in over:
        actions.finish_absence(absence)
    beat("follow-absences")
    return len(begun) + len(over)


def _open(**which):
    """Index: absence_to_follow."""
    return Absence.objects.standing().filter(finished_at=None, **which).select_related("person", "delegate")
