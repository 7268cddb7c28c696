"""Asking a worker for something, by the name of a task: the one string that stands for an import.

So that no action needs to know the tasks, which stand above it and call it.
"""

from functools import partial

from celery import current_app
from django.db import transaction


def later(name, *arguments, expires=None):
    """Send the task `name` with these plain arguments, once this transaction is committed.

    `expires`: seconds after which a worker that comes late drops it. When the broker is away the message is lost and
    nobody is disturbed: whoever asks has a row that a sweep finds as well. tests/common/test_later.py knows that every
    name is one of a task.
    """
    send = partial(current_app.send_task, name, arguments, expires=expires)
    transaction.on_commit(send, robust=True)
