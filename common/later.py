"""Asking a worker for something, by the name of a task: the one string that stands for an import.

So that no action needs to know the tasks, which stand above it and call it.
"""

import logging
from functools import cache, partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from kombu.pools import producers

from common.guards.away import PATIENCE, redis_away

logger = logging.getLogger(__name__)

NO_WAITING = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "max_retries": 1, "interval_start": 0}
"""How a page talks to the broker: a line that was cut is opened once more, and then the page goes on without it."""


def later(name, *arguments, expires=None):
    """Send the task `name` with these plain arguments, once this transaction is committed.

    `expires`: seconds after which a worker that comes late drops it. When the broker is away the message is lost and
    nobody is disturbed: whoever asks has a row that a sweep finds as well. tests/common/test_later.py knows that every
    name is one of a task.
    """
    transaction.on_commit(partial(_send, name, arguments, expires), robust=True)


def _send(name, arguments, expires):
    if redis_away:
        return
    try:
        with producers[_broker()].acquire(block=True, timeout=PATIENCE) as producer:
            again = {"max_retries": 1, "interval_start": 0, "interval_step": 0}
            current_app.send_task(name, arguments, expires=expires, producer=producer, retry=True, retry_policy=again)
    except OperationalError as error:
        redis_away.note()
        logger.warning("The broker does not answer, so %s is left to the next sweep: %s", name, error)


@cache
def _broker():
    return current_app.connection_for_write(transport_options=NO_WAITING)
