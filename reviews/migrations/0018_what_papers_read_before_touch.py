"""What papers that were read before say anything about, so that nothing is missed in them that is there."""

from django.db import migrations

from reading.touches import types_touched


def look(apps, schema_editor):
    Reading = apps.get_model("vendors", "Reading")
    papers = apps.get_model("reviews", "ReadPaper").objects.filter(touches=[])
    for version in papers.values_list("version", flat=True).distinct().iterator():
        reading = Reading.objects.filter(version=version).only("clauses", "facts").first()
        if reading:
            papers.filter(version=version).update(touches=types_touched(reading.clauses, reading.facts))


class Migration(migrations.Migration):
    dependencies = [("reviews", "0017_what_is_checked_and_what_is_missed"), ("vendors", "0002_reading")]

    operations = [migrations.RunPython(look, migrations.RunPython.noop, elidable=True)]
