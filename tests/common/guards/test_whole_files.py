"""A file is kept whole or not at all."""

import errno
import os
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError

from common.guards.whole_files import INCOMING
from common.tasks import sweep_forms
from contracts.models import Document, DocumentVersion, Reading
from intake import actions as intake_actions
from tests.contracts.builders import pdf


class FullDisk(ContentFile):
    """Takes some of it, and then there is no room any more."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")


def files_under(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_file_without_room_leaves_nothing_and_is_told_by_its_name(settings):
    with pytest.raises(ValidationError) as refusal:
        default_storage.save("documents/abc", FullDisk(b"", name="terms.pdf"))
    assert "“terms.pdf” could not be stored, and nothing of it was kept" in refusal.value.messages[0]
    assert files_under(settings.MEDIA_ROOT) == []


def test_file_without_a_folder_is_told_in_a_sentence(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not-a-folder"
    settings.MEDIA_ROOT.write_text("")
    with pytest.raises(ValidationError, match="nothing of it was kept"):
        default_storage.save("documents/abc", ContentFile(b"whole", name="terms.pdf"))


def test_file_is_in_place_when_it_is_complete(settings):
    name = default_storage.save("documents/abc", ContentFile(b"whole", name="terms.pdf"))
    assert (name, files_under(settings.MEDIA_ROOT)) == ("documents/abc", ["abc"])


@pytest.mark.django_db
def test_document_without_room_leaves_no_row_and_no_file(settings, draft, requester, monkeypatch):
    before = files_under(settings.MEDIA_ROOT)
    monkeypatch.setattr("django.core.files.uploadedfile.InMemoryUploadedFile.chunks", FullDisk.chunks)
    with pytest.raises(ValidationError, match="nothing of it was kept"):
        intake_actions.attach(draft, pdf(), kind="contract", by=requester)
    assert Document.objects.filter(intake_requests=draft).count() == 0
    assert files_under(settings.MEDIA_ROOT) == before


@pytest.mark.django_db
def test_file_goes_when_its_row_cannot_be_written(settings, draft, requester, monkeypatch):
    before = files_under(settings.MEDIA_ROOT)

    def no_database(**values):
        raise OperationalError("the database is shutting down")

    monkeypatch.setattr(Reading.objects, "create", no_database)
    versions = DocumentVersion.objects.count()
    with pytest.raises(OperationalError):
        intake_actions.attach(draft, pdf(), kind="contract", by=requester)
    assert (files_under(settings.MEDIA_ROOT), DocumentVersion.objects.count()) == (before, versions)


@pytest.mark.django_db
def test_sweep_removes_halves_that_a_crash_left_and_no_file_under_way(settings):
    incoming = settings.MEDIA_ROOT / INCOMING
    incoming.mkdir(parents=True)
    for name, age in (("left", 3), ("under-way", 0)):
        (incoming / name).write_text("half")
        moment = time.time() - age * 86_400
        os.utime(incoming / name, (moment, moment))
    sweep_forms()
    sweep_forms()
    assert files_under(incoming) == ["under-way"]
