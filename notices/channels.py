"""Posting to a team's channel: what is posted is a row first, and only then sent (notices.tasks.deliver_posts).

The address comes from an admin, so it is not trusted to be harmless: only https, only public addresses (the name is
resolved here and the connection goes to that very address), no redirects, short patience, a short look at the answer.
"""

import http.client
import ipaddress
import json
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from common import sight
from notices.models import Post, Webhook

SECONDS = 5


class NotPosted(Exception):
    """The channel did not take it; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One post to a team's channel. `url` is a path on this site; `topic` is what `notices.actions.withdraw` finds it
    by; it is not posted before `not_before` (None: at once); `about` are the rows that everybody on the desk must be
    allowed to see at that moment."""

    team_id: int
    key: str
    title: str
    body: str
    url: str
    topic: str = ""
    not_before: datetime | None = None
    about: tuple = ()

    @property
    def text(self):
        return f"{self.title}\n{self.body}\n{settings.SITE_URL}{self.url}"


def announce(team, **announcement):
    """Write a post for a team's channel, if it has one. Give what an `Announcement` takes, without `team_id`.

    Call it inside the transaction of the change.
    """
    announce_all([Announcement(team_id=team.pk, **announcement)])


def announce_all(announcements):
    """Write many posts at once, one for each channel and key. Two queries, however many."""
    teams = {announcement.team_id for announcement in announcements}
    webhooks = Webhook.objects.filter(team__in=teams, is_active=True) if teams else ()
    channels = {webhook.team_id: webhook for webhook in webhooks}
    posts = [
        Post(
            webhook=channels[announcement.team_id],
            key=announcement.key,
            text=announcement.text,
            topic=announcement.topic,
            next_attempt_at=announcement.not_before or timezone.now(),
            **sight.subjects(*announcement.about),
        )
        for announcement in announcements
        if announcement.team_id in channels
    ]
    if posts:
        Post.objects.bulk_create(posts, ignore_conflicts=True)


def is_of_one_page(text, other):
    """Whether two posts have the same title and the same link."""
    first, *_, last = text.splitlines()
    return (first, last) == (other.splitlines()[0], other.splitlines()[-1])


def one_text(texts):
    """Posts of one page as one: the title, what each of them says, the link."""
    title, *_, link = texts[0].splitlines()
    lines = [line for text in texts for line in text.splitlines()[1:-1]]
    return "\n".join([title, *dict.fromkeys(lines), link])


def plain(text):
    """The text as chat programs show it letter by letter.

    Titles come from requesters: unescaped, `<!channel>` would call everybody, and `<address|words>` or
    `[words](address)` would lead readers somewhere else than it says.
    """
    return escape(text, quote=False).replace("](", "] (")


def send(address, text):
    """Post one text. Raises `NotPosted`, whatever the reason. Slack and Teams both take {"text": ...}."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not settings.WEBHOOKS_TO_PRIVATE_ADDRESSES:
        raise NotPosted("The address does not begin with https://.")
    connection = _connection(parts)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, json.dumps({"text": plain(text)}), {"Content-Type": "application/json"})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:  # the last: letters that no address can have
        raise NotPosted(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise NotPosted(f"The channel answered {status}.")


def _connection(parts):
    if not parts.hostname:
        raise NotPosted("The address names no host.")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise NotPosted("The address names a port that does not exist.") from error
    place = _checked_place(parts.hostname, port)
    kind = PinnedHTTPS if parts.scheme == "https" else PinnedHTTP
    return kind(parts.hostname, port, place)


def _checked_place(host, port):
    """The address to connect to. One private address among several refuses them all."""
    try:
        places = [place[4][:2] for place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:  # the latter for names that no host can have
        raise NotPosted(f"The host {host} is not known.") from error
    if not settings.WEBHOOKS_TO_PRIVATE_ADDRESSES and not all(_is_public(address) for address, _ in places):
        raise NotPosted("The address leads into a private network.")
    return places[0]


def _is_public(address):
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast


class PinnedHTTP(http.client.HTTPConnection):
    """Connects to the address that was checked, not to what the name says a moment later."""

    def __init__(self, host, port, place):
        super().__init__(host, port, timeout=SECONDS)
        self.place = place

    def connect(self):
        self.sock = socket.create_connection(self.place, SECONDS)


class PinnedHTTPS(PinnedHTTP):
    default_port = 443

    def connect(self):
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
