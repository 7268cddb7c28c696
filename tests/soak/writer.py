"""Writes notices, each to somebody else and each in a transaction of its own, whatever happens to the database.

`python -m tests.soak.writer FIRST NUMBER`: what was refused is written again, with the same key.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import InterfaceError, OperationalError, connection, transaction  # noqa: E402  (Django is set up first)

from notices.actions import notify  # noqa: E402
from notices.models import NoticeKind  # noqa: E402
from people.models import User  # noqa: E402


def write(number):
    with transaction.atomic():
        person, _ = User.objects.get_or_create(email=f"person{number}@duet.example", defaults={"name": f"No {number}"})
        notify([person], key="work", kind=NoticeKind.ASSIGNMENT, title=f"Work {number}", body="", url="/")


def write_whatever_happens(number):
    while True:
        try:
            return write(number)
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(0.1)


if __name__ == "__main__":
    first, count = map(int, sys.argv[1:])
    for number in range(first, first + count):
        write_whatever_happens(number)
