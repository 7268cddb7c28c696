"""The database that each test process begins with: a copy of one that is migrated and seeded once.

On a server that stays (`make run`) it stays too, until anything changes from which it was made.
"""

import hashlib

from django.conf import settings
from django.core.management import call_command

from bench.kept import kept

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
    return kept(prefix, fingerprint(), fill)


def fill():
    """All tables, and the defaults that tests/conftest.py seeds after each migration."""
    call_command("migrate", interactive=False, verbosity=0)


def fingerprint():
    """A short hash of what the database is made from."""
    digest = hashlib.sha256()
    for name in SOURCES:
        place = settings.BASE_DIR / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix in {".py", ".csv", ".json", ".txt"}:
                digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]
