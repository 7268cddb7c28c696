"""Proposing terms of documents that were read."""

import logging

from celery import shared_task

from common.tasks import beat
from contracts.followers import when_read
from reviews.papers import proposing
from reviews.tasks.batches import DATABASE_IS_AWAY

logger = logging.getLogger(__name__)

PAPERS = 50
"""Versions looked at in one sweep, each in a transaction of its own."""


@when_read
@shared_task
def propose_terms(version_pk):
    """Propose the terms of a version that was read, on the reviews that it belongs to."""
    proposing.propose(version_pk)


@shared_task
def propose_waiting():
    """Propose what was read and not proposed yet, because a process died between the two. Returns how many."""
    waiting = list(proposing.waiting()[:PAPERS])
    for review, version in waiting:
        try:
            proposing.propose_on(review, version)
        except DATABASE_IS_AWAY:
            raise
        except Exception:  # whatever it was, the other documents get their turn
            logger.exception("The terms of version %s could not be proposed on review %s.", version, review)
    beat("propose-waiting")
    return len(waiting)
