"""Whether a person can be counted on now, in person or through whoever stands in for them.

Each question takes an `Away` (people.absences) where it is asked often, so that a whole page or sweep reads it once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from people.absences import Away
from people.models import Membership, Team, User


class Requested(Protocol):
    """What somebody asked for, and therefore holds no part of: a review."""

    requester_id: int


def why_not_present(user: User, away: Away | None = None) -> str | None:
    """“has left” or “is away”, or None for somebody who can be counted on."""
    if not user.is_active:
        return "has left"
    return "is away" if (away or Away()).absence_of(user) else None


def held_in_place_of(person: User, *, desk: Team, review: Requested, away: Away | None = None) -> User | None:
    """Who holds what is meant for a person of the desk: they themselves; while they are away, their delegate.

    None where neither can: they have left, sit elsewhere, or ask for the thing themselves.
    """
    if not person.is_active or person.pk == review.requester_id or not person.is_on(desk):
        return None
    away = away or Away()
    if away.absence_of(person) is None:
        return person
    return away.stand_in(person, desk_id=desk.pk, but_not=review.requester_id)


def holder_for(
    person: User | None, *, desk: Team | None, review: Requested, away: Away | None = None
) -> tuple[User | None, User | None]:
    """(who holds it now, for whom): the person, or their delegate for them; (None, None) leaves it to the desk."""
    away = away or Away()
    if person is None or desk is None or away.absence_of(person) is None:
        return person, None
    stand_in = held_in_place_of(person, desk=desk, review=review, away=away)
    return stand_in, stand_in and person


def those_there(people: Iterable[User], *, desk_id: int, but_not: int | None, away: Away | None = None) -> set[User]:
    """Of these people of a desk those who are there, and the delegates of those who are not; empty if nobody is."""
    away = away or Away()
    present = set()
    for person in people:
        stand_in = (
            person if away.absence_of(person) is None else away.stand_in(person, desk_id=desk_id, but_not=but_not)
        )
        present |= {stand_in} - {None}
    return present


def why_not_held(person: User, *, desk_id: int, requester_id: int | None, away: Away) -> str | None:
    """“has left” or “is away”, or None where they, or whoever stands in for them, can be counted on at the desk."""
    why = why_not_present(person, away)
    if why and person.is_active and away.stand_in(person, desk_id=desk_id, but_not=requester_id):
        return None
    return why


@dataclass(frozen=True, slots=True)
class Doer:
    """Somebody who is there and could act, in their own name or `for_whom`. Named like an `Actor`, without seats."""

    user: User
    for_whom: User | None = None

    @property
    def pk(self) -> int:
        return (self.for_whom or self.user).pk

    @property
    def people_counted(self) -> frozenset[int]:
        return frozenset({self.user.pk, self.pk})

    def __str__(self) -> str:
        return f"{self.user} for {self.for_whom}" if self.for_whom else str(self.user)


class Staff:
    """Who is there at every desk, in person or through whoever stands in: read once for a page or sweep.

    Three queries: seats of people who have not left, absences, and the seats of delegates.
    """

    def __init__(self, away: Away | None = None) -> None:
        self.away = away or Away()
        self.by_desk: dict[int, dict[int, Membership]] = defaultdict(dict)
        self.functions: dict[int, str] = {}
        for seat in Membership.objects.filter(user__is_active=True).select_related("user", "team"):
            self.by_desk[seat.team_id][seat.user_id] = seat
            self.functions[seat.team_id] = seat.team.speaks_for

    def members(self, desk_id: int) -> list[Doer]:
        """The members of the desk who are there. A delegate is one of them, in their own name."""
        return [Doer(seat.user) for seat in self.by_desk[desk_id].values() if self._is_there(seat.user)]

    def leads(self, desk_id: int) -> list[Doer]:
        """The leads of the desk who are there, and whoever stands in for one who is not."""
        leads = [seat.user for seat in self.by_desk[desk_id].values() if seat.is_lead]
        return [doer for lead in leads if (doer := self._doer(lead, desk_id))]

    def everybody(self, desk_id: int) -> list[Doer]:
        """Each member of the desk, in person or through whoever stands in."""
        return [doer for seat in self.by_desk[desk_id].values() if (doer := self._doer(seat.user, desk_id))]

    def leads_on(self, *functions: str) -> list[User]:
        """Those who lead a desk of these functions, there or not."""
        desks = [desk for desk, function in self.functions.items() if function in functions]
        return list({seat.user for desk in desks for seat in self.by_desk[desk].values() if seat.is_lead})

    def there(self, person: User, desks: Iterable[int]) -> list[Doer]:
        """The person, or those who stand in for them at these desks."""
        if self._is_there(person):
            return [Doer(person)]
        return [
            Doer(stand_in, for_whom=person) for desk in desks if (stand_in := self.away.stand_in(person, desk_id=desk))
        ]

    def in_place_of(self, person_id: int | None, desk_id: int) -> list[Doer]:
        """A person of the desk, or whoever stands in for them there; empty where neither is."""
        seat = self.by_desk[desk_id].get(person_id) if person_id else None
        doer = seat and self._doer(seat.user, desk_id)
        return [doer] if doer else []

    def leads_of(self, *functions: str) -> list[Doer]:
        """The leads of all desks of these functions, or whoever stands in for them."""
        return [doer for desk, function in self.functions.items() if function in functions for doer in self.leads(desk)]

    def _is_there(self, user: User) -> bool:
        return self.away.absence_of(user) is None

    def _doer(self, person: User, desk_id: int) -> Doer | None:
        if self._is_there(person):
            return Doer(person)
        stand_in = self.away.stand_in(person, desk_id=desk_id)
        return stand_in and Doer(stand_in, for_whom=person)
