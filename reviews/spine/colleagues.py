"""Which of many people are away: one query at most, for lists that mark them. One person: acting/presence."""

from django.utils import timezone

from people.models import Absence


def away_among(people, at=None):
    """The pks of those of `people` (a queryset or a collection) who are away at this moment."""
    at = at or timezone.now()
    rows = Absence.objects.near(at).filter(person__in=people)
    return {row.person_id for row in rows if row.covers(at)}
