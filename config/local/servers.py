"""Starts the local servers that the environment does not name: DATABASE_URL and REDIS_URL win."""

import os

from config.local import postgres, valkey
from config.local.say import step


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
