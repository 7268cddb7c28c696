"""How many files there may be: each limit is a sentence, and nothing is kept of what is refused."""

import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from common.log import events_of
from common.models import Audience
from contracts import quotas
from contracts.actions import documents
from contracts.actions.limits import choose_limits
from contracts.models import Document, DocumentKind, DocumentVersion, FileLimits
from contracts.quotas import Room
from intake import actions as intake_actions
from reviews.papers import documents as papers
from reviews.papers import versions
from tests.contracts.builders import pdf

pytestmark = pytest.mark.django_db


def store(by, file=None):
    return documents.store_document(file or pdf(), title="", kind=DocumentKind.CONTRACT, by=by)


def limit(**chosen):
    FileLimits.objects.create(**chosen)


def stored_files(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_person_reaches_the_files_of_a_day_and_goes_on_at_midnight(requester, buyer, settings):
    limit(files_per_day=2)
    store(requester)
    store(requester)
    with pytest.raises(ValidationError, match="You have attached 2 files today, and 2 is the most for one day"):
        store(requester)
    store(buyer)
    assert (Document.objects.count(), len(stored_files(settings))) == (3, 3)
    midnight = DocumentVersion.objects.last().uploaded_at + timedelta(days=1)
    with time_machine.travel(midnight):
        store(requester)


def test_person_reaches_the_megabytes_of_a_day(requester):
    limit(megabytes_per_day=1)
    store(requester)
    DocumentVersion.objects.update(size=1024 * 1024)
    with pytest.raises(ValidationError, match=r"You have attached 1\.0.*MB today; with this file"):
        store(requester)


def test_further_version_counts_too(requester, buyer):
    limit(files_per_day=1)
    document = store(requester)
    with pytest.raises(ValidationError, match="You have attached 1 file today"):
        documents.add_version(document, pdf(), by=requester)
    documents.add_version(document, pdf(), by=buyer)


def test_disk_that_is_nearly_full_takes_no_file(requester, monkeypatch, settings):
    monkeypatch.setattr(quotas, "room", lambda: Room(total=10**12, free=FileLimits().stop_bytes + 10))
    with pytest.raises(ValidationError, match="There is too little room left on the disk"):
        store(requester)
    assert (Document.objects.count(), stored_files(settings)) == (0, [])


def test_room_is_that_of_the_disk_though_the_folder_is_not_there_yet(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not" / "yet"
    assert quotas.room().total > quotas.room().free > 0


@pytest.mark.parametrize(("free", "level"), [(400, "full"), (2000, "low"), (6000, None)])
def test_disk_warns_before_it_is_full(monkeypatch, free, level):
    monkeypatch.setattr(quotas, "room", lambda: Room(total=10**12, free=free * 1024 * 1024))
    warning = quotas.disk_warning()
    assert (warning and warning.level) == level


def test_draft_takes_so_many_files_and_one_more_when_one_is_taken_off(draft, requester):
    limit(files_per_draft=1)
    document = intake_actions.attach(draft, pdf(), kind=DocumentKind.CONTRACT, by=requester)
    with pytest.raises(ValidationError, match=r"This draft has 1 file, and 1 is the most\. Take one off first"):
        intake_actions.attach(draft, pdf(), kind=DocumentKind.CONTRACT, by=requester)
    intake_actions.detach(draft, document, by=requester)
    intake_actions.attach(draft, pdf(), kind=DocumentKind.CONTRACT, by=requester)


def test_review_takes_so_many_files_versions_included(review, buyer):
    count = DocumentVersion.objects.filter(document__reviews=review).count()
    limit(files_per_review=count + 2)
    document = papers.add_document(review, pdf(), by=buyer)
    versions.add_version(review, document, pdf(), by=buyer)
    sentence = f"This review has {count + 2} files, and {count + 2} is the most. Put several into one PDF"
    with pytest.raises(ValidationError, match=sentence):
        papers.add_document(review, pdf(), by=buyer)
    with pytest.raises(ValidationError, match=sentence):
        versions.add_version(review, document, pdf(), by=buyer)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_two_at_once_do_not_pass_the_limit(requester, monkeypatch, is_guarded):
    """The control: without the turn both find room."""
    limit(files_per_day=1)
    if not is_guarded:
        monkeypatch.setattr(documents, "in_turn", lambda work, row: None)
    meeting = threading.Barrier(2, timeout=2)
    ask = quotas.blockers_to_keep

    def ask_slowly(size, *, by):
        blockers = ask(size, by=by)
        with suppress(threading.BrokenBarrierError):
            meeting.wait()
        return blockers

    monkeypatch.setattr(quotas, "blockers_to_keep", ask_slowly)

    def attach():
        try:
            store(requester)
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=attach) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Document.objects.count() == (1 if is_guarded else 2)


# --- choosing -------------------------------------------------------------------------------------------


def test_choose_limits_keeps_the_others_and_says_so_in_the_log(admin):
    choose_limits(files_per_draft=5, by=admin)
    limits = choose_limits(files_per_day=7, by=admin)
    assert (limits.files_per_draft, limits.files_per_day, limits.files_per_review) == (5, 7, 300)
    assert FileLimits.now() == limits
    [event] = events_of(limits, audiences=Audience.values)
    assert str(event) == "Ada Admin changed the limits of files: files that one person attaches in a day from 100 to 7"


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"files_per_draft": 0}, "“Files of one draft” must be a number from 1"),
        ({"megabytes_per_day": -1}, "must be a number from 1"),
        ({"warn_below": 10, "stop_below": 20}, "Warn before files are refused"),
        ({"files_per_draft": 30}, "These limits count already"),
        ({"stop_below": 10**12}, "must be a number from 0"),
    ],
)
def test_limits_that_make_no_sense_are_refused_in_a_sentence(admin, chosen, sentence):
    with pytest.raises(ValidationError, match=sentence):
        choose_limits(**chosen, by=admin)


def test_choose_limits_is_for_admins(lead, requester):
    for person in (lead, requester):
        with pytest.raises(PermissionDenied):
            choose_limits(files_per_draft=5, by=person)
