"""/metrics: counts and ages, for those who may read them, and nothing of what is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.models import Heartbeat
from contracts.models import Reading
from notices.actions import notify
from notices.models import Notice, NoticeKind
from tests.factories import DocumentVersionFactory

pytestmark = pytest.mark.django_db


def test_metrics_tell_what_waits_to_be_read_and_when_a_reader_was_last_seen(client):
    minutes_ago = timezone.now() - timedelta(minutes=5)
    Reading.objects.create(version=DocumentVersionFactory(), requested_at=minutes_ago)
    Heartbeat.objects.create(name="reader", at=minutes_ago)
    lines = dict(line.rsplit(" ", 1) for line in client.get("/metrics").text.splitlines() if line[0] != "#")
    assert lines["duet_papers_unread"] == "1.0"
    assert 299 < float(lines["duet_papers_unread_age_seconds"]) < 400
    assert 299 < float(lines['duet_heartbeat_age_seconds{task="reader"}']) < 400


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
def test_metrics_refuse_whoever_may_not_read_them(client, settings, token, given, origin, status):
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", HTTP_AUTHORIZATION=given, **origin).status_code == status
