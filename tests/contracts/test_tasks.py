"""Reading in the background: every version once, whatever dies, fails, or is asked twice."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import pytest
import time_machine
from celery import current_app
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.db import connection, connections
from django.utils import timezone

import reading as reader
from common.models import Heartbeat
from contracts import reading_lock, tasks
from contracts.actions import documents
from contracts.models import DocumentKind, Reading, ReadingOutcome, ReadingStage, ReadingState
from intake.demo.paper import contract_pdf
from reading.document import Document
from tests.factories import DocumentFactory, DocumentVersionFactory, UserFactory
from tests.reading.builders import pdf
from tests.reading.pdf.test_pdf import PICTURE
from tests.reviews.together import SLOW, Meeting, together


@pytest.fixture
def version(db):
    """A small contract that waits to be read."""
    document = documents.store_document(
        contract_pdf("Quill Surveys", "Survey tool"), title="", kind=DocumentKind.CONTRACT, by=UserFactory()
    )
    return document.latest


@pytest.fixture
def asked(monkeypatch, django_capture_on_commit_callbacks):
    """The pks of the versions that workers were asked for, in place of asking."""
    pks = []
    monkeypatch.setattr(current_app, "send_task", lambda name, arguments, **options: pks.append(*arguments))
    return pks


def sweep(moment, capture):
    with time_machine.travel(moment, tick=False), capture(execute=True):
        return tasks.read_waiting()


def stored(content, name="contract.pdf"):
    file = ContentFile(content, name=name)
    return documents.store_document(file, title="", kind=DocumentKind.CONTRACT, by=UserFactory()).latest


def test_reading_a_version_keeps_text_pages_clauses_and_facts(version):
    tasks.read_document(version.pk)
    row = version.reading
    assert (row.state, row.outcome, row.reason, row.attempts, row.stage) == ("read", "text", "", 1, "")
    assert [page["number"] for page in row.pages] == [1]
    clause = next(entry for entry in row.clauses if entry["heading"] == "Liability")
    assert row.text[clause["start"] : clause["end"]] == clause["text"]
    assert (clause["number"], clause["side"], clause["types"][0]["name"]) == ("5", "legal", "liability")
    assert clause["triage"] is False
    assert {fact["name"] for fact in row.facts} >= {"initial_term", "liability_cap"}
    assert len(row.model_hash) == 64


def test_reading_twice_reads_once(version, monkeypatch):
    tasks.read_document(version.pk)
    before = Reading.objects.values().get()
    monkeypatch.setattr(reader, "read", lambda *args, **kwargs: pytest.fail("it was read again"))
    tasks.read_document(version.pk)
    assert Reading.objects.values().get() == before


def test_reading_tells_its_followers_once_and_afterwards(version, monkeypatch):
    monkeypatch.setattr(tasks, "FOLLOWERS", [note])
    HEARD.clear()
    tasks.read_document(version.pk)
    tasks.read_document(version.pk)
    assert HEARD[:] == [(version.pk, "read")]


HEARD = []


def note(version_pk):
    HEARD.append((version_pk, Reading.objects.get(version=version_pk).state))


@pytest.mark.parametrize(
    ("content", "outcome", "sentence"),
    [
        (pdf([]), "no_text", "Its pages are empty."),
        (b"%PDF-1.7\n" + b"\0" * 400, "unreadable", "cannot be read"),
    ],
)
def test_file_that_cannot_be_read_says_why(db, content, outcome, sentence):
    version = stored(content)
    tasks.read_document(version.pk)
    assert version.reading.outcome == outcome
    assert sentence in version.reading.reason


def test_file_that_is_missing_from_storage_says_so(version):
    version.file.storage.delete(version.file.name)
    tasks.read_document(version.pk)
    assert (version.reading.outcome, version.reading.reason) == (ReadingOutcome.UNREADABLE, tasks.MISSING)


def test_copy_that_is_read_has_no_name_to_be_left_behind(version, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("copies")
    monkeypatch.setattr(tasks.tempfile, "tempdir", str(folder))
    with tasks._copied(version) as copy, version.file.open("rb") as stored:
        assert (Path(copy).read_bytes(), list(folder.iterdir())) == (stored.read(), [])


def test_characters_that_the_database_cannot_keep_leave_offsets_true():
    kept = tasks.storable({"text": "a\0b\ud800c", "clauses": ({"start": 4, "text": "c"},)})
    assert kept == {"text": "a\ufffdb\ufffdc", "clauses": [{"start": 4, "text": "c"}]}


# --- what happens when it fails -----------------------------------------------------------------------


def test_failed_attempt_waits_and_is_tried_again_after_a_pause(
    version, monkeypatch, asked, django_capture_on_commit_callbacks
):
    with monkeypatch.context() as broken:
        broken.setattr(tasks.reading, "read", fails)
        tasks.read_document(version.pk)
    row = Reading.objects.get()
    assert (row.state, row.attempts, row.outcome) == (ReadingState.TO_BE_READ, 1, "")
    now = row.queued_at
    assert sweep(now + timedelta(seconds=20), django_capture_on_commit_callbacks) == 0
    assert sweep(now + timedelta(seconds=31), django_capture_on_commit_callbacks) == 1
    assert sweep(now + timedelta(seconds=32), django_capture_on_commit_callbacks) == 0
    assert asked == [version.pk]
    tasks.read_document(version.pk)
    assert Reading.objects.get().outcome == "text"


def fails(*args, **kwargs):
    raise OSError("storage is away")


def test_reading_that_always_fails_ends_unreadable_with_a_sentence(version, monkeypatch):
    monkeypatch.setattr(tasks.reading, "read", fails)
    for _ in range(tasks.MOST_ATTEMPTS):
        tasks.read_document(version.pk)
        assert Reading.objects.get().state == ReadingState.TO_BE_READ
    tasks.read_document(version.pk)
    row = Reading.objects.get()
    assert (row.state, row.outcome, row.reason) == ("read", "unreadable", tasks.GAVE_UP)


@pytest.mark.parametrize(("ended_after", "attempts"), [(10, 0), (-10, 1)], ids=["restart", "crash"])
def test_reading_that_a_restart_cut_off_is_no_failed_attempt(version, asked, ended_after, attempts):
    """One whose reader was not told to end has died of something else, perhaps of this very file."""
    row = tasks._begin(version.pk)
    Heartbeat.objects.create(name="reader-stopped", at=row.started_at + timedelta(seconds=ended_after))
    assert tasks.read_waiting() == 1
    assert (Reading.objects.get().state, Reading.objects.get().attempts) == (ReadingState.TO_BE_READ, attempts)


def test_reader_that_a_restart_cut_off_writes_nothing_any_more(version, asked):
    """The next attempt has the same number."""
    row = tasks._begin(version.pk)
    Heartbeat.objects.create(name="reader-stopped", at=timezone.now())
    tasks.read_waiting()
    assert tasks._begin(version.pk).attempts == row.attempts
    assert tasks._keep(row, Document("a.pdf", text="Late.")) is False


def test_version_that_no_worker_took_up_is_asked_for_again(version, asked, django_capture_on_commit_callbacks):
    queued_at = version.reading.queued_at
    assert sweep(queued_at + timedelta(seconds=90), django_capture_on_commit_callbacks) == 0
    assert sweep(queued_at + timedelta(seconds=121), django_capture_on_commit_callbacks) == 1
    assert sweep(queued_at + timedelta(seconds=130), django_capture_on_commit_callbacks) == 0
    assert asked == [version.pk]
    assert Heartbeat.objects.filter(name="read-waiting").exists()


def test_broker_that_is_away_does_not_hinder_an_upload(monkeypatch, requester, django_capture_on_commit_callbacks):
    monkeypatch.setattr(current_app, "send_task", fails)
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        stored(b"%PDF-1.7\n%%EOF\n")
    assert len(callbacks) == 1  # robust: Django logs its failure, and the row waits for the sweep
    assert Reading.objects.get().state == ReadingState.TO_BE_READ


def test_version_whose_reader_lives_is_left_alone_and_a_dead_readers_is_not(transactional_db, asked):
    version = DocumentVersionFactory(document=DocumentFactory())
    now = timezone.now()
    Reading.objects.create(version=version, state="being_read", attempts=1, started_at=now, stage="pages")
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [reading_lock.SPACE, version.pk])
        with time_machine.travel(now + timedelta(hours=5), tick=False):
            assert tasks.read_waiting() == 0  # however long it takes: its reader is there
    finally:
        other.close()
    eventually(lambda: tasks.read_waiting() == 1)
    row = Reading.objects.get()
    assert (row.state, row.started_at, asked) == (ReadingState.TO_BE_READ, None, [version.pk])


def eventually(holds, seconds=20):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


# --- two at once ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guard", ["on", "off"])
def test_two_workers_at_once_read_once(guard, monkeypatch):
    """The control, without lock and without the check on writing, reads twice."""
    version = stored(contract_pdf("Quill Surveys", "Survey tool").read())
    read = []
    monkeypatch.setattr(tasks.reading, "read", lambda *args, **more: read.append(1) or Document("a.pdf", text="Fees."))
    if guard == "off":
        monkeypatch.setattr(reading_lock, "_ask", lambda question, pk: True)
    Meeting(monkeypatch, (tasks, "_document_of"), patience=SLOW if guard == "off" else 0.5)
    together(lambda: tasks.read_document(version.pk), lambda: tasks.read_document(version.pk))
    assert len(read) == (1 if guard == "on" else 2)
    assert Reading.objects.get().outcome == "text"


@pytest.mark.django_db
def test_reader_that_was_overtaken_writes_nothing(version):
    """It lost its database connection, and with it the lock; somebody else has begun since."""
    row = tasks._begin(version.pk)
    Reading.objects.update(attempts=2)
    assert tasks._keep(row, Document("a.pdf", text="Late.")) is False
    assert Reading.objects.get().text == ""


# --- a worker that is killed ------------------------------------------------------------------------------

SLOW_READER = """
import django; django.setup()
import time
from contracts import tasks
tasks._document_of = lambda row: time.sleep(600)
tasks.read_document({pk})
"""


@pytest.mark.django_db(transaction=True)
def test_killed_worker_leaves_the_document_to_be_read_and_it_is_read_once(asked):
    version = stored(contract_pdf("Quill Surveys", "Survey tool").read())
    process = subprocess.Popen([sys.executable, "-c", SLOW_READER.format(pk=version.pk)], env=_environment())
    try:
        eventually(lambda: Reading.objects.get().state == ReadingState.BEING_READ, seconds=60)
        tasks.read_document(version.pk)  # somebody reads it: this one goes away
        assert tasks.read_waiting() == 0
        assert Reading.objects.get().attempts == 1
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    eventually(lambda: tasks.read_waiting() == 1)
    assert asked[-1] == version.pk
    tasks.read_document(version.pk)
    tasks.read_document(version.pk)
    row = Reading.objects.get()
    assert (row.state, row.outcome, row.attempts) == ("read", "text", 2)


def _environment():
    database = connection.settings_dict
    return os.environ | {
        "DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MEDIA_ROOT": str(django_settings.MEDIA_ROOT),
        "PYTHONPATH": str(Path(django_settings.BASE_DIR)),
    }


# --- progress -----------------------------------------------------------------------------------------


def test_progress_shows_pages_then_clauses_then_recognition(version, monkeypatch):
    row, seen = tasks._begin(version.pk), []
    progress = tasks.Progress(row)
    progress.SECONDS_BETWEEN = 0
    for done, total in [(1, 3), (3, 3), (0, 2), (1, 2), (2, 2)]:
        progress(done, total)
        seen.append(Reading.objects.values_list("stage", "pages_done", "pages_total").get())
    assert seen == [
        (ReadingStage.PAGES, 1, 3),
        (ReadingStage.CLAUSES, 3, 3),
        (ReadingStage.LETTERS, 0, 2),
        (ReadingStage.LETTERS, 1, 2),
        (ReadingStage.CLAUSES, 2, 2),
    ]


@pytest.mark.parametrize("recognise", [False, True])
def test_progress_shows_every_stage_of_a_small_scan(db, monkeypatch, recognise):
    """What the real reader says of six pages; a script plays the part of Tesseract."""
    monkeypatch.setattr(tasks.ocr.shutil, "which", lambda name: "/bin/true")
    version, progress_rows = stored(pdf(*[PICTURE] * 6)), []
    progress = tasks.Progress(tasks._begin(version.pk))

    def listen(done, total):
        progress(done, total)
        progress_rows.append(Reading.objects.values_list("stage", "pages_done", "pages_total").get())

    with tasks._copied(version) as copy:
        reader.read(copy, recognise=recognise, progress=listen)
    recognition = [("letters", 0, 6), ("clauses", 6, 6)]
    different = [row for row, _ in groupby(progress_rows)]  # what comes too soon after the last is not written
    assert [row for row in different if row[1] in {0, 6}] == [
        ("pages", 0, 6),
        ("clauses", 6, 6),
        *recognition * recognise,
    ]


def test_progress_writes_a_few_times_a_second_however_many_pages(version, django_assert_num_queries):
    progress = tasks.Progress(tasks._begin(version.pk))
    with django_assert_num_queries(1):
        for done in range(100):
            progress(done, 1000)
