"""One after the other: a row that one transaction at a time may change, and work that one process at a time does."""

from enum import IntEnum

from django.core.exceptions import ValidationError
from django.db import connection

GONE = "This is not there any more: it was removed meanwhile."


def locked_row(row, *names, no_key=False, gone=GONE):
    """The same row, read again and locked for the rest of the transaction; `names` are read with it, not locked.

    Whatever was read before it may be stale. With `no_key`, others may write rows that point to it meanwhile. Raises
    ValidationError with the sentence `gone` where the row was deleted. (For rows of a review: `reviews.spine.stage`.)
    """
    rows = row._meta.model.objects.select_for_update(of=("self",), no_key=no_key)
    if names:
        rows = rows.select_related(*names)  # without a name it would join everything
    fresh = rows.filter(pk=row.pk).first()
    if fresh is None:
        raise ValidationError([gone])
    return fresh


class Work(IntEnum):
    """The number of each advisory lock of the database: any that nobody else in this database uses."""

    SORTING_MAILS = 4_711_001
    SENDING_MAILS = 4_711_002
    ATTACHING_FILES = 4_711_003


def is_sole(work):
    """Whether this transaction alone does this work now, until it ends. Never waits; a process that dies lets go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [work])
        return cursor.fetchone()[0]


def in_turn(work, row):
    """Wait until no other transaction does this work for this row; others may read and change the row meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [work, row.pk % 2**31])
