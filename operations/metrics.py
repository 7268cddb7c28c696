"""/metrics: figures for Prometheus. No names, no addresses, no titles: counts and ages.

Whoever sends METRICS_TOKEN as a bearer token may read them; without a token set, only this machine itself may.
"""

import hmac

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from contracts.quotas import room
from contracts.waiting import unread_papers
from notices.machinery import heartbeats, outboxes
from reviews.models import Wait

CEILING = 10_000
HERE = {"127.0.0.1", "::1"}


def metrics(request):
    """The figures in the text format of Prometheus; 403 for whoever may not read them."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if not may_read(request):
        return HttpResponse("Not for you.", status=403, content_type="text/plain")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def may_read(request):
    """A request that came through a proxy is not from this machine, whatever its last hop."""
    if settings.METRICS_TOKEN:
        header = request.headers.get("Authorization", "")
        return hmac.compare_digest(header.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    return request.META.get("REMOTE_ADDR") in HERE and "X-Forwarded-For" not in request.headers


class Figures:
    """What is read from the database at the moment of asking, so that every web process says the same."""

    def collect(self):
        due = GaugeMetricFamily("duet_outbox_due", "Rows that are due to be sent", labels=["outbox"])
        age = GaugeMetricFamily("duet_outbox_age_seconds", "How long the oldest has been due", labels=["outbox"])
        parked = GaugeMetricFamily("duet_outbox_parked", "Rows that wait for a person", labels=["outbox"])
        for queue in outboxes():
            due.add_metric([queue.name], queue.due)
            age.add_metric([queue.name], queue.age.total_seconds())
            parked.add_metric([queue.name], queue.parked)
        yield from (due, age, parked, self._heartbeats(), self._reminders(), *self._papers(), *self._disk())

    def _heartbeats(self):
        """Seconds since each regular task last ran; what never ran is left out."""
        family = GaugeMetricFamily("duet_heartbeat_age_seconds", "Seconds since it last ran", labels=["task"])
        now = timezone.now()
        for name, _, at in heartbeats():
            if at:
                family.add_metric([name], (now - at).total_seconds())
        return family

    def _papers(self):
        papers = unread_papers()
        yield GaugeMetricFamily(
            "duet_papers_unread", "Versions of documents not read yet, waiting or under way", value=papers.due
        )
        age = papers.age.total_seconds()
        yield GaugeMetricFamily("duet_papers_unread_age_seconds", "How long the oldest of them has waited", value=age)

    def _disk(self):
        disk = room()
        yield GaugeMetricFamily("duet_disk_bytes", "Size of the disk for files", value=disk.total)
        yield GaugeMetricFamily("duet_disk_free_bytes", "What of it is free", value=disk.free)

    def _reminders(self):
        """Index: wait_to_remind."""
        waiting = Wait.objects.filter(remind_at__lte=timezone.now())[:CEILING].count()
        return GaugeMetricFamily("duet_reminders_due", "Waits whose next rung is reached", value=waiting)
