"""Documents have a queue of their own, so that a long one holds up no mail. Real workers, one process each."""

import time
from contextlib import ExitStack
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import Error, connections

from common.models import Heartbeat
from config.celery import app
from contracts import listening, tasks
from contracts.actions import documents
from contracts.models import DocumentKind, Reading
from intake.demo.paper import contract_pdf
from notices.actions import notify
from notices.models import Notice, NoticeKind
from notices.tasks import deliver_notices, deliver_posts
from tests.factories import UserFactory
from tests.workers import eventually, real_worker

SLOW = "tests.contracts.slow_reader"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def workers(transactional_db, tmp_path, monkeypatch):
    """workers({name: queues}): starts them; reading goes on until `reading_goes_on` is unlinked."""
    app.control.purge()
    goes_on = tmp_path / "reading-goes-on"
    goes_on.touch()
    monkeypatch.setenv("READING_GOES_ON", str(goes_on))
    with ExitStack() as stack:

        def start(queues):
            for name, options in queues.items():
                worker = real_worker(tmp_path, *options, "--concurrency", "1", name=name, app=SLOW)
                start.processes.append(stack.enter_context(worker))
            eventually(lambda: set(queues) <= answering(), "the workers to answer")
            return goes_on

        start.processes = []
        yield start
        goes_on.unlink(missing_ok=True)


def answering():
    """The names of the workers that are there."""
    return {name.split("@")[0] for reply in app.control.ping(timeout=0.5) for name in reply}


@pytest.fixture
def version(transactional_db):
    pdf = contract_pdf("Quill Surveys", "Survey tool")
    return documents.store_document(pdf, title="", kind=DocumentKind.CONTRACT, by=UserFactory()).latest


@pytest.fixture
def notice(transactional_db):
    person = UserFactory()
    notify([person], key="k", kind=NoticeKind.ASSIGNMENT, title="You have it", body="", url="/")
    return Notice.objects.get(recipient=person)


def is_mailed(notice):
    return Notice.objects.filter(pk=notice.pk, mailed_at__isnull=False).exists()


def begin_to_read(version, **options):
    tasks.read_document.apply_async([version.pk], **options)
    eventually(lambda: Reading.objects.filter(state="being_read").exists(), "the reading to begin")


APART = {"worker": ["--queues", "celery"], "reader": ["--queues", "reading"]}


def test_slow_reading_holds_up_no_notice(workers, version, notice):
    goes_on = workers(APART)
    begin_to_read(version)
    deliver_notices.delay()
    eventually(lambda: is_mailed(notice), "the mail")
    assert Reading.objects.get().state == "being_read"
    goes_on.unlink()
    eventually(lambda: Reading.objects.get().state == "read", "the end of the reading")


def test_slow_reading_would_hold_up_notices_in_one_queue(workers, version, notice):
    """The control: the document goes where the mails go."""
    goes_on = workers(APART)
    begin_to_read(version, queue="celery")
    deliver_notices.delay()
    assert not is_mailed(notice)
    goes_on.unlink()
    eventually(lambda: is_mailed(notice), "the mail")
    assert Notice.objects.get().mailed_at > Reading.objects.get().read_at


def test_one_worker_listens_on_both_queues(workers, version, notice):
    """As in a small installation: a worker that names no queue."""
    goes_on = workers({"all": []})
    goes_on.unlink()
    tasks.read_document.delay(version.pk)
    deliver_notices.delay()
    eventually(lambda: is_mailed(notice), "the mail")
    eventually(lambda: Reading.objects.get().state == "read", "the reading")
    eventually(lambda: Heartbeat.objects.filter(name="reader").exists(), "the sign that somebody listens")


# --- who listens ---------------------------------------------------------------------------------------------


