"""Filled databases, kept on the server under a name that says from what they were made, and copies of them."""

import hashlib

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.fill.build import fill
from bench.kept import kept

PREFIX = "filled_"
DEFINES_TABLES = ("models/*.py", "migrations/*.py", "seeds.py", "defaults/*")


def template(size, *, moment=None, begin_with=None, say=lambda words: None):
    """The name of the filled database of this size, built if it is not there. One process builds, others wait.

    What was made from other models, migrations or another builder is dropped. `moment`: the “now” to build for, if
    another than that of the first build. `begin_with`: an empty, migrated database, where there is one.
    """
    prefix = f"{PREFIX}{size.name}_" if moment is None else f"{PREFIX}for_{moment:%Y%m%d}_{size.name}_"

    def build():
        say("tables")
        call_command("migrate", interactive=False, verbosity=0)
        fill(size, moment=moment, say=say)

    return kept(prefix, fingerprint(), build, begin_with=begin_with or "template1")


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
