"""Posting to a team's channel: once, only to public addresses, with patience that ends."""

import http.server
import json
import socket
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.models import MAX_ATTEMPTS
from notices import channels, destinations, tasks
from notices.models import Notice, Post, Webhook
from tests.notices.rows import tell

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
        ("https://[64:ff9b::7f00:1]/", "leads into a private network"),
        ("https://[64:ff9b::a9fe:a9fe]/", "leads into a private network"),
        ("https://[2002:7f00:1::]/", "leads into a private network"),
        ("https://[::127.0.0.1]/", "leads into a private network"),
        ("https://[::ffff:0:7f00:1]/", "leads into a private network"),
        ("https://192.88.99.1/", "leads into a private network"),
        ("https://2130706433/", "leads into a private network"),
        ("https://0x7f.1/", "leads into a private network"),
        ("https://[fe80::1%25eth0]/", "leads into a private network"),
        ("https://localhost/", "leads into a private network"),
        ("https://134744072/", "Write the host as a name or as a plain address"),
        ("https://hooks.example\\@127.0.0.1/", "a blank, a backslash or an invisible sign"),
        ("https://user:word@hooks.example/", "Leave out what stands before the @"),
        ("https://[::1/", "cannot be read"),
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


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://hooks.example/", "does not begin with https://"),
        ("https://127.0.0.1/", "leads into a private network"),
        ("https://[64:ff9b::7f00:1]/", "leads into a private network"),
        ("https://0x7f.1/hook", "leads into a private network"),
        ("https://mattermost/hook", "leads into a private network"),
        ("https://hooks.example:99999/", "a port that does not exist"),
    ],
)
def test_webhook_is_refused_in_a_sentence_when_it_is_saved(desks, url, sentence):
    with pytest.raises(ValidationError, match=sentence):
        Webhook(team=desks["legal"], url=url).full_clean()


def places(*addresses):
    return lambda *args, **kwargs: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses
    ]


def test_webhook_whose_name_leads_into_a_private_network_is_refused_when_it_is_saved(desks, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", places("93.184.216.34", "10.0.0.1"))
    with pytest.raises(ValidationError, match="leads into a private network"):
        Webhook(team=desks["legal"], url="https://hooks.example/").full_clean()
    monkeypatch.setattr(socket, "getaddrinfo", places("93.184.216.34"))
    Webhook(team=desks["legal"], url="https://hooks.example/").full_clean()


def test_webhook_whose_name_nobody_knows_now_is_taken_and_looked_up_again(desks, monkeypatch):
    def fail(*args, **kwargs):
        raise socket.gaierror("away")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    Webhook(team=desks["legal"], url="https://hooks.example/").full_clean()
    with pytest.raises(channels.NotPosted, match="is not known"):
        channels.send("https://hooks.example/", "text")


def test_admin_reads_why_an_address_is_refused(client, admin, desks):
    client.force_login(admin)
    sent = {"team": desks["legal"].pk, "url": "https://[2002:7f00:1::]/", "is_active": "on"}
    page = client.post("/admin/notices/webhook/add/", sent)
    assert (page.status_code, "leads into a private network" in page.text) == (200, True)
    assert Webhook.objects.count() == 0


def test_chat_server_of_our_own_is_taken_where_the_operator_allows_it(desks, settings):
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = True
    Webhook(team=desks["legal"], url="http://127.0.0.1:8065/hook").full_clean()


# --- a limit on the whole call -----------------------------------------------------------------------------


class Dripping:
    """A server that takes everything, and answers one byte at a time for as long as anybody listens."""

    def __init__(self, answer):
        self.answer, self.calls = answer, 0
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            self.calls += 1
            threading.Thread(target=self.drip, args=[line], daemon=True).start()

    def drip(self, line):
        with line:
            try:
                for byte in self.answer + b"x" * 1000:
                    line.send(bytes([byte]))
                    time.sleep(0.1)
            except OSError:
                return


@pytest.fixture
def dripping(settings):
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = True
    servers = []

    def start(answer):
        servers.append(Dripping(answer))
        return servers[-1]

    yield start
    for each in servers:
        each.server.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\nA: ", b"", b"HTTP/1.1 "], ids=["headers", "bytes", "status"])
def test_channel_that_drips_is_cut_off_after_the_whole_time(dripping, monkeypatch, scheme, answer):
    monkeypatch.setattr(channels, "SECONDS", 1)
    server = dripping(answer if scheme == "http" else b"\x16\x03\x03\x40\x00" + answer)  # a long greeting of TLS
    started = time.monotonic()
    with pytest.raises(channels.NotPosted, match="The channel took longer than"):
        channels.send(f"{scheme}://127.0.0.1:{server.port}/", "text")
    assert 0.9 < time.monotonic() - started < 2


def test_name_that_nobody_answers_for_counts_into_the_whole_time(monkeypatch):
    monkeypatch.setattr(channels, "SECONDS", 0.3)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(3))
    started = time.monotonic()
    with pytest.raises(channels.NotPosted, match="was not found in time"):
        channels.send("https://hooks.example/", "text")
    assert time.monotonic() - started < 1


