"""Rungs speak to several recipients, daily or at once, and more than once; the agenda of the check-in gets its marks."""

import datetime

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

RECIPIENTS = [
    ("holder", "The holder"),
    ("backup", "The backup"),
    ("coordinator", "The coordinator"),
    ("lead", "The leads of the desk"),
    ("heads", "The leads of procurement and legal"),
    ("agenda", "The agenda of the next check-in"),
]


def name_recipients(apps, schema_editor):
    for rung in apps.get_model("reviews", "Rung").objects.all():
        rung.recipients = ["holder", "backup"] if rung.recipient == "backup" else [rung.recipient]
        rung.daily = not (rung.anchor == "due" and rung.business_days == 0)
        rung.retired_at = None if rung.is_active else django.utils.timezone.now()
        rung.save()


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_first_version_of_the_split")]

    operations = [
        migrations.AddField(
            model_name="wait",
            name="paused_time",
            field=models.DurationField(
                default=datetime.timedelta, help_text="Business time it has been paused before."
            ),
        ),
        migrations.CreateModel(
            name="AgendaMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="rung",
            options={"ordering": ["ladder", "purpose", "pk"]},
        ),
        migrations.RemoveConstraint(
            model_name="reminder",
            name="reminder_is_once_per_wait_and_rung",
        ),
        migrations.RemoveConstraint(
            model_name="rung",
            name="rung_is_unique_in_its_ladder",
        ),
        migrations.AddField(
            model_name="reminder",
            name="nth",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="rung",
            name="daily",
            field=models.BooleanField(
                default=True, help_text="Unticked: as a mail of its own.", verbose_name="in the daily mail"
            ),
        ),
        migrations.AddField(
            model_name="rung",
            name="every_days",
            field=models.DecimalField(
                decimal_places=1,
                default=1,
                help_text="Business days between two of them.",
                max_digits=4,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="again every",
            ),
        ),
        migrations.AddField(
            model_name="rung",
            name="note",
            field=models.CharField(blank=True, help_text="A sentence to add to the message.", max_length=300),
        ),
        migrations.AddField(
            model_name="rung",
            name="only_over_days",
            field=models.DecimalField(
                blank=True,
                decimal_places=1,
                help_text="Business days. Shorter waits skip this rung.",
                max_digits=4,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="only for longer target times",
            ),
        ),
        migrations.AddField(
            model_name="rung",
            name="percent",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Only for a rung on the way: 50 means half of the target time.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)],
                verbose_name="share of the way, in percent",
            ),
        ),
        migrations.AddField(
            model_name="rung",
            name="purpose",
            field=models.CharField(
                blank=True,
                choices=[
                    ("full_request", "Full request"),
                    ("split", "Split"),
                    ("desk_review", "Desk review"),
                    ("question", "Question to the requester"),
                    ("escalation", "Escalated term"),
                    ("joint_position", "Joint position to the vendor"),
                    ("vendor_reply", "Vendor's reply"),
                    ("approval", "Final approval"),
                    ("co_signature", "Co-signing a decision note"),
                    ("signature", "Signature"),
                ],
                help_text="Empty: the common ladder for every kind without its own.",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="rung",
            name="recipients",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("holder", "The holder"),
                        ("backup", "The backup"),
                        ("coordinator", "The coordinator"),
                        ("lead", "The leads of the desk"),
                        ("heads", "The leads of procurement and legal"),
                        ("agenda", "The agenda of the next check-in"),
                    ],
                    max_length=12,
                ),
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="rung",
            name="retired_at",
            field=models.DateTimeField(editable=False, help_text="Waits opened from then on skip it.", null=True),
        ),
        migrations.AddField(
            model_name="rung",
            name="since",
            field=models.DateTimeField(editable=False, help_text="Waits opened from then on; empty: all.", null=True),
        ),
        migrations.AddField(
            model_name="rung",
            name="times",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="How many times.",
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)],
                verbose_name="at most",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="rung",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="reviews.rung"
            ),
        ),
        migrations.AlterField(
            model_name="rung",
            name="anchor",
            field=models.CharField(
                choices=[
                    ("opened", "after it was asked"),
                    ("share", "on the way from asked to due"),
                    ("before", "before it is due"),
                    ("due", "after it was due"),
                ],
                max_length=8,
                verbose_name="counted",
            ),
        ),
        migrations.AlterField(
            model_name="rung",
            name="business_days",
            field=models.DecimalField(
                decimal_places=1,
                default=0,
                help_text="0 means at that very moment.",
                max_digits=4,
                validators=[django.core.validators.MinValueValidator(0)],
            ),
        ),
        migrations.AddField(
            model_name="agendamark",
            name="wait",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="agenda_mark", to="reviews.wait"
            ),
        ),
        migrations.RunPython(name_recipients, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="rung",
            name="is_active",
        ),
        migrations.RemoveField(
            model_name="rung",
            name="recipient",
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("wait", "rung", "nth"), name="reminder_is_once_per_wait_and_rung"
            ),
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("anchor", "share"), ("percent__isnull", False), ("percent__range", (1, 99))),
                    models.Q(models.Q(("anchor", "share"), _negated=True), ("percent", None)),
                    _connector="OR",
                ),
                name="rung_on_the_way_has_a_share",
                violation_error_message="Give a share in percent for a rung on the way, and for no other.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("anchor", "before"), _negated=True), ("business_days__gt", 0), _connector="OR"
                ),
                name="rung_before_due_is_some_time_before",
                violation_error_message="Say how many business days before it is due.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.CheckConstraint(
                condition=models.Q(("every_days__gte", 1), ("times__range", (1, 60))),
                name="rung_repeats_a_bounded_number_of_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipients__len__gt", 0)), name="rung_speaks_to_somebody"
            ),
        ),
    ]
