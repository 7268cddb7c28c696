"""Brings the database up to date for `make run`: tables, defaults, demo data once. A process of its own."""

import io
import os

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from local.say import CannotGoOn, readable_endings, step

OLD_HOUSE = """\
This database was made by an earlier Duet whose tables were laid out differently. Nothing in it was touched.
Run `make demo-reset` to delete it and begin anew (with FORCE=1 where DATABASE_URL names it), or go back to the version
that made it."""


def prepare():
    with step("Bringing the database up to date"):
        call_command("check", stdout=io.StringIO())  # a mistake in the code shows here, not in each process
        if is_of_another_house():
            raise CannotGoOn(OLD_HOUSE)
        call_command("migrate", interactive=False, verbosity=0)
    apps.get_model("common", "Heartbeat").objects.all().delete()  # the last run's tick proves nothing now
    with step("Checking the defaults (term types, desks, rules)"):
        call_command("seed_defaults", stdout=io.StringIO())
    if settings.SHOW_DEMO_ACCOUNTS:
        with step("Loading demo data (the first time only)") as line:
            call_command("load_demo", stdout=Progress(line))
            call_command("load_check_ins", stdout=Progress(line))


def is_of_another_house():
    """Whether the tables are not those that this code's migrations would have made, as far as they say they ran.

    Before the first release migrations are rewritten in place, so their names alone do not tell.
    """
    loader = MigrationLoader(connection)
    ours = {app.label for app in apps.get_app_configs() if app.label in loader.migrated_apps}
    applied = {key for key in loader.applied_migrations if key[0] in ours}
    if applied - set(loader.disk_migrations):
        return True
    complete = {label for label in ours if all(key in applied for key in loader.disk_migrations if key[0] == label)}
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in complete]
    columns = {(model._meta.db_table, field.column) for model in models for field in model._meta.local_concrete_fields}
    return bool(columns - columns_there())


def columns_there():
    """{(table, column)} of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
        return set(cursor.fetchall())


class Progress(io.TextIOBase):
    """Shows what a command prints as the detail of the step's line."""

    def __init__(self, line):
        self.line = line

    def write(self, text):
        if text.strip():
            self.line.detail = f"· {text.strip()}"
        return len(text)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    with readable_endings():
        prepare()
