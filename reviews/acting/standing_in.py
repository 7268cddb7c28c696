"""As whom a person may do something: as themselves, or for somebody who is away and for whom they stand in.

A delegate may do what the one they stand in for could do, while that one is away, at the desks where both sit; never
on a request of either. Mark a policy with `delegable`, and ask `policy.as_whom(user, ...)` in the action, so that the
log names both.
"""

from collections.abc import Callable, Collection
from functools import update_wrapper
from typing import Any

from people import absences
from people.models import User
from reviews.acting.actor import NO_SEATS, Acting, Actor


def as_delegate(user: User) -> list[Actor]:
    """The user in place of everybody for whom they stand in now. Absences and desks are read once for each user."""
    if not user.is_reviewer:
        return []
    return [Actor.standing_in(user, absent) for absent in absences.stands_in_for(user)]


def desks_led(user: User) -> set[int]:
    """The pks of the desks at which the person may do what leads do: their own, and of those they stand in for."""
    return {desk for actor in [Actor.in_person(user), *as_delegate(user)] for desk in actor.desks_led}


class Delegable:
    """A policy about an Actor that holds for whoever stands in, too. Asked about a user, like any other policy.

    `about` is a review or belongs to one (it has `review`); `more` is whatever else the policy looks at.
    """

    def __init__(self, allows: Callable[..., bool]) -> None:
        self.allows = allows
        """allows(actor, about, *more): of this Actor and nobody else. For policies that are built on this one."""
        update_wrapper(self, allows)

    def __call__(self, user: User, about: Any, *more: Any) -> bool:
        """Whether the user may, in their own name or for somebody."""
        return self.as_whom(user, about, *more) is not None

    def in_person(self, user: User, about: Any, *more: Any) -> bool:
        """Whether the user may, standing in for nobody."""
        return self.allows(Actor.in_person(user), about, *more)

    def as_whom(self, user: User, about: Any, *more: Any) -> Actor | None:
        """The Actor who may: the user in their own name, else for somebody who is away. None where neither may."""
        own = Actor.in_person(user)
        if self.allows(own, about, *more):
            return as_holder(own, about)
        requester = getattr(about, "review", about).requester_id
        if user.pk == requester:
            return None
        actors = (actor for actor in as_delegate(user) if actor.pk != requester)
        return next((actor for actor in actors if self.allows(actor, about, *more)), None)


def delegable(policy: Callable[..., bool]) -> Delegable:
    """For a policy `may_...(actor, about, ...)`."""
    return Delegable(policy)


def holds_for(actor: Actor, about: Any) -> User | None:
    """Whom the actor holds a wait for, while that person is away; None for anything else.

    An actor for somebody is asked about that one's rights, and whoever is away themselves holds nothing for others.
    """
    owner = getattr(about, "on_behalf_of_id", None)
    if owner is None or actor.for_whom is not None or getattr(about, "person_id", None) != actor.user.pk:
        return None
    return next((absent for absent in absences.stands_in_for(actor.user) if absent.pk == owner), None)


def as_holder(actor: Actor, about: Any) -> Actor:
    """The actor in the name of the one for whom they hold the wait; unchanged where they hold it for nobody.

    They may do it in their own right, so only the name is added, and no seat is lent (nor read) with it.
    """
    absent = holds_for(actor, about)
    return actor if absent is None else Actor(actor.user, NO_SEATS, for_whom=absent)


def who_has(doers: Collection[int | None], actor: Acting) -> str:
    """“You have”, or so of the one for whom the actor would act. `doers` are the pks of those who did it."""
    return "You have" if actor.user.pk in doers else f"{actor.for_whom}, for whom you would act, has"
