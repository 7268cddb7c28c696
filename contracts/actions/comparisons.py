"""Comparing two versions of a document. Whoever calls has found both through what the person may see."""

from django.core.exceptions import ValidationError

from contracts.models import Comparison, Reading
from reading.compare import compare, counts

MOST_LETTERS = 1_500_000
"""In both versions together, about 250,000 words: what one request compares in a few seconds."""


def compare_versions(old, new):
    """The `Comparison` of two versions that were read, made now unless it is there. Sentences say why there is none."""
    readings = {each.version_id: each for each in Reading.objects.filter(version__in=[old, new])}
    if blockers := blockers_to_compare(old, new, readings):
        raise ValidationError(blockers)
    before, after = readings[old.pk], readings[new.pk]
    read = {"old_read_at": before.read_at, "new_read_at": after.read_at}
    found = Comparison.objects.filter(old=old, new=new, **read).first()
    if found is None:
        changes = compare(before.clauses, after.clauses)
        made = {**read, "changes": [each.as_json() for each in changes], "counts": counts(changes)}
        found, _ = Comparison.objects.update_or_create(old=old, new=new, defaults=made)
    found.old, found.new = old, new
    found.old.reading, found.new.reading = before, after
    return found


def blockers_to_compare(old, new, readings):
    """Why two versions cannot be compared now, as sentences. `readings` by the pk of their version."""
    found = [readings.get(version.pk) for version in (old, new)]
    waiting = [str(each.number) for each, row in zip((old, new), found, strict=True) if row is None or not row.is_read]
    if waiting:
        return [f"Version {' and version '.join(waiting)} is still being read. The comparison follows by itself."]
    unreadable = [
        f"Version {version.number} cannot be compared: {row.reason}"
        for version, row in zip((old, new), found, strict=True)
        if not row.has_text
    ]
    if unreadable:
        return unreadable
    if sum(len(row.text) for row in found) > MOST_LETTERS:
        return ["Both versions together are too long to compare here (about 250,000 words). Please download them."]
    return []
