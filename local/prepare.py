"""Brings the database up to date for `make run`: tables, defaults, demo data once. A process of its own."""

import io
import os

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from local.say import readable_endings, step


def prepare():
    with step("Bringing the database up to date"):
        call_command("check", stdout=io.StringIO())  # a mistake in the code shows here, not in each process
        call_command("migrate", interactive=False, verbosity=0)
    apps.get_model("common", "Heartbeat").objects.all().delete()  # the last run's tick proves nothing now
    with step("Checking the defaults (term types, desks, rules)"):
        call_command("seed_defaults", stdout=io.StringIO())
    if settings.SHOW_DEMO_ACCOUNTS:
        with step("Loading demo data (the first time only)") as line:
            call_command("load_demo", stdout=Progress(line))


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
