"""How long the sweep over reminders takes for the same 1,000 due waits: among 10,000 open ones and among a million.

The ratio of the two is the figure: it should stay near 1, because a sweep that reads only what is due does not care
how much is not. `python -m bench.sweep` on an empty, migrated database; `make bench` brings one.
"""

import os
import statistics
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  (Django is set up first)
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from common.models import Event  # noqa: E402
from people.models import Team, User  # noqa: E402  (Django is set up first)
from reviews.models import Purpose, Review, Wait  # noqa: E402  (Django is set up first)
from reviews.pure.stages import Stage  # noqa: E402
from reviews.tasks.reminders import climb_ladders  # noqa: E402
from reviews.waits.opening_and_closing import open_wait  # noqa: E402
from vendors.models import Vendor  # noqa: E402

DUE, FEW, MANY, ROUNDS = 1_000, 10_000, 1_000_000, 5


def main(many=MANY):
    """Prints the figures; fails when the ratio says that a sweep reads what is not due."""
    pattern = first_wait()
    figures = {}
    for number in (FEW, many):
        fill_up(pattern, number)
        figures[number] = statistics.median(seconds_of_a_sweep(number) for _ in range(ROUNDS))
        print(f"{number:>9,} open waits, {DUE:,} due: {figures[number]:.2f} s (median of {ROUNDS})", flush=True)
    ratio = figures[many] / figures[FEW]
    print(f"ratio: {ratio:.2f}")
    return 0 if ratio < 3 else 1


def first_wait():
    call_command("seed_defaults", stdout=open(os.devnull, "w"))
    requester = User.objects.create_user("bench@duet.example", name="Rosa Requester")
    holder = User.objects.create_user("holder@duet.example", name="Clara Counsel")
    desk = Team.objects.get(slug="legal")
    desk.memberships.create(user=holder, is_lead=True)
    now = timezone.now()
    review = Review.objects.create(
        title="Survey tool",
        kind="software",
        kind_label="Software",
        requester=requester,
        vendor=Vendor.objects.create(name="Quill", created_by=requester),
        reason="We need it.",
        stage=Stage.IN_REVIEW,
        stage_since=now,
    )
    return open_wait(review, Purpose.APPROVAL, needed="Approve.", by=None, desk=desk, person=holder)


def fill_up(pattern, number):
    """As many open waits as asked for, copies of the pattern, none of them due, in one statement."""
    fields = [field.column for field in Wait._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(fields)
    missing = number - Wait.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO reviews_wait ({columns}) SELECT {columns} "
            "FROM reviews_wait, generate_series(1, %s) WHERE id = %s",
            [missing, pattern.pk],
        )
        cursor.execute("UPDATE reviews_wait SET remind_at = remind_at + interval '1 year' WHERE remind_at < now()")
        cursor.execute("VACUUM ANALYZE reviews_wait")


def seconds_of_a_sweep(number):
    """Make some waits due that were not looked at before, and let the sweep find them."""
    fresh = Wait.objects.filter(reminders=None).order_by("?" if number <= FEW else "-pk").values_list("pk", flat=True)
    chosen = list(fresh[:DUE])
    now = timezone.now()
    Wait.objects.filter(pk__in=chosen).update(opened_at=now - timedelta(days=7), due_at=now, remind_at=now)
    lines = Event.objects.count()
    started = time.perf_counter()
    climb_ladders()
    elapsed = time.perf_counter() - started
    assert Event.objects.count() == lines + DUE
    return elapsed


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
