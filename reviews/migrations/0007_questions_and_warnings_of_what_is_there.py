"""Target times for the two new kinds of question where an installation has target times, and a warning for what is open.

The warning of an open wait is set by the wall clock, which is near enough; what opens from now on counts business time.
"""

from django.db import migrations
from django.db.models import DurationField, ExpressionWrapper, F

NEW_TARGETS = {"desk_question": 2, "vendor_question": 5}
DONE = 0.75


def add_targets(apps, schema_editor):
    targets = apps.get_model("reviews", "TargetTime").objects
    if targets.exists():
        for purpose, days in NEW_TARGETS.items():
            targets.get_or_create(purpose=purpose, desk=None, kind="", defaults={"business_days": days})


def warn(apps, schema_editor):
    waits = apps.get_model("reviews", "Wait").objects.filter(closed_at=None, warn_at=None)
    done = ExpressionWrapper((F("due_at") - F("opened_at")) * DONE, output_field=DurationField())
    waits.update(warn_at=F("opened_at") + done)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_questions_pauses_and_targets")]
    operations = [
        migrations.RunPython(add_targets, migrations.RunPython.noop),
        migrations.RunPython(warn, migrations.RunPython.noop),
    ]