def test_channel_that_fails_rests_with_all_its_posts_and_the_others_get_theirs(
    channel, webhook, desks, dripping, monkeypatch
):
    monkeypatch.setattr(channels, "SECONDS", 0.5)
    slow = dripping(b"")
    bad = Webhook.objects.create(team=desks["procurement"], url=f"http://127.0.0.1:{slow.port}/")
    for number in range(5):
        announce(bad, key=f"bad-{number}")
    announce(webhook, key="good")

    tasks.deliver_posts()
    announce(bad, key="while it rests")
    tasks.deliver_posts()

    bad.refresh_from_db()
    assert (slow.calls, bad.failures) == (1, 1)
    assert set(Post.objects.filter(webhook=bad).values_list("next_attempt_at", flat=True)) == {bad.rests_until}
    assert len(channel.taken) == 1


def test_channel_rests_longer_each_time_and_is_well_again_with_one_success(channel, webhook):
    channel.answer = 500
    pauses = []
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False) as clock:
        announce(webhook, key="first")
        announce(webhook, key="second")
        for _ in range(4):
            tasks.deliver_posts()
            webhook.refresh_from_db()
            pauses.append((webhook.rests_until - timezone.now()).total_seconds() / 60)
            clock.move_to(webhook.rests_until + timedelta(seconds=1))
        channel.answer = 200
        tasks.deliver_posts()
    webhook.refresh_from_db()
    assert pauses == [1, 2, 4, 8]
    assert (webhook.failures, webhook.rests_until, Post.objects.undelivered().count()) == (0, None, 0)


def test_admins_hear_of_a_channel_that_takes_nothing_and_its_posts_are_parked(channel, webhook, admin):
    channel.answer = 500
    Webhook.objects.update(failures=MAX_ATTEMPTS - 1, rests_until=timezone.now())
    announce(webhook, key="first")
    announce(webhook, key="second")
    tasks.deliver_posts()
    assert Post.objects.parked().count() == 2
    notice = Notice.objects.get()
    assert (notice.recipient, notice.title) == (admin, "The channel of Legal takes no posts")


def test_another_address_begins_anew(client, admin, webhook, channel):
    channel.answer = 500
    announce(webhook)
    tasks.deliver_posts()
    client.force_login(admin)
    sent = {"team": webhook.team_id, "url": f"{webhook.url}2", "is_active": "on"}
    assert client.post(f"/admin/notices/webhook/{webhook.pk}/change/", sent).status_code == 302
    channel.answer = 200
    tasks.deliver_posts()
    assert Post.objects.get().posted_at is not None


def test_slow_channel_never_holds_mails(webhook, dripping, buyer):
    """Even in one process: a mail has a task and a queue of its own (tests/contracts/test_reading_queue.py)."""
    Webhook.objects.update(url=f"http://127.0.0.1:{dripping(b'').port}/")
    announce(webhook)
    tell(buyer)
    started = time.monotonic()
    tasks.deliver_notices()
    assert (len(mail.outbox), time.monotonic() - started < 2) == (1, True)


def test_destination_keeps_path_and_question():
    parsed = destinations.parse("https://Hooks.Example:8443/a/b?key=1#part")
    assert (parsed.host, parsed.port, parsed.path) == ("hooks.example", 8443, "/a/b?key=1")


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
