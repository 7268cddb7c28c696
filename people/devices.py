"""Devices that somebody has signed in with before: a signed cookie names them, with a new token at every sign-in.

Whoever tries passwords for an account slows down everybody but its known devices (people/adapters.py). One browser may
be known for a few accounts. The cookie is no right: without the password it opens nothing.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone

from people.models import KnownDevice
from people.models.feed import digest_of
from people.models.user import password_mark

COOKIE = "duet_devices"
PATH = "/accounts/"  # the pages of sign-in, and no other
KEPT_FOR = timedelta(days=180)
ACCOUNTS_PER_BROWSER = 5
DEVICES_PER_PERSON = 20

_signer = signing.Signer(salt="device")


def device_of(request, address: str) -> KnownDevice | None:
    """The device that asks, if the owner of this address has signed in with it and has the same password still."""
    for device in _devices(_tokens(request)):
        if device.person.email == address.lower() and device.password == password_mark(device.person):
            return device
    return None


def remember(request, person, answer) -> None:
    """The person has just signed in: the answer takes a new token along, and the one before is worth nothing."""
    tokens = _tokens(request)
    own = {device.digest for device in _devices(tokens) if device.person_id == person.pk}
    KnownDevice.objects.filter(digest__in=own).delete()
    token = secrets.token_urlsafe(24)
    KnownDevice.objects.create(person=person, digest=digest_of(token), password=password_mark(person))
    _forget_oldest(person)
    others = [token for token in tokens if digest_of(token) not in own]
    answer.set_cookie(
        COOKIE,
        _signer.sign(".".join([token, *others][:ACCOUNTS_PER_BROWSER])),
        max_age=KEPT_FOR,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def keep_only(request, person) -> None:
    """The person has set a new password here: this device stays known, the others do not."""
    own = [digest_of(token) for token in _tokens(request)]
    KnownDevice.objects.filter(person=person).exclude(digest__in=own).delete()
    KnownDevice.objects.filter(person=person).update(password=password_mark(person))


def _tokens(request) -> list[str]:
    try:
        return _signer.unsign(request.COOKIES.get(COOKIE, "")).split(".")
    except signing.BadSignature:
        return []


def _devices(tokens):
    since = timezone.now() - KEPT_FOR
    digests = [digest_of(token) for token in tokens]
    return list(KnownDevice.objects.filter(digest__in=digests, used_at__gt=since).select_related("person"))


def _forget_oldest(person):
    kept = KnownDevice.objects.filter(person=person).values("pk")[:DEVICES_PER_PERSON]
    KnownDevice.objects.filter(person=person).exclude(pk__in=kept).delete()
