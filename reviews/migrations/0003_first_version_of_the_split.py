"""The rules that an installation has already become version 1, so that the first change can be compared and undone."""

from django.db import migrations

REASON = "The rules as they were when versions began."


def keep_first_version(apps, schema_editor):
    rules = apps.get_model("reviews", "SplitRule").objects.order_by("slot", "position")
    versions = apps.get_model("reviews", "RuleVersion").objects
    if rules and not versions.exists():
        versions.create(number=1, rules=[stored(rule) for rule in rules], reason=REASON)


def stored(rule):
    """As RuleSet.stored gave it on the day of this migration."""
    return {
        "place": rule.slot,
        "name": rule.name,
        "desk": rule.desk_id,
        "conditions": rule.conditions,
        "person": rule.person_id,
        "backup": rule.backup_id,
        "is_active": rule.is_active,
        "key": rule.key.hex,
    }


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_split_versions_term_rules_and_playbook")]
    operations = [migrations.RunPython(keep_first_version, migrations.RunPython.noop)]
