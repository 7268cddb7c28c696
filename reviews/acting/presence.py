"""Whether a person can be counted on now, in person or through whoever stands in for them.

Each question takes an `Away` (people.absences) where it is asked often, so that a whole page or sweep reads it once.
"""

from collections.abc import Iterable
from typing import Protocol

from people.absences import Away
from people.models import Team, User


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


def holder_for(person: User | None, *, desk: Team | None, review: Requested) -> tuple[User | None, User | None]:
    """(who holds it now, for whom): the person, or their delegate for them; (None, None) leaves it to the desk."""
    away = Away()
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
