"""Keeping files: each is checked first (contracts/files.py) and kept for good as a version of a document."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from common.guards.whole_files import or_nothing
from common.locks import Work, in_turn, locked_row
from common.log import record
from contracts import files, quotas, storing
from contracts.asking import ask_to_read
from contracts.models import Document, DocumentVersion, Reading
from contracts.verbs import Verb


@transaction.atomic
def store_document(file, *, title, kind, by, vendor=None):
    """A new document with this file as its first version. A title left open is the file's name.

    Raises ValidationError for a file that is not accepted (contracts/files.py) or for which there is no room
    (contracts/quotas.py, common/guards/whole_files.py); then nothing is stored.
    """
    checked = _checked(file, by=by)
    document = Document.objects.create(title=(title or checked.name)[:200], kind=kind, vendor=vendor, created_by=by)
    _keep(document, 1, file, checked, by=by)
    record(Verb.STORED, document, by=by, file=checked.name)
    return document


@transaction.atomic
def add_version(document, file, *, by):
    """The next version of a document. Two people at once get two numbers.

    Raises ValidationError for a file that is not accepted (contracts/files.py) or for which there is no room
    (contracts/quotas.py, common/guards/whole_files.py); then nothing is stored.
    """
    document = locked_row(document)
    checked = _checked(file, by=by)
    number = (document.versions.aggregate(latest=Max("number"))["latest"] or 0) + 1
    version = _keep(document, number, file, checked, by=by)
    record(Verb.VERSION_ADDED, document, by=by, version=number, title=document.title)
    return version


def _checked(file, *, by):
    """The facts about a file that may be kept. One at a time for each person: two at once would pass a limit."""
    checked = files.check(file)
    in_turn(Work.ATTACHING_FILES, by)
    if blockers := quotas.blockers_to_keep(checked.size, by=by):
        raise ValidationError(blockers)
    return checked


def _keep(document, number, file, checked, *, by):
    version = DocumentVersion(
        document=document,
        number=number,
        original_name=checked.name,
        size=checked.size,
        sha256=checked.sha256,
        content_type=checked.content_type,
        uploaded_by=by,
    )
    version.file.save(checked.name, file, save=False)
    storing.note(version.file.name)
    with or_nothing(version.file):
        version.save()
        Reading.objects.create(version=version)
    ask_to_read(version.pk)
    return version
