"""The machinery page: how it does, what is stuck, and nothing of what is said."""

import pytest
from django.utils import timezone

from common.models import Heartbeat
from contracts.models import Reading
from notices import tasks
from notices.models import Notice
from operations import health
from reviews.tasks.reminders import climb_ladders
from tests.factories import DocumentVersionFactory

pytestmark = pytest.mark.django_db


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


def test_machinery_refuses_everybody_but_admins(client, buyer, lead, stuck):
    for person in (buyer, lead):
        client.force_login(person)
        for page in ("/settings/", "/settings/machinery/"):
            assert client.get(page).status_code == 403
        assert client.post(f"/settings/machinery/notices/{Notice.objects.get().pk}/again/").status_code == 403
    assert Notice.objects.parked().count() == 1


def test_sweeps_leave_a_sign_of_life(db):
    climb_ladders()
    tasks.deliver_notices()
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"climb-ladders", "deliver-notices"}
