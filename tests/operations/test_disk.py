"""The disk's pages, its warnings, and the same over the API: figures for who looks after it, and no content."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contracts import quotas
from contracts import tasks as contract_tasks
from contracts.actions import documents
from contracts.models import DiskMeasure, DocumentKind, FileLimits
from contracts.quotas import Room
from notices.models import Notice
from operations import disk as disk_pages
from operations import health, tasks
from tests.contracts.builders import pdf

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


@pytest.fixture
def free(monkeypatch):
    """free(megabytes): so much room is left."""

    def set_room(megabytes):
        disk = Room(total=100_000 * MEGABYTE, free=megabytes * MEGABYTE)
        monkeypatch.setattr(quotas, "room", lambda: disk)
        monkeypatch.setattr(disk_pages, "room", lambda: disk)
        health.latest_report.clear()

    return set_room


@pytest.fixture
def stored(requester):
    return documents.store_document(pdf("Okapi plan.pdf"), title="Okapi plan", kind=DocumentKind.NDA, by=requester)


def text_of(answer):
    return " ".join(answer.text.replace("\xa0", " ").split())


def test_page_shows_used_free_by_what_the_biggest_and_growth(pages, stored, free):
    free(60_000)
    contract_tasks.look_after_disk()
    today = timezone.now().date()
    monday = today - timedelta(days=today.weekday())
    text = text_of(pages.get("/settings/disk/"))
    for words in (
        "58.6 GB of 97.7 GB are free",
        "39.1 GB, 40 %",
        "Documents",
        "of what is used, 1 file",
        "By kind of document",
        "NDA",
        "Rosa Requester",
        f'datetime="{monday}"',
        "there is room for years",
    ):
        assert words in text
    assert "Okapi" not in text


def test_page_before_anybody_looked_says_so(pages):
    text = text_of(pages.get("/settings/disk/"))
    assert "Nobody has looked through it yet" in text
    assert "No file has been attached yet" in text


def test_page_says_when_it_will_be_full(stored):
    contract_tasks.look_after_disk()
    measure = DiskMeasure.objects.get()
    measure.details["weeks"] = [["2026-11-23", 300, 1], ["2026-11-16", 100, 1]]
    assert disk_pages.weeks_until_full(measure, 1000) == 10
    assert disk_pages.weeks_until_full(measure, -5) == 0
    measure.details["weeks"] = []
    assert disk_pages.weeks_until_full(measure, 1000) is None


@pytest.mark.parametrize(
    ("weeks", "sentence"),
    [
        (None, "Nothing came in lately."),
        (1, "At the pace of the last four weeks there is room for about 1 week more."),
        (10, "At the pace of the last four weeks there is room for about 10 weeks more."),
        (200, "At the pace of the last four weeks there is room for years."),
    ],
)
def test_page_says_how_long_the_room_lasts(weeks, sentence):
    assert disk_pages.outlook(weeks) == sentence


@pytest.mark.parametrize("count", [3, 30])
def test_page_asks_the_same_queries_however_many_files(pages, requester, count, django_assert_num_queries):
    for _ in range(count):
        documents.store_document(pdf(), title="", kind=DocumentKind.NDA, by=requester)
    contract_tasks.look_after_disk()
    with django_assert_num_queries(8):
        pages.get("/settings/disk/")


def test_pages_and_api_are_for_admins(client, lead, requester):
    for person in (lead, requester):
        client.force_login(person)
        for address in ("/settings/disk/", "/settings/disk/limits/", "/api/disk/", "/api/file-limits/"):
            assert client.get(address).status_code == 403
        assert client.post("/settings/disk/look/").status_code == 403
        assert (
            client.post("/api/file-limits/", {"files_per_draft": 1}, content_type="application/json").status_code == 403
        )
    assert FileLimits.objects.count() == 0


def test_limits_are_chosen_on_their_page(pages):
    chosen = FileLimits().chosen | {"files_per_draft": 4}
    assert pages.post("/settings/disk/limits/", chosen).status_code == 302
    assert (FileLimits.now().files_per_draft, FileLimits.now().saved_by.name) == (4, "Ada Admin")
    assert "4 files a draft" in pages.get("/settings/disk/limits/").text


def test_limits_that_make_no_sense_are_refused_on_their_page(pages):
    chosen = FileLimits().chosen | {"warn_below": 1, "stop_below": 2}
    answer = pages.post("/settings/disk/limits/", chosen)
    assert (answer.status_code, "Warn before files are refused" in answer.text) == (422, True)
    assert pages.post("/settings/disk/limits/", chosen | {"files_per_day": "many"}).status_code == 422


def test_api_says_the_same_and_chooses_limits(pages, stored, free):
    free(60_000)
    contract_tasks.look_after_disk()
    facts = pages.get("/api/disk/").json()
    assert (facts["free"], facts["warning"], facts["kinds"]) == (
        60_000 * MEGABYTE,
        "",
        [{"what": "NDA", "bytes": stored.latest.size, "count": 1}],
    )
    assert facts["biggest"][0]["by"] == "Rosa Requester"
    read = pages.get("/api/file-limits/").json()["state"]
    without = pages.post("/api/file-limits/", {"files_per_draft": 4}, content_type="application/json")
    assert without.status_code == 428
    answer = pages.post("/api/file-limits/", {"files_per_draft": 4, "state": read}, content_type="application/json")
    assert (answer.status_code, answer.json()["files_per_draft"], answer.json()["files_per_day"]) == (200, 4, 100)
    late = pages.post("/api/file-limits/", {"files_per_draft": 5, "state": read}, content_type="application/json")
    assert (late.status_code, late.json()["state"]) == (409, answer.json()["state"])
    data = {"files_per_draft": 4, "state": answer.json()["state"]}
    again = pages.post("/api/file-limits/", data, content_type="application/json")
    assert (again.status_code, again.json()) == (409, {"refused": ["These limits count already."]})


@pytest.mark.parametrize(
    ("megabytes", "title"),
    [(4000, "The disk for files is nearly full"), (400, "Nothing can be attached: the disk for files is full")],
)
def test_admins_are_told_before_the_disk_is_full_once_a_day(admin, lead, free, megabytes, title):
    free(megabytes)
    tasks.watch_disk()
    tasks.watch_disk()
    assert list(Notice.objects.values_list("recipient__name", "title", "url")) == [
        ("Ada Admin", title, "/settings/disk/")
    ]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tasks.watch_disk()
    assert Notice.objects.count() == 2


def test_nobody_is_told_while_there_is_room(admin, free):
    free(60_000)
    tasks.watch_disk()
    assert Notice.objects.count() == 0


def test_readyz_warns_before_the_disk_is_full_and_stays_ready(client, free, monkeypatch):
    monkeypatch.setattr(health, "clock_states", lambda tick, broker: {"worker": "ok", "beat": "ok"})
    monkeypatch.setattr(health, "reader_state", lambda at: "ok")
    answers = {}
    for megabytes in (60_000, 4000, 400):
        free(megabytes)
        answer = client.get("/readyz")
        answers[megabytes] = (answer.status_code, answer.json()["disk"])
    assert answers == {
        60_000: (200, "ok"),
        4000: (200, "Little room is left on the disk for files."),
        400: (200, "Too little room is left on the disk for files: nothing can be attached."),
    }


def test_machinery_shows_the_warning(pages, free):
    free(4000)
    assert "Little room is left on the disk for files." in pages.get("/settings/machinery/").text


def test_metrics_say_how_much_is_free(client):
    text = client.get("/metrics").text
    assert "duet_disk_bytes " in text
    assert "duet_disk_free_bytes " in text
