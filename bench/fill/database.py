"""Filled databases, kept on the server under a name that says from what they were made, and copies of them."""

import hashlib
from contextlib import contextmanager

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from bench.fill.build import fill

PREFIX = "filled_"
DEFINES_TABLES = ("models/*.py", "migrations/*.py", "seeds.py", "defaults/*")


def template(size, *, moment=None, begin_with=None, say=lambda words: None):
    """The name of the filled database of this size, built if it is not there. One process builds, others wait.

    What was made from other models, migrations or another builder is dropped. `moment`: the “now” to build for, if
    another than that of the first build. `begin_with`: an empty, migrated database, where there is one.
    """
    prefix = f"{PREFIX}{size.name}_" if moment is None else f"{PREFIX}for_{moment:%Y%m%d}_{size.name}_"
    name = prefix + fingerprint()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [prefix])  # until this connection closes
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        there = {database for (database,) in cursor.fetchall()}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            draft = f"{prefix}draft"
            cursor.execute(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')  # what was interrupted
            cursor.execute(f'CREATE DATABASE "{draft}" TEMPLATE "{begin_with or "template1"}"')
            with connected_to(draft):
                say("tables")
                call_command("migrate", interactive=False, verbosity=0)
                fill(size, moment=moment, say=say)
            cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def copy(size, name, *, anew=False):
    """A database of this name with what the template has, to write in.

    One that is there stays, unless it is wanted `anew` or was copied from another template.
    """
    made_from = template(size)
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        there = cursor.fetchone()
        if there and (anew or there[0] != made_from):
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            there = None
        if not there:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{made_from}" STRATEGY FILE_COPY')
            cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{made_from}'")
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


def fingerprint():
    """A short hash of the models, migrations, defaults and of the builder."""
    digest = hashlib.sha256()
    for app in sorted(path.parent for path in settings.BASE_DIR.glob("*/migrations")):
        for pattern in DEFINES_TABLES:
            _add(digest, sorted(app.glob(pattern)))
    _add(digest, sorted((settings.BASE_DIR / "bench" / "fill").glob("*.py")))
    return digest.hexdigest()[:12]


def _add(digest, paths):
    for path in paths:
        if path.is_file():
            digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode() + path.read_bytes())
