"""Posting to a team's channel: once, only to public addresses, with patience that ends."""

import http.server
import json
import socket
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.models import MAX_ATTEMPTS
from notices import channels, tasks
from notices.models import Post, Webhook

pytestmark = pytest.mark.django_db


class Channel(http.server.BaseHTTPRequestHandler):
    """Takes posts and answers as told."""

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.server.taken.append((self.path, json.loads(self.rfile.read(length))))
        self.send_response(self.server.answer)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def channel(settings):
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = True
    with http.server.HTTPServer(("127.0.0.1", 0), Channel) as server:
        server.taken, server.answer = [], 200
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def webhook(desks, channel):
    return Webhook.objects.create(team=desks["legal"], url=f"http://127.0.0.1:{channel.server_port}/hook?key=1")


def announce(webhook, key="wait-1"):
    channels.announce(webhook.team, key=key, title="R-1 Survey tool", body="Decide 3 terms.", url="/reviews/R-1/")


def test_announce_posts_once_though_called_and_delivered_twice(channel, webhook, settings):
    settings.SITE_URL = "https://duet.example"
    for _ in range(2):
        announce(webhook)
        tasks.deliver_posts()
    text = "R-1 Survey tool\nDecide 3 terms.\nhttps://duet.example/reviews/R-1/"
    assert channel.taken == [("/hook?key=1", {"text": text})]
    assert Post.objects.undelivered().count() == 0


def test_announce_without_a_channel_in_use_writes_nothing(desks, webhook):
    channels.announce(desks["privacy"], key="k", title="T", body="B", url="/")
    Webhook.objects.update(is_active=False)
    announce(webhook)
    assert Post.objects.count() == 0


@pytest.mark.parametrize("status", [302, 404, 500])
def test_channel_that_refuses_is_tried_again_with_growing_pauses_and_then_parked(channel, webhook, status):
    channel.answer = status
    announce(webhook)
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False) as clock:
        for _ in range(MAX_ATTEMPTS):
            tasks.deliver_posts()
            clock.move_to(Post.objects.get().next_attempt_at + timedelta(seconds=1))
        tasks.deliver_posts()
    post = Post.objects.get()
    assert (post.attempts, post.last_error, len(channel.taken)) == (10, f"The channel answered {status}.", 10)
    assert post.parked_at is not None


def test_channel_that_is_away_loses_nothing(desks, settings):
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        announce(Webhook.objects.create(team=desks["legal"], url=f"http://127.0.0.1:{port}/"))
        tasks.deliver_posts()
    post = Post.objects.get()
    assert (post.attempts, post.posted_at, "ConnectionRefusedError" in post.last_error) == (1, None, True)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://127.0.0.1/", "leads into a private network"),
        ("https://[::1]/", "leads into a private network"),
        ("https://[::ffff:10.0.0.1]/", "leads into a private network"),
        ("https://10.1.2.3/", "leads into a private network"),
        ("https://169.254.169.254/latest/", "leads into a private network"),
        ("https://0.0.0.0/", "leads into a private network"),
        ("http://93.184.216.34/", "does not begin with https://"),
        ("https:///path", "names no host"),
    ],
)
def test_send_refuses_what_is_not_a_public_https_address(url, sentence):
    with pytest.raises(channels.NotPosted, match=sentence):
        channels.send(url, "text")


def test_send_refuses_a_name_of_which_one_address_is_private(monkeypatch):
    places = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.216.34", "192.168.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: places)
    with pytest.raises(channels.NotPosted, match="private network"):
        channels.send("https://hooks.example/", "text")


def test_send_connects_to_the_address_that_was_checked(monkeypatch):
    """A name that changes its mind between the question and the connection does not matter."""
    asked = []
    place = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [place])

    def refuse(place, timeout):
        asked.append(place)
        raise TimeoutError("nobody there")

    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(channels.NotPosted, match="nobody there"):
        channels.send("https://hooks.example/", "text")
    assert asked == [("93.184.216.34", 443)]


def test_webhook_takes_https_addresses_only(desks):
    with pytest.raises(ValidationError, match="begins with https://"):
        Webhook(team=desks["legal"], url="http://hooks.example/").full_clean()


def test_desks_channel_hears_of_what_lies_in_its_queue(desks, settings, review, another_review):
    webhook = Webhook.objects.create(team=desks["legal"], url="https://hooks.example/")
    second = another_review()
    wait = second.waits.open().get(desk=desks["legal"])
    assert list(Post.objects.values_list("webhook", "key")) == [(webhook.pk, f"wait-{wait.pk}-opened")]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<!channel> R&D", "&lt;!channel&gt; R&amp;D"),
        ("<https://evil.example|Approve>", "&lt;https://evil.example|Approve&gt;"),
        ("[Approve](https://evil.example)", "[Approve] (https://evil.example)"),
    ],
)
def test_post_shows_literally_what_a_requester_typed(channel, webhook, title, shown):
    channels.announce(webhook.team, key="wait-1", title=title, body="Decide.", url="/reviews/R-1/")
    tasks.deliver_posts()
    [(_, posted)] = channel.taken
    assert posted["text"].splitlines()[0] == shown


@pytest.mark.parametrize(
    "address",
    ["https://chat.example:99999/", f"https://{'a' * 64}.example/", "http://127.0.0.1:{port}/hö\u200bk"],
)
def test_address_that_nobody_can_reach_does_not_hold_up_the_others(channel, webhook, desks, address):
    odd = Webhook.objects.create(team=desks["procurement"], url="https://chat.example/")
    Webhook.objects.filter(pk=odd.pk).update(url=address.format(port=channel.server_port))
    announce(odd)
    announce(webhook, key="wait-2")

    tasks.deliver_posts()

    assert Post.objects.get(key="wait-1").last_error
    assert Post.objects.get(key="wait-2").posted_at
