"""Which of many people are away: one query at most, for lists that mark them. One person: reviews/presence.py."""

from django.utils import timezone

try:
    from people.models import Absence
except ImportError:  # an installation without absences: nobody is known to be away
    Absence = None


def away_among(people, at=None):
    """The pks of those of `people` (a queryset or a collection) who are away at this moment."""
    if Absence is None:
        return set()
    at = at or timezone.now()
    rows = Absence.objects.near(at).filter(person__in=people)
    return {row.person_id for row in rows if row.covers(at)}
