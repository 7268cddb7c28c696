"""Asking somebody in, asking them again, taking it back; and what the invited person does: they set a password."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from common.locks import locked_row
from common.log import record
from common.searching import tidy
from common.words import too_long
from people import account_mails
from people.actions import seats as seat_actions
from people.actions.rights import locked_person, require_admin
from people.models import Invitation, MailKind, Team, User
from people.verbs import Verb

NAME_LIMIT = 150


@dataclass(frozen=True)
class Wanted:
    """A seat that somebody is invited to."""

    team: Team
    is_lead: bool = False
    is_backup: bool = False


def faults_of_address(address: str) -> list[str]:
    """Why nobody can be invited at this address, as sentences."""
    try:
        validate_email(address)
    except ValidationError:
        return [f"“{address}” is not an e-mail address."]
    if len(address) > User._meta.get_field("email").max_length:
        return ["This e-mail address is too long."]
    person = User.objects.filter(email=address.lower()).first()
    return [why_not_again(person)] if person else []


def why_not_again(person: User) -> str:
    """What is known of an address that has an account already, and what to do instead."""
    if person.is_active:
        return f"{person.email} has an account already: {person}."
    if person.invitations.open().exists():
        return f"{person.email} is invited already. Send the invitation again from the list of people."
    return f"{person.email} belongs to {person}, who has left. Bring them back on their page."


def name_of_address(address: str) -> str:
    """A name to begin with: “ada.lovelace@…” is Ada Lovelace until she says otherwise."""
    mailbox = address.split("@")[0].split("+")[0]
    words = [word for word in mailbox.replace("_", ".").replace("-", ".").split(".") if word]
    return " ".join(word[0].upper() + word[1:] for word in words)[:NAME_LIMIT] or address[:NAME_LIMIT]


@transaction.atomic
def invite(*, email: str, name: str = "", seats=(), is_auditor=False, is_outside=False, by: User) -> Invitation:
    """An account that opens with the link of a mail. `seats` are `Wanted`; seats that a second admin must confirm
    are asked for. Returns the `Invitation`."""
    require_admin(by)
    email, name = email.strip().lower(), tidy(name)
    faults = faults_of_address(email) + too_long(name, NAME_LIMIT, "the name")
    if is_auditor and is_outside:
        faults.append("Somebody is an auditor or outside counsel, not both.")
    if seats and (is_auditor or is_outside):
        faults.append("An auditor or outside counsel sits on no desk.")
    if faults:
        raise ValidationError(faults)

    person = User(email=email, name=name or name_of_address(email), is_active=False)
    person.is_auditor, person.is_outside = is_auditor, is_outside
    person.time_zone = by.time_zone
    person.set_unusable_password()
    person.save()
    invitation = Invitation.objects.create(person=person, invited_by=by)
    account_mails.ask_for(MailKind.INVITATION, email)
    record(Verb.INVITED, person, by=by, people={"invited": person})
    for role in ("is_auditor", "is_outside"):
        if getattr(person, role):
            record(Verb.ROLE_GIVEN, person, by=by, people={"person": person}, role=role)
    for seat in seats:
        part = seat_actions.Part(is_lead=seat.is_lead, is_backup=seat.is_backup)
        seat_actions.give_seat(person, team=seat.team, part=part, by=by)
    return invitation


@transaction.atomic
def invite_again(invitation: Invitation, *, by: User) -> Invitation:
    """Another mail with a new link; the one before stops working as soon as the new one is written."""
    invitation = _locked(invitation, by)
    account_mails.ask_for(MailKind.INVITATION, invitation.person.email)
    record(Verb.INVITED_AGAIN, invitation.person, by=by, people={"invited": invitation.person})
    return invitation


@transaction.atomic
def invite_anew(person: User, *, by: User) -> Invitation:
    """Ask somebody in whose former invitation was taken back. Returns the new one."""
    person = locked_person(person, by)
    if person.is_active or person.has_usable_password():
        raise ValidationError([f"{person} has set a password already: let them sign in again."])
    if person.invitations.open().exists():
        raise ValidationError([f"{person} is invited already. Send the invitation again."])
    invitation = Invitation.objects.create(person=person, invited_by=by)
    account_mails.ask_for(MailKind.INVITATION, person.email)
    record(Verb.INVITED, person, by=by, people={"invited": person})
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> Invitation:
    """The link stops working, and what was given with it is taken back. The account stays closed."""
    invitation = _locked(invitation, by)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    person = invitation.person
    seat_actions.take_everything(person, by=by)
    record(Verb.INVITATION_REVOKED, person, by=by, people={"invited": person})
    return invitation


def _locked(invitation, by):
    require_admin(by)
    invitation = locked_row(invitation, "person")
    if invitation.used_at:
        raise ValidationError([f"{invitation.person} has followed the invitation already."])
    if invitation.revoked_at:
        raise ValidationError(["This invitation was taken back already."])
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, name: str, password: str, time_zone: str) -> User:
    """The invited person sets a password, and the account is open. Returns them; raises ValidationError where the
    link was used meanwhile, or where the password or the name will not do."""
    person = locked_row(invitation.person)
    name = tidy(name)
    faults = [] if name else ["Say what you are called."]
    faults += too_long(name, NAME_LIMIT, "the name")
    try:
        validate_password(password, person)
    except ValidationError as weak:
        faults += weak.messages
    if faults:
        raise ValidationError(faults)
    if person.is_active or not invitation.use_up():
        raise ValidationError(["This link has been used already. Sign in with your password."])
    person.name, person.time_zone, person.is_active = name, time_zone, True
    person.set_password(password)
    person.full_clean(exclude=["password"])
    person.save()
    record(Verb.JOINED, person, by=person)
    return person
