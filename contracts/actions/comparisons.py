"""Comparing two versions of a document. Whoever calls has found both through what the person may see."""

from django.core.exceptions import ValidationError

from contracts.models import Comparison, Reading
from reading.compare import compare, counts

MOST_LETTERS = 1_500_000
"""In both versions together, about 250,000 words: what one request compares in a few seconds."""


def compare_versions(old, new):
    """The `Comparison` of two versions: the stored one, or a new one when there is none or a version was read anew.

    Raises ValidationError (`blockers_to_compare`) while a version is unread, or cannot be compared at all.
    """
    readings = {reading.version_id: reading for reading in Reading.objects.filter(version__in=[old, new])}
    if blockers := blockers_to_compare(old, new, readings):
        raise ValidationError(blockers)
    before, after = readings[old.pk], readings[new.pk]
    read = {"old_read_at": before.read_at, "new_read_at": after.read_at}
    comparison = Comparison.objects.filter(old=old, new=new, **read).first()
    if comparison is None:
        changes = compare(before.clauses, after.clauses)
        defaults = {**read, "changes": [change.as_json() for change in changes], "counts": counts(changes)}
        comparison, _ = Comparison.objects.update_or_create(old=old, new=new, defaults=defaults)
    comparison.old, comparison.new = old, new
    comparison.old.reading, comparison.new.reading = before, after
    return comparison


def blockers_to_compare(old, new, readings):
    """Why two versions cannot be compared now, as sentences. `readings` by the pk of their version."""
    pairs = [(version, readings.get(version.pk)) for version in (old, new)]
    if waiting := [str(version.number) for version, row in pairs if row is None or not row.is_read]:
        return [f"Version {' and version '.join(waiting)} is still being read. The comparison follows by itself."]
    unreadable = [
        f"Version {version.number} cannot be compared: {row.reason}" for version, row in pairs if not row.has_text
    ]
    if unreadable:
        return unreadable
    if sum(len(row.text) for _, row in pairs) > MOST_LETTERS:
        return ["Both versions together are too long to compare here (about 250,000 words). Please download them."]
    return []
