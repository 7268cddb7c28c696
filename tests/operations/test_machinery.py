"""The machinery page and /metrics: how it does, what is stuck, and nothing of what is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.models import Heartbeat
from contracts.models import Reading
from notices import tasks
from notices.actions import notify
from notices.models import Bundle, Notice, NoticeKind, Post, Webhook
from operations import health
from reviews.tasks.reminders import climb_ladders
from tests.factories import DocumentVersionFactory

pytestmark = pytest.mark.django_db


def park(rows):
    rows.update(parked_at=timezone.now(), attempts=10, last_error="no such mailbox")


@pytest.fixture
def stuck(buyer, desks):
    """One parked row in each outbox."""
    notify([buyer], key="k", kind=NoticeKind.ASSIGNMENT, title="Secret title", body="Secret words", url="/")
    Bundle.objects.create(recipient=buyer)
    webhook = Webhook.objects.create(team=desks["legal"], url="https://hooks.example/secret-key")
    Post.objects.create(webhook=webhook, key="k", text="Secret post")
    for model in (Notice, Bundle, Post):
        park(model.objects.all())


@pytest.fixture
def pages(client, admin):
    client.force_login(admin)
    return client


def test_machinery_shows_what_is_stuck_and_no_content(pages, stuck):
    text = pages.get("/settings/machinery/").text
    assert text.count("no such mailbox") == 3
    assert ("Ben Buyer" in text, "Channel of Legal" in text) == (True, True)
    for secret in ("Secret", "secret-key"):
        assert secret not in text


def test_machinery_says_when_nobody_reads_documents_and_what_waits(pages):
    health.latest_report.clear()
    reading = Reading.objects.create(version=DocumentVersionFactory())
    text = pages.get("/settings/machinery/").text
    assert "No worker listens on the queue “reading”, so documents wait to be read" in text
    assert "1, the oldest since" in text
    Heartbeat.objects.create(name="reader", at=timezone.now())
    reading.delete()
    health.latest_report.clear()
    text = pages.get("/settings/machinery/").text
    assert ("No worker listens" in text, "the oldest since" in text) == (False, False)


def test_metrics_tell_what_waits_to_be_read_and_when_a_reader_was_last_seen(client):
    minutes_ago = timezone.now() - timedelta(minutes=5)
    Reading.objects.create(version=DocumentVersionFactory(), requested_at=minutes_ago)
    Heartbeat.objects.create(name="reader", at=minutes_ago)
    lines = dict(line.rsplit(" ", 1) for line in client.get("/metrics").text.splitlines() if line[0] != "#")
    assert lines["duet_papers_unread"] == "1.0"
    assert 299 < float(lines["duet_papers_unread_age_seconds"]) < 400
    assert 299 < float(lines['duet_heartbeat_age_seconds{task="reader"}']) < 400


@pytest.mark.parametrize(("kind", "model"), [("notices", Notice), ("bundles", Bundle), ("posts", Post)])
def test_send_again_puts_a_parked_row_back_once(pages, stuck, kind, model):
    row = model.objects.get()
    answer = pages.post(f"/settings/machinery/{kind}/{row.pk}/again/", follow=True)
    assert "back in the queue" in answer.text
    row.refresh_from_db()
    assert (row.parked_at, row.attempts) == (None, 0)
    assert "not parked any more" in pages.post(f"/settings/machinery/{kind}/{row.pk}/again/", follow=True).text


def test_machinery_is_for_admins(client, buyer, lead, stuck):
    for person in (buyer, lead):
        client.force_login(person)
        for page in ("/settings/", "/settings/machinery/"):
            assert client.get(page).status_code == 403
        assert client.post(f"/settings/machinery/notices/{Notice.objects.get().pk}/again/").status_code == 403
    assert Notice.objects.parked().count() == 1


def test_send_again_of_something_else_is_not_found(pages, admin):
    assert pages.post(f"/settings/machinery/users/{admin.pk}/again/").status_code == 404


def test_sweeps_leave_a_sign_of_life(db):
    climb_ladders()
    tasks.deliver_notices()
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"climb-ladders", "deliver-notices"}


def test_metrics_tell_counts_and_ages_and_nothing_personal(client, buyer, stuck):
    notify([buyer], key="k2", kind=NoticeKind.ASSIGNMENT, title="Secret", body="", url="/")
    Notice.objects.filter(key="k2").update(next_attempt_at=timezone.now() - timedelta(minutes=5))
    answer = client.get("/metrics")
    figures = {}
    for line in answer.text.splitlines():
        if not line.startswith("#"):
            name, value = line.rsplit(" ", 1)
            figures[name] = float(value)
    assert figures['duet_outbox_due{outbox="notices"}'] == 1
    assert 299 < figures['duet_outbox_age_seconds{outbox="notices"}'] < 400
    assert figures['duet_outbox_parked{outbox="posts"}'] == 1
    assert figures["duet_reminders_due"] == 0
    for secret in ("Secret", "Ben", "duet.example", "hooks"):
        assert secret not in answer.text


@pytest.mark.parametrize(
    ("token", "given", "origin", "status"),
    [
        ("", "", {"REMOTE_ADDR": "127.0.0.1"}, 200),
        ("", "", {"REMOTE_ADDR": "10.0.0.1"}, 403),
        ("", "", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.1"}, 403),
        ("secret", "", {"REMOTE_ADDR": "127.0.0.1"}, 403),
        ("secret", "Bearer wrong", {"REMOTE_ADDR": "127.0.0.1"}, 403),
        ("secret", "Bearer secret", {"REMOTE_ADDR": "10.0.0.1"}, 200),
    ],
)
def test_metrics_are_guarded(client, settings, token, given, origin, status):
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", HTTP_AUTHORIZATION=given, **origin).status_code == status
