"""`python -m bench.fill SIZE [copy]`: build the filled database if it is missing; then copy it under that name.

Prints the name of the database, and what each step took. `make fill` brings the server.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from bench.fill.database import copy, template  # noqa: E402  (Django is set up first)
from bench.fill.sizes import SIZES  # noqa: E402
from bench.fill.sql import rows  # noqa: E402
from bench.kept import connected_to  # noqa: E402


class Steps:
    """Says each step when it begins, and how long it took when the next one does."""

    def __init__(self):
        self.began, self.at = time.monotonic(), time.monotonic()

    def __call__(self, words):
        now = time.monotonic()
        print(f"{now - self.at:6.1f} s · {words} ...", flush=True)
        self.at = now


def main(name, copied_to=None):
    size, steps = SIZES[name.lower()], Steps()
    database = template(size, say=steps)
    steps("done")
    with connected_to(database):
        print(", ".join(f"{number:,} {table}" for table, number in counts()))
    if copied_to:
        database = copy(size, copied_to)
        steps("copied")
    print(database)


def counts():
    """[(table, rows)] of the tables that grow most, as PostgreSQL counted them last."""
    return rows(
        "SELECT replace(replace(relname, 'reviews_', ''), '_', ' '), reltuples::bigint FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY reltuples DESC LIMIT 14"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
