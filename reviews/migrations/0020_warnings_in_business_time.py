"""A reminder when three quarters of the time are gone, where the reviewers' ladder has none; and the warning of what is
open, counted in business time in place of the wall clock (0007). Both are the same when run twice.
"""

from django.db import migrations
from django.utils import timezone

from people import business_time

PERCENT = 75
AT_ONCE = 1000


def add_rung(apps, schema_editor):
    """For waits that open from now on, as with every change of a ladder. One that an admin took away stays away."""
    rungs = apps.get_model("reviews", "Rung").objects.filter(ladder="reviewers", purpose="")
    if rungs.filter(retired_at=None).exists() and not rungs.filter(anchor="share", percent=PERCENT).exists():
        rungs.create(
            ladder="reviewers",
            anchor="share",
            percent=PERCENT,
            only_over_days=1,
            recipients=["holder"],
            note="Three quarters of its time are gone.",
            since=timezone.now(),
        )


def warn(apps, schema_editor):
    model = apps.get_model("reviews", "Wait")
    company = apps.get_model("people", "WorkingCalendar").objects.order_by("pk").first()
    changed = []
    for wait in model.objects.filter(closed_at=None).select_related("desk__calendar").iterator(AT_ONCE):
        warn_at = warning_of(wait, wait.desk.calendar if wait.desk else company)
        if warn_at != wait.warn_at:
            wait.warn_at = warn_at
            changed.append(wait)
    model.objects.bulk_update(changed, ["warn_at"], batch_size=AT_ONCE)


def warning_of(wait, calendar):
    """As clocks.warn_at said it on the day of this migration."""
    target = business_time.business_time_between(wait.opened_at, wait.due_at, calendar) - wait.paused_time
    return business_time.add_business_time(wait.due_at, -target * (100 - PERCENT) / 100, calendar)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0019_outcomes_that_reopen_terms")]
    operations = [
        migrations.RunPython(add_rung, migrations.RunPython.noop),
        migrations.RunPython(warn, migrations.RunPython.noop),
    ]
