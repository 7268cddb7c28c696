"""How far the reading of a document is, and having it read once more."""

import re

import pytest
from django.utils import timezone

from contracts import tasks
from contracts.models import Reading
from intake.demo.paper import contract_pdf
from reviews.models import Proposal
from reviews.papers import documents, proposals, proposing, versions
from tests.reviews.pages import HTMX, document_address
from tests.reviews.papers.test_proposing import clause, read_as
from tests.reviews.reading import Written

OUTCOMES = [
    ("password", "It is locked with a password. Please attach a copy without one."),
    ("refused", "“a.doc” is not a Word file of today. Please save it as .docx."),
    ("unreadable", tasks.GAVE_UP),
]


SCAN = [{"number": 1, "start": 0, "end": 0, "picture": True}]


@pytest.fixture
def mixed(version, monkeypatch):
    """A document that was read and has a scanned page, on a machine with Tesseract."""
    monkeypatch.setattr("reading.can_recognise", lambda: True)
    row = version.reading
    end = len(row.text)
    Reading.objects.update(pages=[*row.pages, {"number": 2, "start": end, "end": end, "picture": True}])
    return version


@pytest.fixture
def second(mixed, review, buyer):
    """A second version with a scanned page, whose passages nobody has looked at."""
    version = versions.add_version(review, mixed.document, contract_pdf("Quill Surveys", "Survey tool 2"), by=buyer)
    read_as(version, clause("The supplier is liable.", ("liability", 0.9)))
    Reading.objects.filter(version=version).update(pages=SCAN)
    proposing.propose(version.pk)
    return version


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": "to_be_read"}, "Waits to be read"),
        ({"state": "being_read", "stage": "opening"}, "Opening the file"),
        ({"state": "being_read", "stage": "pages", "pages_done": 12, "pages_total": 71}, "Reading the pages: 12 of 71"),
        ({"state": "being_read", "stage": "clauses"}, "Telling the clauses apart"),
        (
            {"state": "being_read", "stage": "letters", "pages_done": 1, "pages_total": 6},
            "Recognising letters in scanned pages: 1 of 6",
        ),
    ],
)
def test_progress_is_told_live_and_asks_again(pages, review, buyer, facts, words):
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    if facts["state"] == "being_read":
        facts |= {"attempts": 1, "started_at": timezone.now()}
    Reading.objects.filter(version=version).update(**facts)
    for url in (review.get_absolute_url(), document_address(version), document_address(version, "reading/")):
        text = pages.get(url).text
        assert words in text
        assert 'hx-trigger="every 1s"' in text


def test_page_reloads_when_the_reading_is_done(pages, version):
    assert "HX-Refresh" not in pages.get(document_address(version, "reading/"), headers=HTMX)
    answer = pages.get(document_address(version, "reading/?reloads"), headers=HTMX)
    assert answer["HX-Refresh"] == "true"
    assert "every 1s" not in answer.text


@pytest.mark.parametrize(("outcome", "reason"), OUTCOMES)
def test_every_outcome_says_what_to_do_on_every_page(client, counsel, requester, review, buyer, outcome, reason):
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    now = timezone.now()
    done = {"state": "read", "attempts": 1, "started_at": now, "read_at": now, "outcome": outcome, "reason": reason}
    Reading.objects.filter(version=version).update(**done)
    for person, url in (
        (counsel, document_address(version)),
        (counsel, review.get_absolute_url()),
        (requester, review.get_absolute_url()),
    ):
        client.force_login(person)
        text = client.get(url).text
        assert reason.split(".")[0] in text
        assert ("Read it again" in text) == (outcome == "unreadable")


@pytest.mark.parametrize(("installed", "offer"), [(True, "Recognise the letters"), (False, "not here")])
def test_scan_is_offered_recognition_where_it_is_installed(pages, review, buyer, monkeypatch, installed, offer):
    monkeypatch.setattr("reading.can_recognise", lambda: installed)
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    now = timezone.now()
    done = {
        "state": "read",
        "attempts": 1,
        "started_at": now,
        "read_at": now,
        "outcome": "no_text",
        "reason": "A scan.",
        "pages": SCAN,
    }
    Reading.objects.filter(version=version).update(**done)
    assert offer in pages.get(document_address(version)).text
    answer = pages.post(document_address(version, "read-again/?recognise=yes"), follow=True)
    assert ("Waits to be read" if installed else "it is not here") in answer.text
    now_is = ("to_be_read", True, "") if installed else ("read", False, "no_text")
    assert Reading.objects.values_list("state", "recognise", "outcome").get() == now_is


def test_scan_without_text_is_offered_recognition_once_beside_its_pages(pages, review, buyer, monkeypatch):
    monkeypatch.setattr("reading.can_recognise", lambda: True)
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    done = {"outcome": "no_text", "text": "", "clauses": [], "facts": [], "reason": "A scan.", "pages": SCAN}
    read_as(version)
    Reading.objects.filter(version=version).update(**done)
    text = pages.get(document_address(version), {"as": "pages"}).text
    assert 'id="page-1"' in text
    assert (text.count('type="submit">Recognise'), "anew" in text) == (1, False)


def test_empty_document_is_offered_nothing(pages, review, buyer, monkeypatch):
    monkeypatch.setattr("reading.can_recognise", lambda: True)
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    now = timezone.now()
    done = {"state": "read", "attempts": 1, "started_at": now, "read_at": now, "outcome": "no_text", "reason": "Empty."}
    Reading.objects.filter(version=version).update(**done)
    text = pages.get(document_address(version)).text
    assert ("Recognise" in text, "with text" in text) == (False, False)