def test_worker_that_reads_shows_it_while_all_its_processes_are_reading(workers, version):
    workers({"reader": ["--queues", "reading"]})
    begin_to_read(version)
    Heartbeat.objects.all().delete()
    eventually(lambda: Heartbeat.objects.filter(name="reader").exists(), "the sign that somebody listens")
    assert Reading.objects.get().state == "being_read"


@pytest.fixture
def listener(monkeypatch):
    """A listener and the signs of life that it left."""
    signs = []
    monkeypatch.setattr(listening, "_write", signs.append)
    monkeypatch.setattr(listening.connection, "close", lambda: None)  # it belongs to the test's transaction
    return SimpleNamespace(show=listening.Listener().show, signs=signs)


def test_only_a_worker_on_the_queue_of_documents_shows_it(listener):
    listener.show({"celery": None})
    assert listener.signs == []
    listener.show({"celery": None, settings.READING_QUEUE: None})
    assert listener.signs == ["reader"]


def test_worker_for_channels_shows_that_it_listens(listener):
    listener.show({settings.CHANNELS_QUEUE: None})
    assert listener.signs == ["poster"]


def test_worker_for_everything_shows_both(listener):
    listener.show({"celery": None, settings.READING_QUEUE: None, settings.CHANNELS_QUEUE: None})
    assert listener.signs == ["reader", "poster"]


def test_sign_of_life_is_left_every_few_seconds(listener, monkeypatch):
    clock = [0]
    monkeypatch.setattr(listening, "monotonic", lambda: clock[0])
    for clock[0] in (0, 2, 6):
        listener.show({"reading"})
    assert listener.signs == ["reader", "reader"]


def test_worker_goes_on_when_the_database_is_away(listener, monkeypatch):
    def fail(name):
        raise Error("away")

    monkeypatch.setattr(listening, "_write", fail)
    assert listener.show({"reading"}) is None


def test_query_that_hangs_does_not_hold_the_worker(transactional_db):
    """Its main process keeps the time limits of those that read. Here another session has locked the row."""
    Heartbeat.objects.create(name="reader", at=LONG_AGO)
    other = connections["default"].copy()
    try:
        other.set_autocommit(False)
        other.cursor().execute("SELECT 1 FROM common_heartbeat FOR UPDATE")
        started = time.monotonic()
        listening.Listener().show({"reading"})
        assert time.monotonic() - started < 10
    finally:
        other.close()
    assert Heartbeat.objects.get().at == LONG_AGO
    listening.Listener().show({"reading"})
    assert Heartbeat.objects.get().at > LONG_AGO


def test_worker_that_is_to_end_shows_it_at_once(workers, version):
    """While it reads on: what it does not finish in time is no failed attempt."""
    workers({"reader": ["--queues", "reading"]})
    begin_to_read(version)
    workers.processes[0].terminate()
    eventually(lambda: Heartbeat.objects.filter(name="reader-stopped").exists(), "the sign that it ends")
    assert Reading.objects.get().state == "being_read"


def queue_of(task):
    return app.amqp.router.route({}, task.name).get("queue", app.amqp.queues["celery"]).name


def test_reading_goes_to_the_queue_of_documents():
    assert queue_of(tasks.read_document) == settings.READING_QUEUE


@pytest.mark.parametrize("task", [tasks.read_waiting, tasks.draw_page, deliver_notices])
def test_sweeps_and_pictures_do_not_go_to_the_queue_of_documents(task):
    """Two long scans fill the worker for documents; whoever turns a page must not wait for them."""
    assert queue_of(task) == "celery"


def test_each_queue_gets_its_own_messages_only():
    """Also those that are sent to the exchange: a key that both queues are bound to would hand them to both."""
    keys = {name: queue.routing_key for name, queue in app.amqp.queues.items()}
    assert keys == {"celery": "celery", "reading": "reading", "channels": "channels"}


def test_posts_to_channels_go_to_a_queue_of_their_own():
    """A channel is somebody else's server: whatever it does, no mail stands behind it."""
    assert queue_of(deliver_posts) == settings.CHANNELS_QUEUE
