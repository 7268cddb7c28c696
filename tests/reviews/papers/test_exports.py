"""The comparison as a Word file and as a PDF: written, opened again and read."""

import io

import pytest
from django.urls import reverse
from docx import Document

import reading
from common.models import Event
from contracts.models import Reading
from reviews.papers.exports import printable
from tests.groundwork import groundwork
from tests.reviews.pages import signed_in, text_of
from tests.reviews.word_papers import FIRST, SECOND, first_version, next_version

NASTY = "5. Signs. <b>5 & 6</b> \u202eturned\u202c, Ελληνικά, Čeština, Русский – “quoted” ½."


@pytest.fixture
@groundwork
def document(review, buyer):
    document = first_version(review, by=buyer)
    next_version(review, document, by=buyer, paragraphs=[*SECOND, NASTY])
    return document


def export(client, user, review, document, form, **query):
    url = reverse("reviews:export_comparison", args=[review.pk, document.pk])
    return signed_in(client, user).post(url, {"form": form}, query_params=query)


def read_back(response, tmp_path, name):
    """The text of a file that was exported, read as a vendor's file is, and what reading says of it."""
    path = tmp_path / name
    path.write_bytes(b"".join(response.streaming_content))
    found = reading.read(path)
    assert found.outcome == "text", found.reason
    return " ".join(found.text.split()), found.reason


@pytest.mark.parametrize(("form", "name"), [("word", "changes.docx"), ("pdf", "changes.pdf")])
def test_export_holds_the_words_that_changed(client, buyer, review, document, form, name, tmp_path):
    response = export(client, buyer, review, document, form)
    text, remarks = read_back(response, tmp_path, name)

    assert response["Content-Disposition"].startswith(f'attachment; filename="{review.reference} changes 1 to 2.')
    assert "struck through and were left out: “30”" in remarks
    for words in ("Edited: 1 Fees", "within 60 days", "Removed: 4 Assignment", "Added: 3 Data", "<b>5 & 6</b>"):
        assert words in text
    assert "Ελληνικά, Čeština, Русский – “quoted” ½" in text
    assert f"{review.reference}, exported by {buyer} on 23 November 2026" in text
    assert "\u202e" not in text


def test_export_marks_words_by_more_than_colour(client, buyer, review, document):
    content = io.BytesIO(b"".join(export(client, buyer, review, document, "word").streaming_content))
    runs = [run for paragraph in Document(content).paragraphs for run in paragraph.runs]

    assert [run.text for run in runs if run.font.strike and "30" in run.text] == ["30 "]
    assert [run.text for run in runs if run.font.underline and "60" in run.text] == ["60 "]


def test_export_is_written_down(client, buyer, review, document):
    export(client, buyer, review, document, "pdf")
    event = Event.objects.get(verb="comparison.exported")
    assert (event.by, event.subject, event.data["form"]) == (buyer, review, "pdf")


def test_export_of_many_pages_is_paginated(client, buyer, review, document, tmp_path):
    many = [f"{number}. Duty. The supplier keeps record {number} " + "of all its work " * 20 for number in range(1, 90)]
    next_version(review, document, by=buyer, paragraphs=many)
    response = export(client, buyer, review, document, "pdf", **{"from": 1, "to": 3})
    path = tmp_path / "long.pdf"
    path.write_bytes(b"".join(response.streaming_content))
    assert len(reading.read(path).pages) > 5


def test_export_that_would_be_too_long_is_refused(client, buyer, review, document, monkeypatch):
    monkeypatch.setattr("reviews.papers.exports.MOST_LETTERS", 50)
    response = export(client, buyer, review, document, "pdf")
    assert response.status_code == 302
    assert "too much for one file" in text_of(client.get(response["Location"]))
    assert not Event.objects.filter(verb="comparison.exported").exists()


def test_export_while_a_version_is_being_read_is_refused(client, buyer, review, document):
    Reading.objects.filter(version__number=2).update(
        state="to_be_read", started_at=None, read_at=None, outcome="", text=""
    )
    response = export(client, buyer, review, document, "word")
    assert "still being read" in text_of(client.get(response["Location"]))


def test_export_of_another_kind_is_not_found(client, buyer, review, document):
    assert export(client, buyer, review, document, "exe").status_code == 404


def test_export_for_the_requester_names_no_terms(client, requester, review, document, tmp_path):
    term = review.terms.first()
    term.vendor_wording = FIRST[0]
    term.save()
    assert "Touches" not in read_back(export(client, requester, review, document, "word"), tmp_path, "changes.docx")[0]


def test_printable_drops_what_no_file_keeps():
    assert printable("a\x00b\x0bc\r\nd\ud800e\ufffff\u202eg") == "abc\ndefg"
