"""Who is away, and who stands in for them.

An absence is whole days on the person's own clock, so “today” is asked anew for each of them. A delegate who is away
too passes on to their own, at most `MAX_HOPS` times; a cycle, or a chain that is longer, ends with nobody, and the
work stays in the desk's queue. Whoever has left is not away: nobody acts in their name.
"""

from collections import defaultdict
from functools import cached_property

from django.utils import timezone

from people.models import Absence, Membership

MAX_HOPS = 3
"""How often work is passed on from one who is away to the next."""


def absence_of(person, at=None):
    """The absence that covers the moment (now), or None. One query."""
    at = at or timezone.now()
    return next((absence for absence in Absence.objects.near(at).filter(person=person) if absence.covers(at)), None)


def is_away(person, at=None):
    """Whether an absence covers the moment (now). One query."""
    return absence_of(person, at) is not None


def delegate_of(person, at=None):
    """Whoever stands in for a person who is away: active and present. None where nobody does. One query a hop."""
    return _follow(person, lambda absentee: absence_of(absentee, at))


def _follow(person, find_absence):
    """Along a chain of people who are still here: whoever has left lends nothing, and passes nothing on."""
    passed = {person.pk}
    for _ in range(MAX_HOPS):
        absence = find_absence(person) if person.is_active else None
        if absence is None or absence.delegate is None or absence.delegate_id in passed:
            return None
        person = absence.delegate
        passed.add(person.pk)
        if find_absence(person) is None:
            return person if person.is_active else None
    return None


def note_who_is_away(people, at=None):
    """Put the absences near the moment (now) to each of the people, where `away_until` finds them. One query."""
    by_person = defaultdict(list)
    if people:
        for absence in Absence.objects.near(at or timezone.now()).filter(person__in=people):
            by_person[absence.person_id].append(absence)
    for person in people:
        person.absences_near = by_person[person.pk]


def away_until(person, at=None):
    """The last day of a person's absence, or None while they are there. Needs what `note_who_is_away` noted."""
    at = at or timezone.now()
    return next((absence.ends_on for absence in person.absences_near if absence.covers(at)), None)


class Away:
    """Who is away at one moment, read once for a whole page or sweep: two queries, and only when somebody asks."""

    def __init__(self, at=None):
        self.at = at or timezone.now()

    @cached_property
    def absences(self):
        """{person's pk: their absence}."""
        return {absence.person_id: absence for absence in Absence.objects.near(self.at) if absence.covers(self.at)}

    @cached_property
    def seats(self):
        """{delegate's pk: {pk of each desk they sit on}}."""
        seats = defaultdict(set)
        delegates = {absence.delegate_id for absence in self.absences.values()} - {None}
        if delegates:
            for user, team in Membership.objects.filter(user__in=delegates).values_list("user", "team"):
                seats[user].add(team)
        return seats

    def absence_of(self, person):
        """The person's absence, or None."""
        return self.absences.get(person.pk)

    def delegate_of(self, person):
        """Whoever stands in, along a chain as far as `MAX_HOPS`; None where nobody does."""
        return _follow(person, self.absence_of)

    def stand_in(self, person, *, desk_id, but_not=None):
        """The delegate, if they sit on the desk and are not the one whose pk is `but_not`; else None."""
        delegate = self.delegate_of(person)
        if delegate is None or delegate.pk == but_not or desk_id not in self.seats[delegate.pk]:
            return None
        return delegate


def stands_in_for(person):
    """The people who are away now and whose work falls to this person, straight or along a chain.

    Read once for each loaded person, like `User.desks_held`: many questions, one query a page.
    """
    if person.stood_in_for is None:
        person.stood_in_for = _walk_back(person, timezone.now())
    return person.stood_in_for


def _walk_back(person, at):
    """Against the chains: from a delegate to those who named them, as far as `MAX_HOPS`."""
    absent, frontier = {}, [person.pk]
    for _ in range(MAX_HOPS):
        rows = Absence.objects.near(at).filter(delegate__in=frontier, person__is_active=True)
        rows = rows.exclude(person__in=[person.pk, *absent])
        away = {row.person_id: row.person for row in rows if row.covers(at)}
        if not away:
            break
        if not absent and not (person.is_active and absence_of(person, at) is None):
            return []
        absent |= away
        frontier = list(away)
    return list(absent.values())
