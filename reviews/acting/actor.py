"""Whoever wants to do something, as policies see them: a frozen value. It knows people and desks, and no reviews.

A right is never lent by writing into a `User`. An `Actor` carries the seats that count, and answers by those alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from people.models import Team, User


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat on a desk, as it stood when it was read."""

    desk_id: int
    speaks_for: str
    is_lead: bool


def seats_of(user: User) -> frozenset[Seat]:
    """The person's own seats. Reads `User.desks_held`: one query for each loaded person."""
    return frozenset(Seat(held.team_id, held.team.speaks_for, held.is_lead) for held in user.desks_held)


def shared_seats(absent: User, delegate: User) -> frozenset[Seat]:
    """The seats of the one who is away, at the desks where the delegate sits too."""
    desks = {held.team_id for held in delegate.desks_held}
    return frozenset(seat for seat in seats_of(absent) if seat.desk_id in desks)


NO_SEATS: frozenset[Seat] = frozenset()


class Acting(Protocol):
    """An `Actor`, or somebody who could be one (presence.Doer)."""

    @property
    def user(self) -> User: ...

    @property
    def for_whom(self) -> User | None: ...

    @property
    def pk(self) -> int: ...

    @property
    def people_counted(self) -> frozenset[int]: ...


@dataclass(frozen=True, slots=True)
class Actor:
    """`user` acts, in their own name or `for_whom`, who is away; `seats` are those that count here.

    Both people are here to be named in the log, not to be asked for rights: `for_whom` also leads where the user has
    no seat. Ask the Actor.
    """

    user: User
    seats: frozenset[Seat]
    for_whom: User | None = None

    def __post_init__(self) -> None:
        """Nobody acts with more seats than these people have. Raises ValueError, however the Actor came about."""
        if self.for_whom is not None and self.for_whom.pk == self.user.pk:
            raise ValueError("Nobody stands in for themselves.")
        # Without seats nothing is compared, and nothing is read of whoever is away.
        if self.seats and not self.seats <= self._seats_at_most():
            raise ValueError("An Actor has a seat that is not theirs to use.")

    def _seats_at_most(self) -> frozenset[Seat]:
        return seats_of(self.user) if self.for_whom is None else shared_seats(self.for_whom, self.user)

    @classmethod
    def in_person(cls, user: User) -> Actor:
        """The user in their own name, with all their seats."""
        return cls(user, seats_of(user))

    @classmethod
    def standing_in(cls, user: User, absent: User) -> Actor:
        """The user in place of the one who is away, with no seats but those at desks where both sit."""
        return cls(user, shared_seats(absent, user), for_whom=absent)

    @property
    def pk(self) -> int:
        """Of the one in whose name it would be done: what is theirs is looked at, also while somebody stands in."""
        return (self.for_whom or self.user).pk

    @property
    def people_counted(self) -> frozenset[int]:
        """The pks that separation of duties counts: whoever acts, and whoever they act for."""
        return frozenset({self.user.pk, self.pk})

    @property
    def desks_led(self) -> frozenset[int]:
        """The pks of the desks at which they may do what leads do."""
        return frozenset(seat.desk_id for seat in self.seats if seat.is_lead)

    def is_on(self, desk: Team) -> bool:
        return any(seat.desk_id == desk.pk for seat in self.seats)

    def leads(self, desk: Team) -> bool:
        return desk.pk in self.desks_led

    def holds(self, person_id: int | None, desk: Team | None) -> bool:
        """Whether what is in somebody's hands, for that desk, is theirs: at desks where they (and a delegate) sit.

        Whoever has lost the seat holds nothing for the desk: it is given back (reviews.waits.giving_back).
        """
        if person_id != self.pk:
            return False
        return self.is_on(desk) if desk is not None else self.for_whom is None

    def leads_side(self, side: str) -> bool:
        return any(seat.is_lead and seat.speaks_for == side for seat in self.seats)
