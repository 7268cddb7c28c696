"""Starts the local servers that the environment does not name: DATABASE_URL and REDIS_URL win."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from local import postgres, valkey
from local.account import delete
from local.lifeline import Lifeline
from local.say import step


def start_missing(folder, lifeline, *, durable=True):
    """The environment for Duet's processes, with servers started for what it lacked."""
    environment = dict(os.environ)
    if not environment.get("DATABASE_URL"):
        with step("Starting PostgreSQL"):
            environment["DATABASE_URL"] = postgres.start(folder, lifeline, durable=durable)
    if not environment.get("REDIS_URL"):
        with step("Starting Valkey (it speaks Redis)"):
            environment["REDIS_URL"] = valkey.start(folder, lifeline)
    return environment


@contextmanager
def throw_away():
    """The same, with servers whose data is gone afterwards: for tests and measurements."""
    with tempfile.TemporaryDirectory(prefix="duet-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root, PostgreSQL runs as another account
        with Lifeline(folder / "started") as lifeline:
            yield start_missing(folder, lifeline, durable=False)
        delete(folder / "postgres")
