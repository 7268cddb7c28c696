"""Databases that are made once, kept on the server under a name that says from what, and then copied."""

from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connection


def kept(prefix, mark, build, *, begin_with="template1"):
    """The name of a database to copy, `prefix` and `mark`; `build` fills it where it is missing, connected to it.

    One process builds, others wait. Those of the same prefix with another mark are dropped.
    """
    name = prefix + mark
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [prefix])  # until this connection closes
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        there = {database for (database,) in cursor.fetchall()}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            draft = f"{prefix}draft"
            cursor.execute(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')  # what was interrupted
            cursor.execute(f'CREATE DATABASE "{draft}" TEMPLATE "{begin_with}"')
            with connected_to(draft):
                build()
            cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


@contextmanager
def connected_to(database):
    """Let Django's connection lead to this database of the same server."""
    before = connection.settings_dict["NAME"]
    _lead_to(database)
    try:
        yield
    finally:
        _lead_to(before)


def _lead_to(database):
    connection.close()
    connection.settings_dict["NAME"] = database
    ContentType.objects.clear_cache()  # the kinds of rows have other numbers there
