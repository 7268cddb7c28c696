"""Posting to a team's channel: what is posted is a row first, and only then sent (notices.tasks.deliver_posts).

The address comes from an admin, so it is not trusted to be harmless: only https, only public addresses (the name is
looked up here and the connection goes to that very address: notices/destinations.py), no redirects, a limit on the
whole call, a short look at the answer.
"""

import http.client
import json
import socket
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from html import escape
from threading import Timer
from time import monotonic

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from common import sight
from notices import destinations
from notices.actions import notify
from notices.models import NoticeKind, Post, Webhook
from people.models import User

SECONDS = 5  # for a whole call: looking up the name, connecting, TLS, sending, the answer
TOO_SLOW = f"The channel took longer than {SECONDS} seconds in all."


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
            next_attempt_at=channels[announcement.team_id].first_attempt(announcement.not_before),
            **sight.subjects(*announcement.about),
        )
        for announcement in announcements
        if announcement.team_id in channels
    ]
    if posts:
        Post.objects.bulk_create(posts, ignore_conflicts=True)


def rest(webhook, error):
    """A channel took nothing: it is left alone for a while, and the admins hear of it once it has failed too often."""
    if not webhook.rest(error):
        return
    admins = User.objects.filter(is_admin=True, is_active=True)
    notify(
        admins,
        key=f"channel-{webhook.pk}-{timezone.now():%Y%m%d}",
        kind=NoticeKind.ESCALATION,
        title=f"The channel of {webhook.team} takes no posts",
        body=f"It was tried {webhook.failures} times in a row. What waited for it is parked and can be sent again from "
        "the settings, “Machinery”. Please look at its address.",
        url=reverse("notices:channel", args=[webhook.team_id]),
    )


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
    deadline = Deadline(SECONDS)
    try:
        destination = destinations.parse(address)
        places = destinations.places_of(destination, seconds=deadline.left)
        status = _posted(destination, places, text, deadline)
    except destinations.Unusable as error:
        raise NotPosted(str(error)) from error
    except (OSError, http.client.HTTPException, ValueError) as error:  # the last: letters that no address can have
        raise NotPosted(TOO_SLOW if deadline.is_over else f"{type(error).__name__}: {error}") from error
    if deadline.is_over:  # cut off in the middle of an answer that looked well
        raise NotPosted(TOO_SLOW)
    if not 200 <= status < 300:
        raise NotPosted(f"The channel answered {status}.")


def _posted(destination, places, text, deadline):
    """The status that the channel answers. Redirects are answers like any other: nobody follows them."""
    kind = PinnedHTTPS if destination.scheme == "https" else PinnedHTTP
    connection = kind(destination, places, deadline)
    try:
        with deadline.cutting(connection):
            body = json.dumps({"text": plain(text)})
            connection.request("POST", destination.path, body, {"Content-Type": "application/json"})
            return connection.getresponse().status
    finally:
        connection.close()


class Deadline:
    """The end of a whole call. A timeout of a socket begins anew with every byte that a slow server sends."""

    def __init__(self, seconds):
        self.at = monotonic() + seconds

    @property
    def left(self):
        """The seconds that are left, never none: a socket would take 0 for "do not wait"."""
        return max(self.at - monotonic(), 0.001)

    @property
    def is_over(self):
        return monotonic() >= self.at

    @contextmanager
    def cutting(self, connection):
        """Cuts the line when the time is over, whatever the block is waiting for then."""
        timer = Timer(self.left, connection.cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


class PinnedHTTP(http.client.HTTPConnection):
    """Connects to the addresses that were checked, not to what the name says a moment later."""

    def __init__(self, destination, places, deadline):
        super().__init__(destination.host, destination.port, timeout=SECONDS)
        self.places, self.deadline = places, deadline

    def connect(self):
        self.sock = self._reached()
        if self.deadline.is_over:
            raise TimeoutError(TOO_SLOW)

    def _reached(self):
        """A socket to the first of the places that answers."""
        for number, place in enumerate(self.places, start=1):
            try:
                return socket.create_connection(place, self.deadline.left)
            except OSError:
                if number == len(self.places) or self.deadline.is_over:
                    raise
        raise OSError("There is no address to connect to.")

    def cut(self):
        """End both directions at once. Called from another thread, which must leave the objects of TLS alone."""
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class PinnedHTTPS(PinnedHTTP):
    default_port = 443

    def connect(self):
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock.do_handshake()  # apart, so that `cut` knows the socket while hands are shaken
