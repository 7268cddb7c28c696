"""Files are kept whole or not at all, whatever breaks on the way."""

import errno
import os
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http import HttpResponse
from django.test import Client

from common.guards import whole_files
from contracts import storing
from contracts.actions import documents
from contracts.models import Document, DocumentKind
from tests.contracts.builders import pdf

pytestmark = pytest.mark.django_db
LARGE = b"%PDF-1.7\n" + b"x" * 3_000_000 + b"\n%%EOF\n"  # above what Django keeps in memory


def stored_files(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def store(by, file=None):
    return documents.store_document(file or pdf(), title="", kind=DocumentKind.CONTRACT, by=by)


def fail_with(number):
    def fail(*args, **kwargs):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_disk_that_fills_up_half_way_is_a_sentence_and_leaves_nothing(requester, settings, monkeypatch, number):
    """The file is there in part by then: only writing it down to the disk fails."""
    monkeypatch.setattr(whole_files, "down_to_the_disk", fail_with(number))
    with pytest.raises(ValidationError, match="could not be stored, and nothing of it was kept"):
        store(requester)
    assert (Document.objects.count(), stored_files(settings)) == (0, [])


def test_file_shows_under_its_name_only_once_it_is_on_the_disk(settings, monkeypatch):
    seen = []
    monkeypatch.setattr(whole_files, "down_to_the_disk", lambda path: seen.append(default_storage.exists("a/b.png")))
    assert default_storage.save("a/b.png", ContentFile(b"picture")) == "a/b.png"
    assert seen == [False, True]  # the file itself, then its folder
    assert [path.read_bytes() for path in stored_files(settings)] == [b"picture"]


def test_picture_that_could_not_be_drawn_whole_is_not_there(monkeypatch):
    monkeypatch.setattr(whole_files, "down_to_the_disk", fail_with(errno.ENOSPC))
    with pytest.raises(ValidationError):
        default_storage.save("pictures/x/1.png", ContentFile(b"picture"))
    assert not default_storage.exists("pictures/x/1.png")


def test_file_from_a_temporary_one_is_moved_whole(requester):
    file = TemporaryUploadedFile("big.pdf", "application/pdf", len(LARGE), None)
    file.write(LARGE)
    file.seek(0)
    version = store(requester, file).latest
    with version.file.open("rb") as stored:
        assert stored.read() == LARGE
    file.close()


def test_request_that_fails_after_the_file_was_stored_leaves_no_file(client, draft, requester, settings, monkeypatch):
    """By then file and row are whole, and the row goes back."""
    client.force_login(requester)
    monkeypatch.setattr(documents, "record", fail_with(errno.EPIPE))
    client.raise_request_exception = False
    answer = client.post(f"/requests/{draft.pk}/files/", {"file": pdf()})
    assert (answer.status_code, Document.objects.count(), stored_files(settings)) == (500, 0, [])


def test_request_that_succeeds_keeps_its_file(client, draft, requester, settings):
    client.force_login(requester)
    client.post(f"/requests/{draft.pk}/files/", {"file": [pdf("a.pdf"), pdf("b.pdf")]})
    assert (draft.documents.count(), len(stored_files(settings))) == (2, 2)


def test_middleware_forgets_what_another_request_stored(rf):
    """One thread serves many requests."""
    storing.begin()
    storing.note("documents/of-another")
    storing.WholeUploadsMiddleware(lambda request: HttpResponse())(rf.get("/"))
    assert storing._noted.names is None


# --- while a file comes in --------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["new_file", "receive_data_chunk", "file_complete"])
def test_upload_that_finds_the_disk_full_is_a_sentence_at_the_form(
    draft, requester, settings, monkeypatch, tmp_path, step
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "incoming")
    (tmp_path / "incoming").mkdir()
    parent = storing.CarefulUploadHandler.__mro__[1]
    monkeypatch.setattr(parent, step, fail_with(errno.ENOSPC))
    client = Client()
    client.force_login(requester)
    files = [SimpleUploadedFile("big.pdf", LARGE), SimpleUploadedFile("other.pdf", LARGE)]
    answer = client.post(f"/requests/{draft.pk}/files/", {"file": files, "title": "Survey tool"})
    assert answer.status_code == 422
    assert answer.text.count("could not be stored, and nothing of it was kept") == 2
    assert (Document.objects.count(), stored_files(settings)) == (0, [])
    assert list((tmp_path / "incoming").iterdir()) == []
    draft.refresh_from_db()
    assert draft.title == "Survey tool"  # what was typed beside the file is kept
