import django.contrib.postgres.fields
from django.db import migrations, models

import people.models.calendar
from common.business_time import usual_working_days


def take_the_usual_days_of_countries(apps, schema_editor):
    """Until now every calendar worked from Monday to Friday, also where Friday is a day off."""
    for calendar in apps.get_model("people", "WorkingCalendar").objects.all():
        calendar.working_days = usual_working_days(calendar.country)
        calendar.save(update_fields=["working_days"])


class Migration(migrations.Migration):
    dependencies = [("people", "0006_no_fixed_functions")]

    operations = [
        migrations.AddField(
            model_name="workingcalendar",
            name="own_days",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="{date: {name, opens, closes}} of days that differ: without hours nobody works.",
            ),
        ),
        migrations.AddField(
            model_name="workingcalendar",
            name="working_days",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                default=people.models.calendar.monday_to_friday,
                help_text="Days of the week; Monday is 0.",
                size=None,
            ),
        ),
        migrations.RunPython(take_the_usual_days_of_countries, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="workingcalendar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("working_days__len__gt", 0), ("working_days__contained_by", [0, 1, 2, 3, 4, 5, 6])
                ),
                name="calendar_works_on_days_of_the_week",
            ),
        ),
    ]
