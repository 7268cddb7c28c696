"""Somebody leaves and others take over; somebody comes back; all of somebody's sessions are ended."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from common.log import record
from people import taking_over
from people.actions.rights import locked_person, require_admin
from people.actions.seats import take_everything
from people.actions.tokens import revoke_all_tokens
from people.models import FeedToken, KnownDevice, User
from people.taking_over import Report
from people.verbs import Verb


@transaction.atomic
def deactivate(
    person: User, *, taker: User | None = None, takers: Mapping[str, User] | None = None, by: User
) -> Report:
    """They can no longer sign in. `taker` takes over what they hold, `takers` single kinds of it ({key: person});
    what these may not take stays, named, with its desk. Their seats and roles are taken away. All or nothing."""
    person = locked_person(person, by)
    takers = dict(takers or {})
    if faults := faults_of_leaving(person, taker, takers):
        raise ValidationError(faults)
    report = taking_over.hand_on(person, lambda kind: takers.get(kind.key, taker), by=by)
    if person.is_superuser:
        person.is_superuser = person.is_staff = False
    take_everything(person, by=by)
    person.is_active, person.changed_by = False, by
    person.save()
    _end_sessions(person)
    FeedToken.objects.filter(person=person).delete()
    revoke_all_tokens(person, by=by)
    people = {"left": person, "taker": taker}
    record(Verb.LEFT, person, by=by, people=people, moved=report.moved, stayed=len(report.left))
    return report


def faults_of_leaving(person, taker, takers):
    """Why they cannot leave like that, as sentences."""
    if not person.is_active:
        return [f"{person} cannot sign in already."]
    for other in [taker, *takers.values()]:
        if other and other.pk == person.pk:
            return [f"{person} leaves, so somebody else takes over."]
        if other and not other.is_active:
            return [f"{other} cannot sign in and takes nothing over."]
    return []


@transaction.atomic
def reactivate(person: User, *, by: User) -> User:
    """They may sign in again, with the password that they had, and without seats and roles: these are given anew."""
    person = locked_person(person, by)
    if person.is_active:
        raise ValidationError([f"{person} can sign in already."])
    if person.invitations.open().exists():
        raise ValidationError([f"{person} is invited and comes in with the link of the mail."])
    if not person.has_usable_password():
        raise ValidationError([f"{person} never set a password: invite them again instead."])
    person.is_active = True
    person.save()
    record(Verb.CAME_BACK, person, by=by, people={"back": person})
    return person


@transaction.atomic
def end_sessions(person: User, *, by: User) -> User:
    """Wherever they are signed in, they are not any more, and mailed links to sign in stop working."""
    if person.pk != by.pk:
        person = locked_person(person, by)
    else:
        require_admin(by)
    _end_sessions(person)
    record(Verb.SESSIONS_ENDED, person, by=by, people={"of": person})
    return person


def _end_sessions(person):
    person.sessions_ended += 1
    person.save(update_fields=["sessions_ended"])
    KnownDevice.objects.filter(person=person).delete()
