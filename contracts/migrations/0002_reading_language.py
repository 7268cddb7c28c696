"""A reading says in which language its paper is, and keeps its sentences one by one."""

from django.db import migrations, models
from django.db.models import F, Func


def keep_the_sentences(apps, schema_editor):
    """What was read before has its sentences in one; in which language it was, nobody looked."""
    sentences = Func(F("reason"), function="jsonb_build_array", output_field=models.JSONField())
    apps.get_model("contracts", "Reading").objects.exclude(reason="").update(notes=sentences)


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="language",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="ISO 639; “mul” for several; empty where nothing tells.",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="notes",
            field=models.JSONField(default=list, editable=False, help_text="The sentences of `reason`, one by one."),
        ),
        migrations.RunPython(keep_the_sentences, migrations.RunPython.noop, elidable=True),
    ]
