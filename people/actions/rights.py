"""Whom an admin changes: both are locked and read again, so that of two admins who act on each other one is first."""

from django.core.exceptions import PermissionDenied

from people.models import User
from people.policies import ADMINS_ALONE, NOT_ONESELF, OPERATORS_ALONE, may_configure, may_give_rights


def require_admin(by: User) -> None:
    """Admins and operators; everybody else is refused in a sentence."""
    if not may_configure(by):
        raise PermissionDenied(ADMINS_ALONE)


def locked_person(person: User, by: User) -> User:
    """The person as they are now, locked; refused for whoever may change nothing about them."""
    require_admin(by)
    if person.pk == by.pk:
        raise PermissionDenied(NOT_ONESELF)
    rows = User.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    fresh = {row.pk: row for row in rows.filter(pk__in=[person.pk, by.pk])}
    require_admin(fresh[by.pk])
    if not may_give_rights(fresh[by.pk], fresh[person.pk]):
        raise PermissionDenied(OPERATORS_ALONE)
    return fresh[person.pk]
