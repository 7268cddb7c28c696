"""What belongs to nothing is swept away, and nothing else; how the disk stands is written down day by day."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from contracts import disk, pictures, tasks
from contracts.actions import documents
from contracts.actions.contracts import record_contract
from contracts.models import DiskMeasure, Document, DocumentKind, DocumentVersion
from contracts.models.document import names_of
from intake import actions as intake_actions
from reviews.papers import documents as papers
from tests.contracts.builders import pdf

pytestmark = pytest.mark.django_db


def store(by):
    return documents.store_document(pdf(), title="", kind=DocumentKind.CONTRACT, by=by)


def leave(name, *, hours, content=b"x" * 10):
    """A file of this age that no row names."""
    default_storage.save(name, ContentFile(content))
    moment = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(default_storage.path(name), (moment, moment))
    return Path(default_storage.path(name))


@pytest.fixture
def attached(draft, requester):
    return intake_actions.attach(draft, pdf(), kind=DocumentKind.CONTRACT, by=requester)


def test_sweep_removes_old_files_that_no_row_names_and_no_others(attached):
    kept = Path(attached.latest.file.path)
    old = [leave("documents/left", hours=30), leave("incoming/half", hours=30)]
    old.append(leave("pictures/left/1.png", hours=30))
    young = leave("documents/young", hours=2)
    os.utime(kept, (0, 0))
    pictures.keep(attached.latest, 1, b"picture")
    os.utime(default_storage.path(pictures.path_of(attached.latest, 1)), (0, 0))

    for _ in range(2):  # harmless when run twice
        tasks.look_after_disk()

    assert [path.exists() for path in old] == [False] * 3
    assert (kept.exists(), young.exists(), pictures.is_drawn(attached.latest, 1)) == (True, True, True)


def test_sweep_removes_nothing_where_most_files_are_strangers(attached, caplog):
    """Another installation's folder, or a database of the wrong day."""
    left = [leave(f"documents/left-{number}", hours=30) for number in range(disk.FEW + 1)]
    tasks.look_after_disk()
    assert all(path.exists() for path in left)
    assert "which is too many: none was removed" in caplog.text
    assert (DiskMeasure.objects.get().leftovers_count, DiskMeasure.objects.get().leftovers) == (21, 210)


def test_document_taken_off_a_draft_goes_after_a_week_with_file_and_pictures(
    attached, draft, requester, django_capture_on_commit_callbacks
):
    file = Path(attached.latest.file.path)
    pictures.keep(attached.latest, 1, b"picture")
    intake_actions.detach(draft, attached, by=requester)
    disk.remove_loose_documents()
    assert Document.objects.filter(pk=attached.pk).exists()
    with time_machine.travel(timezone.now() + timedelta(days=8)), django_capture_on_commit_callbacks(execute=True):
        assert disk.remove_loose_documents() == 1
    assert (Document.objects.filter(pk=attached.pk).exists(), file.exists()) == (False, False)
    assert not (Path(file).parents[1] / "pictures" / file.name).exists()


def test_document_that_anything_names_stays(attached, review, buyer, vendor_of_a_contract):
    papers.add_document(review, pdf(), by=buyer)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        before = Document.objects.count()
        assert (disk.remove_loose_documents(), Document.objects.count()) == (0, before)


@pytest.fixture
def vendor_of_a_contract(review, buyer):
    """A contract whose document is of no review any more."""
    document = store(buyer)
    from_contract = DocumentVersion.objects.get(document=document)
    day = timezone.now().date()
    record_contract(
        review.vendor,
        title="Old",
        by=buyer,
        owner=buyer,
        signed_on=day,
        starts_on=day,
        review_reference="R-1",
        cleared_version=from_contract,
        renewal="open",
    )
    return document


def test_every_table_that_names_documents_is_asked():
    """Those of reviews and drafts, and a key without a name for the way back."""
    named_by = {
        f"{other.__name__}.{field}" for model in (Document, DocumentVersion) for other, field in names_of(model)
    }
    assert named_by >= {
        "Review_documents.document",
        "IntakeRequest_documents.document",
        "Contract.cleared_version",
        "SignedFile.version",
    }
    assert named_by >= {"Term.paper", "Turn_sent.documentversion", "Passage.version"}
    assert not {name for name in named_by if name.startswith(("Reading.", "Comparison."))}


def test_measure_is_one_row_a_day_and_says_what_takes_the_room(attached, requester):
    leave("documents/young", hours=2, content=b"y" * 7)
    pictures.keep(attached.latest, 1, b"picture")
    tasks.look_after_disk()
    tasks.look_after_disk()
    row = DiskMeasure.objects.get()
    size = attached.latest.size
    assert (row.documents, row.documents_count, row.pictures, row.leftovers) == (size, 1, 7, 7)
    assert (row.total > row.free > 0, row.database > 0) == (True, True)
    assert row.details["kinds"] == [["contract", size, 1]]
    assert row.details["people"] == [[requester.pk, size, 1]]
    assert row.details["weeks"] == [["2026-11-23", size, 1]]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tasks.look_after_disk()
    assert DiskMeasure.objects.count() == 2


@pytest.mark.parametrize("count", [3, 30])
def test_looking_costs_the_same_queries_however_many_files(requester, count, django_assert_num_queries):
    for _ in range(count):
        store(requester)
    with django_assert_num_queries(16):
        tasks.look_after_disk()
