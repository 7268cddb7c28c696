"""How the sweeps of waits take their work: in batches, each with a fixed number of queries."""

from django.db import InterfaceError, OperationalError

from reviews.models import Reminder

BATCH = 500
"""Waits handled in one transaction, with a fixed number of queries: short enough to lose little, long enough to be
cheap."""


DATABASE_IS_AWAY = (OperationalError, InterfaceError)


def steps_reached(waits):
    """{wait's pk: {(rung's pk, nth)}} of the steps that were reached in earlier sweeps."""
    steps = {}
    for wait, rung, nth in Reminder.objects.filter(wait__in=waits).values_list("wait", "rung", "nth"):
        steps.setdefault(wait, set()).add((rung, nth))
    return steps
