"""/healthz: this process is alive. /readyz: database, broker, workers and beat answer. For machines.

Both are answered before any other middleware, so that no session, redirect or host check stands in the way.
"""

import threading
import time
from datetime import timedelta

import redis
from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from kombu.exceptions import OperationalError

from common.guards.away import PATIENCE
from common.models import Heartbeat
from contracts import listening
from contracts.models import FileLimits
from contracts.quotas import disk_warning
from notices.models import Webhook

STALE_AFTER = timedelta(seconds=20)  # beat sends a tick every 5 seconds
ONLY_SAID = {"disk"}  # people read and write without it; to take this process out of service would not help
PING_SECONDS = 0.8  # how long workers may take to answer
KEPT_FOR = 1  # seconds during which one answer of /readyz serves everybody who asks


class HealthMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.pages = {"/healthz": healthz, "/readyz": readyz}

    def __call__(self, request):
        page = self.pages.get(request.path_info)
        if page is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = page()
        response["Cache-Control"] = "no-store"
        return response


def healthz():
    """This process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz():
    """The report as JSON: 200 when every part is ok, else 503. A disk that fills up is said and takes no page away."""
    parts = latest_report.get()
    needed = [state for part, state in parts.items() if part not in ONLY_SAID]
    response = JsonResponse(parts, status=200 if set(needed) == {"ok"} else 503)
    response._has_been_logged = True  # asked every few seconds, it would fill the log while something is down
    return response


def report():
    """{part: "ok" or a sentence}. No names, addresses or versions: anybody may ask."""
    database, signs = database_state()
    broker = broker_state()
    return {
        "database": database,
        "broker": broker,
        **clock_states(signs.get("tick"), broker),
        "reader": reader_state(signs.get(listening.NAME)),
        "poster": poster_state(signs.get(listening.POSTER)),
        "disk": disk_state(),
    }


def database_state():
    """What to say of the database, and when the last signs of life were written (none: never, or unknown)."""
    names = ["tick", listening.NAME, listening.POSTER]
    try:
        signs = dict(Heartbeat.objects.filter(name__in=names).values_list("name", "at"))
    except DatabaseError:
        connection.close()  # the next question opens a new connection, in case this one is broken
        return "The database does not answer.", {}
    return "ok", signs


def broker_state():
    """ "ok", or a sentence."""
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE
        ) as client:
            client.ping()
    except redis.exceptions.RedisError:
        return "The broker does not answer."
    return "ok"


def clock_states(tick, broker):
    """{"worker": ..., "beat": ...}. Beat sends ticks and a worker writes them: one fresh row shows that both work."""
    age = timezone.now() - tick if tick else None
    if age is not None and age < STALE_AFTER:
        return {"worker": "ok", "beat": "ok"}
    silence = f"The last tick was {age.total_seconds():.0f} seconds ago" if age else "No tick is known"
    if broker == "ok" and _a_worker_answers():
        return {"worker": "ok", "beat": f"{silence}: beat is not running, or the workers are busy."}
    return {"worker": "No worker answers.", "beat": f"{silence}."}


def _a_worker_answers():
    try:
        return bool(current_app.control.ping(timeout=PING_SECONDS))
    except OperationalError:  # the broker went away meanwhile
        return False


def reader_state(at):
    """Whether a worker listens on the queue of documents, busy or not: "ok", or a sentence. `at` is its last sign."""
    age = timezone.now() - at if at else None
    if age is not None and age < STALE_AFTER:
        return "ok"
    since = f"the last sign of one is {age.total_seconds():.0f} seconds old" if age else "no sign of one is known"
    return f"No worker listens on the queue “{settings.READING_QUEUE}”, so documents wait to be read: {since}."


def poster_state(at):
    """The same of the queue of channels; without a channel in use nobody needs to listen there."""
    age = timezone.now() - at if at else None
    if (age is not None and age < STALE_AFTER) or not _has_channels():
        return "ok"
    since = f"the last sign of one is {age.total_seconds():.0f} seconds old" if age else "no sign of one is known"
    return f"No worker listens on the queue “{settings.CHANNELS_QUEUE}”, so posts to channels wait: {since}."


def disk_state():
    """Whether there is room for files: "ok", or a sentence, long before there is none. Without the database, by the
    usual limits."""
    try:
        limits = FileLimits.now()
    except DatabaseError:
        limits = FileLimits()
    try:
        warning = disk_warning(limits)
    except OSError:
        return "The disk for files cannot be looked at."
    return warning.sentence if warning else "ok"


def _has_channels():
    try:
        return Webhook.objects.filter(is_active=True).exists()
    except DatabaseError:
        return False  # said of the database already


class Shared:
    """The latest result of `compute`: asked for by many at once, it is computed once."""

    def __init__(self, compute):
        self.compute = compute
        self.lock = threading.Lock()
        self.computed_at = float("-inf")

    def get(self):
        """The result, at most `KEPT_FOR` seconds old. Others wait while one computes it."""
        with self.lock:
            if time.monotonic() - self.computed_at > KEPT_FOR:
                self.value = self.compute()
                self.computed_at = time.monotonic()
            return self.value

    def clear(self):
        """Compute it anew at the next question."""
        self.computed_at = float("-inf")


latest_report = Shared(report)
