"""The row that says where the reading of a version stands: written with the version, and never half true."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contracts.actions import documents
from contracts.models import DocumentKind, Reading, ReadingState
from tests.contracts.builders import pdf
from tests.factories import DocumentVersionFactory


def test_storing_a_version_leaves_it_to_be_read(requester):
    document = documents.store_document(pdf(), title="", kind=DocumentKind.CONTRACT, by=requester)
    second = documents.add_version(document, pdf(), by=requester)
    assert document.versions.count() == 2
    reading = second.reading
    assert (reading.state, reading.attempts, reading.outcome, reading.text) == (ReadingState.TO_BE_READ, 0, "", "")


def test_version_that_is_not_stored_is_not_to_be_read(requester):
    with pytest.raises(RuntimeError), transaction.atomic():
        documents.store_document(pdf(), title="", kind=DocumentKind.CONTRACT, by=requester)
        raise RuntimeError("the rest of the transaction fails")
    assert not Reading.objects.exists()


BROKEN = [
    ("reading_outcome_is_known", {"state": "read", "outcome": "fine"}),
    ("reading_has_an_outcome_exactly_when_read", {"state": "read", "outcome": ""}),
    ("reading_has_an_outcome_exactly_when_read", {"state": "read", "read_at": None, "outcome": "no_text"}),
    ("reading_has_an_outcome_exactly_when_read", {"state": "being_read", "read_at": None, "outcome": "no_text"}),
    ("reading_has_started_exactly_unless_it_waits", {"state": "being_read", "read_at": None, "started_at": None}),
    ("reading_has_started_exactly_unless_it_waits", {"state": "to_be_read", "read_at": None, "outcome": ""}),
    ("reading_has_started_exactly_unless_it_waits", {"outcome": "no_text", "attempts": 0}),
    ("reading_has_started_exactly_unless_it_waits", {"state": "lost", "read_at": None}),
    ("reading_has_text_only_when_it_could_be_read", {"outcome": "no_text", "text": "Liability."}),
    ("reading_counts_no_more_pages_than_there_are", {"outcome": "no_text", "pages_done": 2, "pages_total": 1}),
]


@pytest.mark.parametrize(("constraint", "facts"), BROKEN)
def test_database_refuses_an_impossible_reading(constraint, facts, db):
    now = timezone.now()
    whole = {"state": "read", "started_at": now, "read_at": now, "attempts": 1, "outcome": ""}
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Reading.objects.create(version=DocumentVersionFactory(), **whole | facts)
    assert refusal.value.__cause__.diag.constraint_name == constraint


PICTURE, TYPED = ({"number": 1, "start": 0, "end": 0, "picture": is_picture} for is_picture in (True, False))


@pytest.mark.parametrize(
    ("pages", "has_scans"), [([], False), ([TYPED], False), ([PICTURE], True), ([TYPED, PICTURE], True)]
)
def test_lists_know_of_scans_without_loading_the_pages(pages, has_scans, db):
    Reading.objects.create(version=DocumentVersionFactory(), pages=pages)
    reading = Reading.objects.with_scans().without_content().get()
    assert reading.has_scans is has_scans
    assert reading.get_deferred_fields() == {"text", "pages", "clauses", "facts"}
