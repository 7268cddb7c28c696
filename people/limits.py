"""How often somebody may try something: in the database, so that no limit falls with the broker or with a restart.

A limit allows some tries at once and then one every so often; nobody is ever locked out, only slowed down. What counts
is one moment in one row, changed in one statement, so that a hundred tries at once count as a hundred.
See docs/decisions/0028-limits-and-sign-in.md.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from people.models import Allowance

USE_UP = """
    INSERT INTO people_allowance AS kept (key, used_until) VALUES (%(key)s, %(now)s + %(every)s)
    ON CONFLICT (key) DO UPDATE SET used_until = GREATEST(kept.used_until, %(now)s) + %(every)s
    WHERE kept.used_until <= %(now)s + %(before)s
"""


@dataclass(frozen=True)
class Limit:
    """`at_once` tries, and then one more `every` so often."""

    name: str
    at_once: int
    every: timedelta

    def use(self, subject: object) -> timedelta | None:
        """Count one try of this subject. None: go on. Else how long to wait, and the try is not counted."""
        key, now = self._key(subject), timezone.now()
        values = {"key": key, "now": now, "every": self.every, "before": self.every * (self.at_once - 1)}
        with connection.cursor() as cursor:
            cursor.execute(USE_UP, values)
            if cursor.rowcount:
                return None
        used_until = Allowance.objects.filter(key=key).values_list("used_until", flat=True).first() or now
        return max(used_until - now - values["before"], timedelta(seconds=1))

    def left_of(self, subject: object) -> tuple[int, int]:
        """(how many tries are left, seconds until all of them are there again)."""
        now = timezone.now()
        used_until = (
            Allowance.objects.filter(key=self._key(subject)).values_list("used_until", flat=True).first() or now
        )
        used = max(used_until - now, timedelta(0))
        return max(int((self.every * self.at_once - used) / self.every), 0), ceil(used.total_seconds())

    def give_back(self, subject: object) -> None:
        """The try was a good one: it does not count."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE people_allowance SET used_until = used_until - %s WHERE key = %s",
                [self.every, self._key(subject)],
            )

    def _key(self, subject):
        return f"{self.name}:{hashlib.sha256(str(subject).encode()).hexdigest()}"


WRONG_FOR_ACCOUNT = Limit("wrong-for-account", 5, timedelta(minutes=10))
"""Wrong passwords for one address, from devices that its owner has not used before: some 150 a day."""

WRONG_FROM_NETWORK = Limit("wrong-from-network", 30, timedelta(seconds=10))
"""Wrong passwords from one network address, from devices that are not known for the account."""

WRONG_FROM_DEVICE = Limit("wrong-from-device", 10, timedelta(minutes=1))
"""Wrong passwords from a device that the owner has used before: nobody else can use this up."""

SIGN_INS = Limit("sign-ins", 60, timedelta(seconds=1))
"""Sign-ins from one network address, right or wrong: each costs the processor a while."""

LINKS_ASKED_FOR = Limit("links-asked-for", 20, timedelta(seconds=30))
"""Mails with links that one network address asks for, to whatever account."""

LINKS_OF_ADDRESS = Limit("links-of-address", 3, timedelta(minutes=30))
"""Mails with links to one address. Who is told to wait here has links in the mailbox that still work (`VALID_FOR`)."""

LINKS_FOLLOWED = Limit("links-followed", 20, timedelta(seconds=3))
"""Links of mails that one network address tries."""

API_CALLS = Limit("api-calls", 300, timedelta(milliseconds=200))
"""What one token asks over the API: five a second for long, and three hundred at once."""

OWN_PASSWORD = Limit("own-password", 5, timedelta(seconds=12))
"""Tries of whoever is signed in to confirm or change their password."""


def network_of(request) -> str:
    """Where a request comes from, as limits count it: of IPv6 the network, because everybody there has millions."""
    try:
        return truncate_ip(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return "unknown"
