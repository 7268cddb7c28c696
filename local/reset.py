"""`make demo-reset`: forget all local data, so that the next `make run` begins anew."""

import os

import psycopg2

from local.account import delete
from local.run import RUN_DIR, take_lock
from local.say import CannotGoOn, step

KEPT = {"lock", "install.lock", "install.log"}


def reset(*, force):
    database_url = os.environ.get("DATABASE_URL")
    if database_url and not force:
        raise CannotGoOn(
            "DATABASE_URL is set, so this would delete everything in that database. "
            "If that is what you want: make demo-reset FORCE=1"
        )
    lock = take_lock("(resetting)")
    with lock, step("Deleting the local data"):
        if database_url:
            empty(database_url)
        for path in RUN_DIR.iterdir():
            if path.name not in KEPT:
                delete(path)
    print("\nGone. `make run` makes everything anew.")


def empty(database_url):
    with psycopg2.connect(database_url) as connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
