"""/healthz and /readyz: each part fails on its own, and the answers work without session, host check or HTTPS."""

from datetime import timedelta

import pytest
import redis
import time_machine
from django.db import DatabaseError
from django.utils import timezone

from common.models import Heartbeat
from notices.models import Webhook
from operations import health

ALL_WELL = {
    "database": "ok",
    "broker": "ok",
    "worker": "ok",
    "beat": "ok",
    "reader": "ok",
    "poster": "ok",
    "disk": "ok",
}
NOBODY_READS = "No worker listens on the queue “reading”, so documents wait to be read"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_report():
    health.latest_report.clear()


@pytest.fixture
def tick():
    """Everything left a sign of life just now."""
    now = timezone.now()
    return Heartbeat.objects.bulk_create([Heartbeat(name=name, at=now) for name in ("tick", "reader")])


@pytest.fixture
def no_worker(monkeypatch):
    monkeypatch.setattr(health.current_app.control, "ping", lambda timeout: [])


def answer(client):
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_healthz_answers_without_the_database(client, django_db_blocker):
    with django_db_blocker.block():
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_healthz_answers_any_host_over_plain_http_in_production(client, settings):
    settings.ALLOWED_HOSTS = ["duet.example"]
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200


def test_health_pages_refuse_to_be_written_to(client):
    assert [client.post(page).status_code for page in ("/healthz", "/readyz")] == [405, 405]


def test_readyz_is_ready_when_everything_answers(client, tick):
    assert answer(client) == (200, ALL_WELL)


def test_readyz_is_never_cached_on_the_way(client, tick):
    assert client.get("/readyz")["Cache-Control"] == "no-store"


def test_readyz_says_that_the_database_does_not_answer(client, monkeypatch, no_worker):
    def fail(**filters):
        raise DatabaseError("secret-host refused the connection")

    monkeypatch.setattr(Heartbeat.objects, "filter", fail)
    monkeypatch.setattr(health.connection, "close", lambda: None)  # it belongs to the test's transaction

    assert answer(client) == (
        503,
        {
            "database": "The database does not answer.",
            "broker": "ok",
            "worker": "No worker answers.",
            "beat": "No tick is known.",
            "reader": f"{NOBODY_READS}: no sign of one is known.",
            "poster": "ok",
            "disk": "ok",
        },
    )


def test_readyz_says_that_the_broker_does_not_answer(client, tick, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert answer(client) == (503, ALL_WELL | {"broker": "The broker does not answer."})


def test_readyz_says_that_nothing_ticks_when_no_worker_answers(client, tick, no_worker):
    Heartbeat.objects.filter(name="tick").update(at=timezone.now() - timedelta(seconds=45))

    assert answer(client) == (
        503,
        ALL_WELL | {"worker": "No worker answers.", "beat": "The last tick was 45 seconds ago."},
    )


def test_readyz_says_that_beat_is_silent_when_a_worker_answers(client, tick, monkeypatch):
    Heartbeat.objects.filter(name="tick").update(at=timezone.now() - timedelta(seconds=45))
    monkeypatch.setattr(health.current_app.control, "ping", lambda timeout: [{"worker@one": {"ok": "pong"}}])

    sentence = "The last tick was 45 seconds ago: beat is not running, or the workers are busy."
    assert answer(client) == (503, ALL_WELL | {"beat": sentence})


def test_readyz_says_that_nobody_reads_documents(client, tick):
    now = timezone.now()
    Heartbeat.objects.filter(name="reader").update(at=now - timedelta(seconds=45))

    sentence = f"{NOBODY_READS}: the last sign of one is 45 seconds old."
    with time_machine.travel(now, tick=False):
        assert answer(client) == (503, ALL_WELL | {"reader": sentence})


def test_readyz_says_that_nobody_posts_to_channels_once_there_is_one(client, tick, desks):
    sentence = "No worker listens on the queue “channels”, so posts to channels wait: no sign of one is known."
    Webhook.objects.create(team=desks["legal"], url="https://hooks.example/")
    assert answer(client) == (503, ALL_WELL | {"poster": sentence})
    Heartbeat.objects.create(name="poster", at=timezone.now())
    health.latest_report.clear()
    assert answer(client) == (200, ALL_WELL)


def test_readyz_asks_the_servers_once_for_many_who_ask(client, tick, monkeypatch):
    asked = []
    monkeypatch.setattr(redis.Redis, "ping", lambda self: asked.append(self))

    for _ in range(5):
        answer(client)

    assert len(asked) == 1
