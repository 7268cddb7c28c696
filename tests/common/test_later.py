"""Tasks that are asked for by name."""

import re
import time
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import transaction

from common import later as asking
from common.guards.away import redis_away
from common.later import later

APPS = ("common", "people", "notices", "vendors", "contracts", "reviews", "checkins", "search", "intake", "operations")


def names_asked_for():
    """Every name that product code hands to `later`."""
    code = [path.read_text() for app in APPS for path in (Path(settings.BASE_DIR) / app).rglob("*.py")]
    return {name for text in code for name in re.findall(r"\blater\(\s*\"([^\"]+)\"", text)}


def test_later_is_asked_only_for_tasks_that_exist():
    current_app.loader.import_default_modules()
    names = names_asked_for()
    assert "contracts.tasks.read_document" in names
    assert names - set(current_app.tasks) == set()


@pytest.mark.django_db
def test_later_sends_after_the_commit_and_never_after_a_rollback(monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(current_app, "send_task", lambda *call, expires, **how: sent.append((*call, expires)))
    with django_capture_on_commit_callbacks(execute=True):
        later("some.task", 7, expires=60)
        assert sent == []
        with pytest.raises(ValueError, match="no"), transaction.atomic():
            later("some.task", 8)
            raise ValueError("no")
    assert sent == [("some.task", (7,), 60)]


@pytest.fixture
def no_broker(monkeypatch, silent_server):
    """A broker that takes the line and says nothing, which is worse than one that is not there."""
    silent = current_app.connection_for_write(silent_server, transport_options=asking.NO_WAITING)
    monkeypatch.setattr(asking, "_broker", lambda: silent)


@pytest.mark.django_db
def test_later_waits_less_than_a_second_for_a_silent_broker_and_not_at_all_for_a_while(
    no_broker, django_capture_on_commit_callbacks
):
    def ask():
        began = time.monotonic()
        with django_capture_on_commit_callbacks(execute=True):
            later("some.task", 7)
        return time.monotonic() - began

    assert ask() < 1
    assert redis_away
    assert ask() < 0.1
