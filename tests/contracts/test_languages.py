"""Papers in other languages: said on the row that keeps what was read, and carried over from before."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts import tasks
from contracts.actions import documents
from contracts.actions.readings import ask_again
from contracts.models import DocumentKind, Reading
from tests.factories import UserFactory
from tests.reading.builders import docx, p
from tests.reading.test_language import ENGLISH, PAPERS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(*paragraphs):
    content = docx("".join(p(paragraph) for paragraph in paragraphs))
    file = SimpleUploadedFile("Vertrag.docx", content, WORD)
    version = documents.store_document(file, title="", kind=DocumentKind.CONTRACT, by=UserFactory()).latest
    tasks.read_document(version.pk)
    return Reading.objects.get(version=version)


def test_reading_keeps_the_language_and_the_notes(db):
    reading = read(*PAPERS["de"].split("\n\n"))
    assert (reading.language, reading.foreign_language, reading.facts) == ("de", "German", [])
    assert reading.notes == [
        "Not in English: clauses are shown, not sorted. It is in German, so nothing is called missing."
    ]
    assert reading.reason == reading.notes[0]
    assert {clause["side"] for clause in reading.clauses} == {"neither"}
    assert not any(clause["types"] or clause["triage"] for clause in reading.clauses)


def test_reading_of_an_english_paper_has_nothing_to_say(db):
    reading = read(*ENGLISH.split("\n\n"))
    assert (reading.language, reading.foreign_language, reading.notes) == ("en", "", [])


@pytest.mark.django_db
def test_asking_again_forgets_the_language():
    reading = read(*PAPERS["de"].split("\n\n"))
    ask_again(reading, recognise=False)
    reading.refresh_from_db()
    assert (reading.language, reading.notes) == ("", [])
