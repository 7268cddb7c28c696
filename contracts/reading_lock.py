"""The lock that whoever reads a version holds: a PostgreSQL advisory lock of their session.

It ends with the process, however that ends, so a row that says “being read” while the lock is free was left by a dead
reader. Nobody has to guess how long reading may take, and progress can be written meanwhile.
"""

from contextlib import contextmanager

from django.db import connection

SPACE = 7381  # tells our locks from any others in the database


@contextmanager
def held(version_pk):
    """Yields whether the lock is ours; false means that somebody is reading this version right now."""
    is_ours = _ask("SELECT pg_try_advisory_lock(%s, %s)", version_pk)
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None and not connection.connection.closed:
            _ask("SELECT pg_advisory_unlock(%s, %s)", version_pk)


def is_free(version_pk):
    """Whether nobody reads this version; until the end of the transaction nobody else begins to."""
    return _ask("SELECT pg_try_advisory_xact_lock(%s, %s)", version_pk)


def _ask(question, version_pk):
    with connection.cursor() as cursor:
        cursor.execute(question, [SPACE, version_pk])
        return cursor.fetchone()[0]
