"""Whether workers listen on the queues of documents and of channels. They show it while all their processes are busy.

A tick on the queue would not do: it would stand behind the documents.
"""

from threading import Thread
from time import monotonic

from celery import current_app
from celery.signals import heartbeat_sent, worker_shutting_down
from django.conf import settings
from django.db import Error, connection, transaction

from common.tasks import beat

NAME = "reader"
POSTER = "poster"
SIGNS = {settings.READING_QUEUE: NAME, settings.CHANNELS_QUEUE: POSTER}
STOPPED = "reader-stopped"  # when one was last told to end: what it leaves half read is no failure
SECONDS_BETWEEN = 5
PATIENCE = "2s"  # with a query that hangs: this process keeps the time limits of those that read


class Listener:
    """The main process of a worker, which reads nothing itself."""

    shown_at = float("-inf")

    def show(self, queues):
        """Leave a sign of life for each of these queues that has one, if the last one is old."""
        signs = [name for queue, name in SIGNS.items() if queue in queues]
        if not signs or monotonic() - self.shown_at < SECONDS_BETWEEN:
            return
        self.shown_at = monotonic()
        for name in signs:
            _leave_sign(name)


def _leave_sign(name):
    try:
        _write(name)
    except Error:
        return  # the database is away: silence is what the health page should hear
    finally:
        connection.close()  # processes that are forked later must not inherit it


@transaction.atomic
def _write(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [PATIENCE])
    beat(name)


listener = Listener()


@heartbeat_sent.connect
def show_that_somebody_listens(sender, **_):
    listener.show(sender.eventer.app.amqp.queues.consume_from)


@worker_shutting_down.connect
def show_that_a_reader_ends(**_):
    """In a thread, with a connection of its own: this is a signal's handler, and may interrupt the other sign."""
    if settings.READING_QUEUE in current_app.amqp.queues.consume_from:
        Thread(target=_leave_sign, args=[STOPPED]).start()
