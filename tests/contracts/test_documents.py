"""Documents, their versions, contracts, and the one way out for a file."""

import hashlib
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.http import Http404

from common.log import events_of
from common.models import Audience
from contracts.actions import documents
from contracts.downloads import serve
from contracts.models import Document, DocumentKind
from tests.contracts.builders import docx, pdf, upload
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    UserFactory,
    VendorFactory,
)
from tests.reviews.together import SLOW


def log_of(subject):
    return [str(event) for event in events_of(subject, audiences=Audience.values)]


def test_store_document_keeps_the_file_and_its_facts(requester):
    vendor, file = VendorFactory(), pdf("Our contract.pdf")
    content = file.read()
    document = documents.store_document(file, title="", kind=DocumentKind.CONTRACT, by=requester, vendor=vendor)
    version = document.latest
    assert (document.title, document.vendor, document.created_by) == ("Our contract.pdf", vendor, requester)
    assert (version.number, version.original_name, version.size) == (1, "Our contract.pdf", len(content))
    assert (version.content_type, version.sha256) == ("application/pdf", hashlib.sha256(content).hexdigest())
    assert version.uploaded_by == requester
    with version.file.open("rb") as stored:
        assert stored.read() == content
    assert log_of(document) == ["Rosa Requester attached “Our contract.pdf”"]


def test_store_document_refuses_before_anything_is_written(requester, settings):
    with pytest.raises(ValidationError, match="is neither a PDF nor a Word file"):
        documents.store_document(upload("a.html", b"<p>"), title="", kind=DocumentKind.OTHER, by=requester)
    assert not Document.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.*"))


def test_stored_path_tells_nothing_and_cannot_be_guessed(requester):
    paths = {
        documents.store_document(pdf("secret.pdf"), title="", kind=DocumentKind.NDA, by=requester).latest.file.name
        for _ in range(2)
    }
    assert len(paths) == 2
    assert all(path.startswith("documents/") and "secret" not in path and len(path) > 40 for path in paths)


def test_add_version_takes_the_next_number(requester, buyer):
    document = documents.store_document(pdf(), title="Terms", kind=DocumentKind.CONTRACT, by=requester)
    version = documents.add_version(document, docx("returned.docx"), by=buyer)
    assert (version.number, document.latest, version.uploaded_by) == (2, version, buyer)
    assert log_of(document) == ["Ben Buyer attached version 2 of “Terms”", "Rosa Requester attached “contract.pdf”"]


@pytest.mark.django_db(transaction=True)
def test_add_version_by_two_people_at_once_gives_two_numbers():
    person = UserFactory()
    document = documents.store_document(pdf(), title="Terms", kind=DocumentKind.CONTRACT, by=person)
    start, numbers = threading.Barrier(2), []

    def add():
        try:
            start.wait(timeout=SLOW)
            numbers.append(documents.add_version(document, pdf(), by=person).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [2, 3]


def test_latest_is_free_where_versions_were_prefetched(db, django_assert_num_queries):
    document = DocumentFactory()
    DocumentVersionFactory(document=document, number=1)
    newest = DocumentVersionFactory(document=document, number=2)
    with django_assert_num_queries(2):
        [stored] = Document.objects.prefetch_related("versions")
        assert stored.latest == newest
    assert DocumentFactory().latest is None


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"number": 1}, "version_number_is_once_a_document"),
        ({"number": 0}, "version_numbers_start_at_one"),
        ({"number": 2, "sha256": "unknown"}, "version_has_its_hash"),
    ],
)
def test_database_refuses_an_impossible_version(db, facts, constraint):
    document = DocumentVersionFactory(number=1).document
    with pytest.raises(IntegrityError, match=constraint):
        DocumentVersionFactory(document=document, **facts)


def test_database_refuses_an_unknown_kind(db):
    with pytest.raises(IntegrityError, match="document_kind_is_known"):
        DocumentFactory(kind="poem")


# --- downloads ------------------------------------------------------------------------------------------------


def test_serve_gives_the_file_as_an_attachment_of_our_own_type(requester):
    file = pdf("Müller & Söhne.pdf")
    content = file.read()
    version = documents.store_document(file, title="", kind=DocumentKind.NDA, by=requester).latest
    response = serve(version)
    assert b"".join(response) == content
    response.close()
    headers = {name: response[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")}
    assert headers == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''M%C3%BCller%20%26%20S%C3%B6hne.pdf"


def test_serve_says_when_a_file_is_missing(requester, caplog):
    version = documents.store_document(pdf(), title="", kind=DocumentKind.NDA, by=requester).latest
    version.file.storage.delete(version.file.name)
    with pytest.raises(Http404, match="This file is missing"):
        serve(version)
    assert f"The file of document version {version.pk} is missing from storage." in caplog.text
