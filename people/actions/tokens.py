"""Tokens for programs, and the integrations that some of them belong to."""

from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from common.log import record
from common.words import day_in_words
from people import account_mails
from people.actions.rights import locked_person, require_admin
from people.models import FOR_PEOPLE_ALONE, SCOPES, AccessToken, User
from people.verbs import Verb

LONGEST_DAYS = 366
MOST = 30
"""So many tokens that are not revoked may one account have."""

NOT_YOURS = "Only the person themselves adds tokens to their account."


@transaction.atomic
def add_token(person: User, *, name: str, scopes: Collection[str], days: int, by: User) -> tuple[AccessToken, str]:
    """A token that acts as `person` within `scopes`, for so many days. Returns it and its secret, kept nowhere.

    One's own, or an integration's, for admins. Who gets one hears of it by mail.
    """
    person = _locked_owner(person, by)
    if faults := _faults_of_token(person, name.strip(), scopes, days):
        raise ValidationError(faults)
    secret, known_by = AccessToken.new_secret()
    ordered = [scope for scope in SCOPES if scope in scopes]
    expires_at = timezone.now() + timedelta(days=days)
    token = AccessToken.objects.create(
        person=person, name=name.strip(), scopes=ordered, expires_at=expires_at, added_by=by, **known_by
    )
    facts = {"name": token.name, "scopes": ordered, "until": f"{expires_at:%Y-%m-%d}"}
    record(Verb.TOKEN_ADDED, person, by=by, people={"for": None if person == by else person}, **facts)
    if not person.is_integration:
        account_mails.tell(person.email, subject="Duet: a token was added to your account", body=_mail_about(token))
    return token, secret


@transaction.atomic
def revoke_token(token: AccessToken, *, by: User) -> AccessToken:
    """It opens nothing any more. For whose it is, and for admins."""
    token = AccessToken.objects.select_for_update(of=("self",)).select_related("person").get(pk=token.pk)
    if token.person_id != by.pk:
        require_admin(by)
    if token.revoked_at:
        raise ValidationError(["This token was revoked already."])
    _revoke([token], by=by)
    return token


def revoke_all_tokens(person: User, *, by: User) -> None:
    """Inside the transaction of whoever closes the account."""
    _revoke(list(AccessToken.objects.standing().filter(person=person).select_for_update()), by=by)


@transaction.atomic
def add_integration(*, name: str, by: User) -> User:
    """An account for another program: no password, no mail, no seat and no role until somebody gives it one."""
    require_admin(by)
    name = name.strip()
    if not name:
        raise ValidationError({"name": ["Say which program it is for."]})
    if User.objects.filter(is_integration=True, name__iexact=name).exists():
        raise ValidationError({"name": ["There is an integration of this name. Take another name."]})
    number = User.objects.filter(is_integration=True).count() + 1
    address = f"{slugify(name)[:40] or 'integration'}-{number}@integration.invalid"
    account = User(email=address, name=name, is_integration=True, time_zone=by.time_zone)
    account.set_unusable_password()
    account.save()
    record(Verb.INTEGRATION_ADDED, account, by=by, people={"added": account})
    return account


def _locked_owner(person, by):
    if person.pk == by.pk:
        return User.objects.select_for_update(no_key=True).get(pk=by.pk)
    person = locked_person(person, by)
    if not person.is_integration:
        raise PermissionDenied(NOT_YOURS)
    return person


def _faults_of_token(person, name, scopes, days):
    faults = {}
    if not name:
        faults["name"] = ["Say what the token is for, so that you know it again."]
    if unknown := sorted(set(scopes) - set(SCOPES)):
        faults["scopes"] = [f"There is no such scope: {', '.join(unknown)}."]
    elif not scopes:
        faults["scopes"] = ["Choose at least one thing that it may do."]
    elif person.is_integration and set(scopes) & set(FOR_PEOPLE_ALONE):
        faults["scopes"] = ["Deciding terms and giving approvals is for people: no integration does it."]
    if not 1 <= days <= LONGEST_DAYS:
        faults["days"] = [f"A token lasts from one day to {LONGEST_DAYS} days."]
    if not faults and AccessToken.objects.standing().filter(person=person).count() >= MOST:
        faults["name"] = [f"There are {MOST} tokens already. Revoke one that is not needed any more."]
    return faults


def _mail_about(token):
    return (
        f"Hello {token.person.first_name},\n\nthe token “{token.name}” was added to your account. Until "
        f"{day_in_words(token.expires_at.date())} whoever has it may do this in your name:\n\n"
        + "\n".join(f"- {words}" for words in token.scopes_in_words)
        + "\n\nIf that was not you, revoke it on the page of your tokens and set a new password.\n"
    )


def _revoke(tokens, *, by):
    for token in tokens:
        token.revoked_at, token.revoked_by = timezone.now(), by
        token.save(update_fields=["revoked_at", "revoked_by"])
        of = None if token.person_id == by.pk else token.person_id
        record(Verb.TOKEN_REVOKED, token.person, by=by, people={"of": of}, name=token.name)
