"""The database that each test process begins with: a copy of one that is migrated and seeded once.

On a server that stays (`make run`) it stays too, until anything changes from which it was made.
"""

import hashlib
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection

SOURCES = (
    "common",
    "config",
    "contracts",
    "intake",
    "notices",
    "people",
    "requirements.txt",
    "reviews",
    "vendors",
)
"""Whatever could decide what migrations and seeds write; too much rather than too little."""


def template():
    """The name of the database to copy; made if it is missing, by the first process that asks."""
    prefix = f"test_{settings.DATABASES['default']['NAME']}_template_"
    name = prefix + fingerprint()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [prefix])  # until this connection closes
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        there = {database for (database,) in cursor.fetchall()}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            draft = f"{prefix}draft"
            cursor.execute(f'CREATE DATABASE "{draft}"')
            fill(draft)
            cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def fill(database):
    """All tables, and the defaults that tests/conftest.py seeds after each migration."""
    with connected_to(database):
        call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def connected_to(database):
    connection.close()
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def fingerprint():
    """A short hash of what the database is made from."""
    digest = hashlib.sha256()
    for name in SOURCES:
        place = settings.BASE_DIR / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix in {".py", ".csv", ".json", ".txt"}:
                digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]
