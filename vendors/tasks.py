"""Work of vendors that nobody waits for."""

from celery import shared_task

from vendors import merging


@shared_task
def move_rest():
    """After a merge: what came to point to the vendor in the same moment. Repeated by the clock for a day."""
    return merging.move_rest()
