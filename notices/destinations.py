"""Where a channel's posts may go: what an admin typed is taken apart, and the addresses behind its name are looked up.

Asked when a channel is saved, and again whenever something is sent: a name may lead elsewhere by then.
"""

import re
import socket
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from notices import networks

PRIVATE = "The address leads into a private network."
NOT_HTTPS = "The address does not begin with https://."
UNREADABLE = re.compile(r"[\x00-\x20\x7f\\]")
SECONDS_WHEN_SAVED = 3  # for looking up a name while an admin waits


class Unusable(Exception):
    """Nothing may or can be sent there; the sentence says why."""


class NotKnown(Unusable):
    """Nobody knows the name at this moment."""


@dataclass(frozen=True)
class Destination:
    """An address taken apart. `path` is what is asked for, with everything behind it."""

    scheme: str
    host: str
    port: int
    path: str


def parse(address: str) -> Destination:
    """What an address says. Raises `Unusable` where it says too little, too much, or a private network outright."""
    parts = _split(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.WEBHOOKS_TO_PRIVATE_ADDRESSES):
        raise Unusable(NOT_HTTPS)
    if parts.username is not None or parts.password is not None:
        raise Unusable("Leave out what stands before the @: channels take no name and password there.")
    host = parts.hostname
    if not host:
        raise Unusable("The address names no host.")
    if not settings.WEBHOOKS_TO_PRIVATE_ADDRESSES:
        _check_host(host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(parts.scheme, host, _port(parts), path)


def _split(address):
    if UNREADABLE.search(address):
        raise Unusable("The address has a blank, a backslash or an invisible sign in it.")
    try:
        return urlsplit(address)
    except ValueError as error:  # brackets that do not close
        raise Unusable("The host of this address cannot be read.") from error


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Unusable("The address names a port that does not exist.") from error


def _check_host(host):
    meant = networks.address_meant(host)
    if networks.is_local_name(host) or (meant and not networks.is_public(meant)):
        raise Unusable(PRIVATE)
    if networks.is_odd_spelling(host):
        raise Unusable(f"Write the host as a name or as a plain address: “{host}” is neither.")


def places_of(destination: Destination, *, seconds: float) -> list[tuple[str, int]]:
    """[(address, port)] behind the name, in the order in which to try them. One private address among several refuses
    them all. Raises `Unusable`, and `NotKnown` where there is none or none was found within so many seconds."""
    places = [place[4][:2] for place in _looked_up(destination, seconds)]
    if not settings.WEBHOOKS_TO_PRIVATE_ADDRESSES and not all(networks.is_public(address) for address, _ in places):
        raise Unusable(PRIVATE)
    return places


def _looked_up(destination, seconds):
    """Asked in a thread: the resolver has a patience of its own, which nobody can set."""
    answers = SimpleQueue()

    def ask():
        try:
            answers.put(socket.getaddrinfo(destination.host, destination.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):  # the latter for names that no host can have
            answers.put([])

    Thread(target=ask, daemon=True).start()
    try:
        places = answers.get(timeout=max(seconds, 0.001))
    except Empty as error:
        raise NotKnown(f"The host {destination.host} was not found in time.") from error
    if not places:
        raise NotKnown(f"The host {destination.host} is not known.")
    return places


def validate_address(address: str) -> None:
    """For forms: refuses in a sentence what would be refused when something is sent. A name that nobody knows at this
    moment is taken; it is looked up again for every post."""
    try:
        places_of(parse(address), seconds=SECONDS_WHEN_SAVED)
    except NotKnown:
        return
    except Unusable as refusal:
        raise ValidationError(str(refusal)) from refusal