def test_document_with_some_scanned_pages_is_offered_recognition_and_waits_to_be_read(pages, mixed, review):
    assert "Recognise the letters in its pictures" in pages.get(document_address(mixed)).text
    assert "Recognise the letters" in pages.get(review.get_absolute_url()).text
    answer = pages.post(document_address(mixed, "read-again/?version=1&recognise=yes"), follow=True)
    assert "Waits to be read" in answer.text
    row = Reading.objects.get()
    assert (row.state, row.recognise, row.text, row.clauses) == ("to_be_read", True, "", [])
    assert not Proposal.objects.exists()


def test_document_with_scanned_pages_is_proposed_anew(pages, mixed, monkeypatch):
    pages.post(document_address(mixed, "read-again/?recognise=yes"))
    tasks.read_document(mixed.pk)
    assert (Reading.objects.get().outcome, Proposal.objects.count()) == ("text", 10)


def test_recognition_asks_back_where_proposals_would_go(pages, mixed, review):
    def steps(url):
        text = pages.get(url).text
        return "is dropped, on every review that holds this document" in text, text.count('<details class="confirm">')

    where = document_address(mixed), review.get_absolute_url()
    confirms = [steps(url)[1] for url in where]
    assert [steps(url)[0] for url in where] == [True, True]
    Proposal.objects.all().delete()
    assert [steps(url) for url in where] == [(False, number - 1) for number in confirms]
    assert "read-again/?version=1&amp;recognise=yes" in pages.get(document_address(mixed)).text


def test_recognition_by_hand_without_tesseract_is_refused_and_stays_possible(pages, mixed, monkeypatch):
    monkeypatch.setattr("reading.can_recognise", lambda: False)
    before = Proposal.objects.count()
    answer = pages.post(document_address(mixed, "read-again/?recognise=yes"), follow=True)
    assert "it is not here." in answer.text
    row = Reading.objects.get()
    assert (row.state, row.recognise, Proposal.objects.count()) == ("read", False, before)
    monkeypatch.setattr("reading.can_recognise", lambda: True)
    assert "Recognise the letters" in pages.get(document_address(mixed)).text


def test_recognition_is_of_the_version_that_is_shown(pages, mixed, second):
    offered = re.findall(r'action="([^"]*read-again[^"]*)"', pages.get(document_address(mixed), {"version": 1}).text)
    assert offered == [document_address(mixed, "read-again/?version=1&amp;recognise=yes")]
    pages.post(offered[0].replace("&amp;", "&"))
    states = dict(Reading.objects.values_list("version__number", "state"))
    assert (states, second.proposals.open().count()) == ({1: "to_be_read", 2: "read"}, 1)


@pytest.mark.parametrize("verb", ["confirm", "reject"])
def test_recognition_comes_before_somebody_has_looked_at_a_passage(pages, mixed, counsel, verb):
    proposal_of = Proposal.objects.filter(side="legal", desk__isnull=False).first()
    getattr(proposals, f"{verb}_proposal")(proposal_of, by=counsel)
    assert "Recognise" not in pages.get(document_address(mixed)).text
    answer = pages.post(document_address(mixed, "read-again/?recognise=yes"), follow=True)
    assert "Somebody has looked at its passages already." in answer.text
    assert Reading.objects.get().state == "read"


def test_requester_cannot_have_proposals_dropped(client, mixed, review, requester):
    client.force_login(requester)
    assert "Recognise" not in client.get(review.get_absolute_url()).text
    before = Proposal.objects.count()
    answer = client.post(document_address(mixed, "read-again/?recognise=yes"), follow=True)
    assert "only procurement or legal can have it read again" in answer.text
    assert (Reading.objects.get().state, Proposal.objects.count()) == ("read", before)
    Proposal.objects.all().delete()
    assert "Recognise the letters" in client.get(review.get_absolute_url()).text
    client.post(document_address(mixed, "read-again/?recognise=yes"))
    assert Reading.objects.get().state == "to_be_read"


def test_page_of_an_earlier_version_waits_for_that_version(pages, mixed, second):
    pages.post(document_address(mixed, "read-again/?version=1&recognise=yes"))
    asks = re.search(r'hx-get="([^"]*/reading/[^"]*)"', pages.get(document_address(mixed), {"version": 1}).text)[1]
    asks = asks.replace("&amp;", "&")
    assert "HX-Refresh" not in pages.get(asks, headers=HTMX)
    tasks.read_document(mixed.pk)
    assert pages.get(asks, headers=HTMX)["HX-Refresh"] == "true"


def test_reading_again_is_noted_on_every_review_that_holds_the_document(pages, mixed, another_review):
    url, other = document_address(mixed, "read-again/?recognise=yes"), another_review()
    other.documents.add(mixed.document)
    written = Written()
    pages.post(url)
    name = mixed.original_name
    assert written.events == [
        ("Clara Counsel", "document.read_again", "business", f"asked to read “{name}” again"),
        (None, "document.read_again", "business", f"reads “{name}” again"),
    ]


def test_document_that_was_recognised_is_not_offered_it_again(pages, mixed):
    Reading.objects.update(recognise=True)
    assert "Recognise" not in pages.get(document_address(mixed)).text
    answer = pages.post(document_address(mixed, "read-again/?recognise=yes"), follow=True)
    assert "This document was read." in answer.text


def test_document_that_was_read_is_not_read_again(pages, version):
    answer = pages.post(document_address(version, "read-again/"), follow=True)
    assert "This document was read. To have another one read, attach it." in answer.text
    assert Proposal.objects.count() == 10
