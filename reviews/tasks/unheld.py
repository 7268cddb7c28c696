"""What the clock looks for: work in the hands of people who lost their seat, and work that nobody can do."""

from celery import shared_task

from common.tasks import beat
from reviews.unheld import health
from reviews.unheld.actions import name_backups
from reviews.unheld.telling import tell_of_unheld
from reviews.waits.giving_back import give_back_strays

HEALTH = health.work_that_nobody_can_do
"""Named here so that the health page knows it as soon as the tasks are found (ReviewsConfig)."""


@shared_task
def look_for_unheld():
    """Give back, let backups approve, tell of what is left. Harmless when repeated. How many are left."""
    give_back_strays()
    name_backups()
    left = tell_of_unheld()
    beat("look-for-unheld")
    return left
