"""As whom a person may do something: as themselves, or for somebody who is away and for whom they stand in.

A delegate may do what the one they stand in for could do, while that one is away, at the desks where both sit; never
on a request of either. Mark a policy with `delegable`, and ask `policy.as_whom(user, ...)` in the action, so that the
log names both.
"""

from copy import copy
from functools import wraps

from people import absences


def stands_in_for(user):
    """Those who are away and for whom `user` stands in, each with only the seats that `user` has too. Read once."""
    if not user.is_reviewer:
        return []
    return [_at_shared_desks(person, user) for person in absences.stands_in_for(user)]


def _at_shared_desks(person, user):
    shared = copy(person)
    shared.__dict__["desks_held"] = [held for held in person.desks_held if user.is_on(held.team)]
    return shared


def desks_led(user):
    """The desks at which the person may do what leads do: their own, and of those they stand in for."""
    return [*user.teams_led, *(team for person in stands_in_for(user) for team in person.teams_led)]


def delegable(may):
    """For a policy `may(user, about, ...)`: holds for whoever stands in, too. `about` is a review or belongs to one."""

    def as_whom(user, about, *more):
        """The user, the person whom the user stands in for here, or None who may not."""
        if may(user, about, *more):
            return holds_for(user, about) or user
        if user.pk == getattr(about, "review", about).requester_id:
            return None
        return next((person for person in stands_in_for(user) if may(person, about, *more)), None)

    @wraps(may)
    def may_or_stands_in(user, about, *more):
        return as_whom(user, about, *more) is not None

    may_or_stands_in.as_whom = as_whom
    may_or_stands_in.in_person = may
    return may_or_stands_in


def holds_for(user, about):
    """Whom the user holds a wait for, while that person is away; None for anything else."""
    principal = getattr(about, "on_behalf_of_id", None)
    if principal is None or getattr(about, "person_id", None) != user.pk:
        return None
    return next((person for person in absences.stands_in_for(user) if person.pk == principal), None)


def behalf(whom, by):
    """For the log: whom `by` acts for, or None when it is themselves."""
    return None if whom is None or whom.pk == by.pk else whom


def both(whom, by):
    """The pks that separation of duties counts: whoever acts, and whoever they act for."""
    return {person.pk for person in (whom, by) if person}


def who_has(doers, user, whom):
    """“You have”, or so of the one for whom the user would act, in front of what was done."""
    return "You have" if user.pk in doers else f"{whom}, for whom you would act, has"
