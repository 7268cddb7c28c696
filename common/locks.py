"""Work that is done by one process at a time, whatever number of workers there is: advisory locks of the database."""

from enum import IntEnum

from django.db import connection


class Work(IntEnum):
    """The number of each lock: any that nobody else in this database uses."""

    SORTING_MAILS = 4_711_001
    SENDING_MAILS = 4_711_002


def is_sole(work):
    """Whether this transaction alone does this work now, until it ends. Never waits; a process that dies lets go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [work])
        return cursor.fetchone()[0]
