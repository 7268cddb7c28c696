"""Versions that were attached before documents were read wait to be read, too."""

from django.db import migrations


def ask(apps, schema_editor):
    Reading = apps.get_model("vendors", "Reading")
    versions = apps.get_model("vendors", "DocumentVersion").objects.filter(reading=None)
    Reading.objects.bulk_create((Reading(version_id=pk) for pk in versions.values_list("pk", flat=True)), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("vendors", "0002_reading")]

    operations = [migrations.RunPython(ask, migrations.RunPython.noop, elidable=True)]
