"""The page of a document: its text beside what was found, for those who may see it, quick however long it is."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts import pictures, tasks
from contracts.models import Reading
from contracts.tasks import draw_page, read_document
from intake.demo.paper import contract_pdf
from reviews.models import Proposal, ReadPaper
from reviews.papers import documents, proposals, proposing, versions
from tests.groundwork import groundwork, harmless
from tests.reviews.papers.test_proposing import clause, read_as
from tests.reviews.reading import Written

HTMX = {"HX-Request": "true"}


@pytest.fixture
@groundwork
def version(review, buyer):
    version = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest
    read_document(version.pk)
    return version


@pytest.fixture
@harmless
def pages(client, counsel):
    client.force_login(counsel)
    return client


def address(version, part="read/"):
    review = version.document.reviews.get()
    return f"{review.get_absolute_url()}documents/{version.document_id}/{part}"


def proposal(slug):
    return Proposal.objects.select_related("review").get(term_type__slug=slug)


def test_page_shows_the_text_with_each_passage_beside_its_row(pages, version):
    answer = pages.get(address(version))
    liability = proposal("liability")
    found = re.search(rf'<div class="clause found" id="c-{liability.clause}".*?</div>', answer.text, re.DOTALL)[0]
    assert liability.quote in re.sub("</?span[^>]*>", "", found)
    assert f'data-clause="row-{liability.pk}"' in found and f'href="#row-{liability.pk}"' in found
    row = re.search(rf'<article class="found-row" id="row-{liability.pk}".*?</article>', answer.text, re.DOTALL)[0]
    assert f'href="#c-{liability.clause}"' in row and "clause 5, page 1" in row and "99 % sure" in row


def test_page_says_that_terms_are_still_looked_for(pages, review, version):
    Proposal.objects.all().delete()
    assert "No terms found" in pages.get(address(version)).text
    ReadPaper.objects.all().delete()  # as for a file that was read in a draft, until the sweep comes by
    text = pages.get(address(version)).text
    assert "Looking for our terms" in text and "No terms found" not in text


def test_text_is_sent_once_and_escaped(pages, review, buyer):
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    read_as(version, clause("A canary <script>alert(1)</script> & clause.", ("liability", 0.9)))
    proposing.propose(version.pk)
    text = pages.get(address(version)).text
    assert "<script>alert" not in text
    sheet = text[text.index('class="sheet"') : text.index("<aside")]
    assert sheet.count("A canary &lt;script&gt;") == 1


def test_each_desk_gets_the_buttons_of_its_own_passages(client, version, buyer, counsel, lead, specialists):
    def may_confirm(person):
        client.force_login(person)
        text = client.get(address(version)).text
        return sorted(
            proposal.term_type.slug
            for proposal in Proposal.objects.select_related("term_type")
            if f"/proposals/{proposal.pk}/confirm/" in text
        )

    assert may_confirm(counsel) == ["governing-law", "liability", "publicity"]
    assert may_confirm(specialists["privacy"]) == ["data-protection"]
    assert len(may_confirm(buyer)) == 6
    assert len(may_confirm(lead)) == 9


def test_filters_narrow_the_list_and_count(pages, version, counsel):
    proposals.confirm_proposal(proposal("liability"), by=counsel)
    answer = pages.get(address(version), {"show": "mine"})
    assert [(choice.label, choice.count, choice.active) for choice in answer.context["choices"]] == [
        ("All", 10, False),
        ("Open", 9, False),
        ("For me", 2, True),
    ]
    shown = [row for band in answer.context["bands"] for group in band.groups for row in group.rows]
    assert {row.name for row in shown} == {
        proposal("publicity").term_type.name,
        proposal("governing-law").term_type.name,
    }


def test_facts_are_shown_with_a_link_to_their_words(pages, version):
    text = pages.get(address(version)).text
    fact = next(fact for fact in version.reading.facts if fact["name"] == "liability_cap")
    anchor = f"q-{fact['start']}-{fact['start'] + len(fact['text'])}"
    assert "What the paper says" in text
    link = rf'<a href="#{anchor}" data-quoted="{anchor}"[^>]*>fees paid in the last 12 months</a>'
    assert re.search(link, text)
    assert f'<span class="quoted" id="{anchor}" data-quote="{anchor}">' in text


def test_confirm_answers_with_the_list_for_htmx_and_with_the_row_otherwise(pages, version, counsel):
    liability, publicity = proposal("liability"), proposal("publicity")
    answer = pages.post(f"/proposals/{liability.pk}/confirm/?show=all", headers=HTMX)
    assert answer.status_code == 200
    assert 'id="found"' in answer.text and "Confirmed." in answer.text and 'class="sheet"' not in answer.text
    answer = pages.post(f"/proposals/{publicity.pk}/confirm/")
    assert answer.url == f"{address(version)}?version=1#row-{publicity.pk}"


def test_correct_is_a_form_in_the_row_or_on_a_page_of_its_own(pages, version):
    liability = proposal("liability")
    url = f"/proposals/{liability.pk}/correct/"
    assert 'class="sheet"' not in pages.get(url, headers=HTMX).text
    assert liability.quote in pages.get(url).text
    wrong = pages.post(url, {"term_type": ""}, headers=HTMX)
    assert (wrong.status_code, wrong["HX-Retarget"]) == (422, f"#form-{liability.pk}")


def test_mark_clause_says_what_reading_did_not(pages, version, review, buyer):
    liability = proposal("liability")
    chosen = {"term_type": liability.term_type_id}
    answer = pages.post(address(version, f"versions/1/clauses/{liability.clause - 3}/"), chosen)
    assert answer.url == f"{address(version)}?version=1#c-{liability.clause - 3}"
    assert review.terms.get(term_type=liability.term_type).passages.count() == 1
    assert pages.get(address(version, "versions/1/clauses/999/")).status_code == 404
    other = documents.add_document(review, contract_pdf("Quill Surveys", "Other tool"), by=buyer)
    second = versions.add_version(review, other, contract_pdf("Quill Surveys", "Other tool 2"), by=buyer)
    read_document(second.pk)
    assert pages.get(address(second, "versions/2/clauses/1/")).status_code == 200
    assert pages.get(address(version, "versions/2/clauses/1/")).status_code == 404


def test_documents_say_how_many_passages_wait_and_for_what(pages, version, review):
    Proposal.objects.filter(term_type__slug__in=["publicity", "scope"]).update(desk=None)
    assert "Read: 8 passages to confirm, 2 to be sorted" in pages.get(review.get_absolute_url()).text


def test_term_links_to_its_passages(pages, version, review, counsel):
    proposals.confirm_proposal(proposal("liability"), by=counsel)
    liability = proposal("liability")
    link = f'<a class="place" href="{address(version)}?version=1#c-{liability.clause}">clause 5, page 1</a>'
    assert link in pages.get(review.get_absolute_url()).text
    assert link in pages.get(f"/terms/{liability.term_id}/").text


# --- who ------------------------------------------------------------------------------------------------


def test_page_is_not_for_the_requester_nor_for_strangers(client, version, requester, stranger, admin):
    for person in (requester, stranger, admin):
        client.force_login(person)
        assert client.get(address(version)).status_code == 404
        assert client.get(address(version, "versions/1/pages/1.png")).status_code == 404
        assert client.post(f"/proposals/{proposal('liability').pk}/confirm/").status_code == 404


def test_documents_of_another_review_are_not_reached_through_this_one(pages, version, another_review):
    other = another_review()
    for part in ("read/", "reading/", "versions/1/pages/1/", "versions/1/pages/1.png", "versions/1/clauses/1/"):
        assert pages.get(f"{other.get_absolute_url()}documents/{version.document_id}/{part}").status_code == 404


def test_requester_reads_that_the_document_was_read_and_nothing_internal(client, version, requester, review):
    client.force_login(requester)
    for url in (review.get_absolute_url(), address(version, "reading/")):
        text = client.get(url).text
        assert "Read" in text
        assert "passage" not in text and "/read/" not in text and "to confirm" not in text


# --- progress and outcomes ----------------------------------------------------------------------------


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
    for url in (review.get_absolute_url(), address(version), address(version, "reading/")):
        text = pages.get(url).text
        assert words in text
        assert 'hx-trigger="every 1s"' in text


def test_page_reloads_when_the_reading_is_done(pages, version):
    assert "HX-Refresh" not in pages.get(address(version, "reading/"), headers=HTMX)
    answer = pages.get(address(version, "reading/?reloads"), headers=HTMX)
    assert answer["HX-Refresh"] == "true"
    assert "every 1s" not in answer.text


OUTCOMES = [
    ("password", "It is locked with a password. Please attach a copy without one."),
    ("refused", "“a.doc” is not a Word file of today. Please save it as .docx."),
    ("unreadable", tasks.GAVE_UP),
]


@pytest.mark.parametrize(("outcome", "reason"), OUTCOMES)
def test_every_outcome_says_what_to_do_on_every_page(client, counsel, requester, review, buyer, outcome, reason):
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    now = timezone.now()
    done = {"state": "read", "attempts": 1, "started_at": now, "read_at": now, "outcome": outcome, "reason": reason}
    Reading.objects.filter(version=version).update(**done)
    for person, url in (
        (counsel, address(version)),
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
    assert offer in pages.get(address(version)).text
    answer = pages.post(address(version, "read-again/?recognise=yes"), follow=True)
    assert ("Waits to be read" if installed else "it is not here") in answer.text
    now_is = ("to_be_read", True, "") if installed else ("read", False, "no_text")
    assert Reading.objects.values_list("state", "recognise", "outcome").get() == now_is


def test_scan_without_text_is_offered_recognition_once_beside_its_pages(pages, review, buyer, monkeypatch):
    monkeypatch.setattr("reading.can_recognise", lambda: True)
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    done = {"outcome": "no_text", "text": "", "clauses": [], "facts": [], "reason": "A scan.", "pages": SCAN}
    read_as(version)
    Reading.objects.filter(version=version).update(**done)
    text = pages.get(address(version), {"as": "pages"}).text
    assert 'id="page-1"' in text
    assert (text.count('type="submit">Recognise'), "anew" in text) == (1, False)


def test_empty_document_is_offered_nothing(pages, review, buyer, monkeypatch):
    monkeypatch.setattr("reading.can_recognise", lambda: True)
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    now = timezone.now()
    done = {"state": "read", "attempts": 1, "started_at": now, "read_at": now, "outcome": "no_text", "reason": "Empty."}
    Reading.objects.filter(version=version).update(**done)
    text = pages.get(address(version)).text
    assert ("Recognise" in text, "with text" in text) == (False, False)


SCAN = [{"number": 1, "start": 0, "end": 0, "picture": True}]


@pytest.fixture
def mixed(version, monkeypatch):
    """A document that was read and has a scanned page, on a machine with Tesseract."""
    monkeypatch.setattr("reading.can_recognise", lambda: True)
    row = version.reading
    end = len(row.text)
    Reading.objects.update(pages=[*row.pages, {"number": 2, "start": end, "end": end, "picture": True}])
    return version


def test_document_with_some_scanned_pages_is_offered_recognition_and_waits_to_be_read(pages, mixed, review):
    assert "Recognise the letters in its pictures" in pages.get(address(mixed)).text
    assert "Recognise the letters" in pages.get(review.get_absolute_url()).text
    answer = pages.post(address(mixed, "read-again/?version=1&recognise=yes"), follow=True)
    assert "Waits to be read" in answer.text
    row = Reading.objects.get()
    assert (row.state, row.recognise, row.text, row.clauses) == ("to_be_read", True, "", [])
    assert not Proposal.objects.exists()


def test_document_with_scanned_pages_is_proposed_anew(pages, mixed, monkeypatch):
    pages.post(address(mixed, "read-again/?recognise=yes"))
    tasks.read_document(mixed.pk)
    assert (Reading.objects.get().outcome, Proposal.objects.count()) == ("text", 10)


def test_recognition_asks_back_where_proposals_would_go(pages, mixed, review):
    def steps(url):
        text = pages.get(url).text
        return "is dropped, on every review that holds this document" in text, text.count('<details class="confirm">')

    where = address(mixed), review.get_absolute_url()
    confirms = [steps(url)[1] for url in where]
    assert [steps(url)[0] for url in where] == [True, True]
    Proposal.objects.all().delete()
    assert [steps(url) for url in where] == [(False, number - 1) for number in confirms]
    assert "read-again/?version=1&amp;recognise=yes" in pages.get(address(mixed)).text


def test_requester_cannot_have_proposals_dropped(client, mixed, review, requester):
    client.force_login(requester)
    assert "Recognise" not in client.get(review.get_absolute_url()).text
    before = Proposal.objects.count()
    answer = client.post(address(mixed, "read-again/?recognise=yes"), follow=True)
    assert "only procurement or legal can have it read again" in answer.text
    assert (Reading.objects.get().state, Proposal.objects.count()) == ("read", before)
    Proposal.objects.all().delete()
    assert "Recognise the letters" in client.get(review.get_absolute_url()).text
    client.post(address(mixed, "read-again/?recognise=yes"))
    assert Reading.objects.get().state == "to_be_read"


def test_recognition_by_hand_without_tesseract_is_refused_and_stays_possible(pages, mixed, monkeypatch):
    monkeypatch.setattr("reading.can_recognise", lambda: False)
    before = Proposal.objects.count()
    answer = pages.post(address(mixed, "read-again/?recognise=yes"), follow=True)
    assert "it is not here." in answer.text
    row = Reading.objects.get()
    assert (row.state, row.recognise, Proposal.objects.count()) == ("read", False, before)
    monkeypatch.setattr("reading.can_recognise", lambda: True)
    assert "Recognise the letters" in pages.get(address(mixed)).text


@pytest.fixture
def second(mixed, review, buyer):
    """A second version with a scanned page, whose passages nobody has looked at."""
    version = versions.add_version(review, mixed.document, contract_pdf("Quill Surveys", "Survey tool 2"), by=buyer)
    read_as(version, clause("The supplier is liable.", ("liability", 0.9)))
    Reading.objects.filter(version=version).update(pages=SCAN)
    proposing.propose(version.pk)
    return version


def test_recognition_is_of_the_version_that_is_shown(pages, mixed, second):
    offered = re.findall(r'action="([^"]*read-again[^"]*)"', pages.get(address(mixed), {"version": 1}).text)
    assert offered == [address(mixed, "read-again/?version=1&amp;recognise=yes")]
    pages.post(offered[0].replace("&amp;", "&"))
    states = dict(Reading.objects.values_list("version__number", "state"))
    assert (states, second.proposals.open().count()) == ({1: "to_be_read", 2: "read"}, 1)


def test_page_of_an_earlier_version_waits_for_that_version(pages, mixed, second):
    pages.post(address(mixed, "read-again/?version=1&recognise=yes"))
    asks = re.search(r'hx-get="([^"]*/reading/[^"]*)"', pages.get(address(mixed), {"version": 1}).text)[1]
    asks = asks.replace("&amp;", "&")
    assert "HX-Refresh" not in pages.get(asks, headers=HTMX)
    tasks.read_document(mixed.pk)
    assert pages.get(asks, headers=HTMX)["HX-Refresh"] == "true"


def test_reading_again_is_noted_on_every_review_that_holds_the_document(pages, mixed, another_review):
    url, other = address(mixed, "read-again/?recognise=yes"), another_review()
    other.documents.add(mixed.document)
    written = Written()
    pages.post(url)
    name = mixed.original_name
    assert written.events == [
        ("Clara Counsel", "document.read_again", "business", f"asked to read “{name}” again"),
        (None, "document.read_again", "business", f"reads “{name}” again"),
    ]


@pytest.mark.parametrize("verb", ["confirm", "reject"])
def test_recognition_comes_before_somebody_has_looked_at_a_passage(pages, mixed, counsel, verb):
    proposal = Proposal.objects.filter(side="legal", desk__isnull=False).first()
    getattr(proposals, f"{verb}_proposal")(proposal, by=counsel)
    assert "Recognise" not in pages.get(address(mixed)).text
    answer = pages.post(address(mixed, "read-again/?recognise=yes"), follow=True)
    assert "Somebody has looked at its passages already." in answer.text
    assert Reading.objects.get().state == "read"


def test_document_that_was_recognised_is_not_offered_it_again(pages, mixed):
    Reading.objects.update(recognise=True)
    assert "Recognise" not in pages.get(address(mixed)).text
    answer = pages.post(address(mixed, "read-again/?recognise=yes"), follow=True)
    assert "This document was read." in answer.text


def test_document_that_was_read_is_not_read_again(pages, version):
    answer = pages.post(address(version, "read-again/"), follow=True)
    assert "This document was read. To have another one read, attach it." in answer.text
    assert Proposal.objects.count() == 10


# --- pictures -----------------------------------------------------------------------------------------


def test_picture_is_drawn_by_a_worker_once_and_then_served(pages, version, monkeypatch):
    cache.clear()
    asked = []
    monkeypatch.setattr(draw_page, "apply_async", lambda arguments, **options: asked.append(arguments))
    url = address(version, "versions/1/pages/1/")
    for _ in range(3):
        assert "is being drawn" in pages.get(url, headers=HTMX).text
    assert asked == [[version.pk, 1]]
    assert pages.get(address(version, "versions/1/pages/1.png")).status_code == 404
    draw_page(version.pk, 1)
    draw_page(version.pk, 1)
    assert "<img" in pages.get(url, headers=HTMX).text
    picture = pages.get(address(version, "versions/1/pages/1.png"))
    assert (picture["Content-Type"], picture.getvalue()[:4]) == ("image/png", b"\x89PNG")


def test_page_that_cannot_be_drawn_says_so_and_is_not_asked_for_again(pages, version, monkeypatch):
    cache.clear()
    draw_page(version.pk, 99)
    monkeypatch.setattr(draw_page, "apply_async", lambda *args, **options: pytest.fail("asked again"))
    assert "There is no page 99 to show." in pages.get(address(version, "versions/1/pages/99/"), headers=HTMX).text or (
        "Page 99 cannot be shown." in pages.get(address(version, "versions/1/pages/99/"), headers=HTMX).text
    )


def test_page_says_that_it_has_two_bodies(pages, version):
    assert "HX-Request" in pages.get(address(version, "versions/1/pages/1/"))["Vary"]


def test_picture_is_kept_once_though_two_draw_it(version):
    for _ in range(2):
        pictures.keep(version, 1, b"\x89PNG")
    with version.file.storage.open(pictures.path_of(version, 1)) as kept:
        assert kept.read() == b"\x89PNG"


def test_word_file_has_no_pages_to_show(pages, review, buyer):
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    type(version).objects.filter(pk=version.pk).update(content_type="application/vnd.openxmlformats")
    read_as(version, clause("Our liability is capped.", ("liability", 0.9)))
    assert "as=pages" not in pages.get(address(version)).text


# --- how long it takes --------------------------------------------------------------------------------


def queries_with(pages, version, number):
    read_as(
        version,
        *[clause(f"Clause {i}. " + "Our liability is capped. " * 20, ("liability", 0.9)) for i in range(number)],
    )
    Reading.objects.filter(version=version).update(pages=[{"number": 1, "start": 0, "end": 9, "picture": False}])
    proposing.propose(version.pk)
    with CaptureQueriesContext(connection) as queries:
        answer = pages.get(address(version))
    assert answer.status_code == 200
    return len(queries)


def test_page_takes_the_same_number_of_queries_for_3_and_for_300_clauses(pages, review, buyer):
    few, many = (documents.add_document(review, contract_pdf("Quill", name), by=buyer).latest for name in "ab")
    pages.get(address(few))  # what is looked up once
    assert queries_with(pages, few, 3) == queries_with(pages, many, 300)


def test_documents_of_a_review_take_the_same_number_of_queries_for_3_and_for_30(pages, review, buyer):
    def queries(number):
        for _ in range(number):
            version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
            read_as(version, clause("Our liability is capped.", ("liability", 0.9)))
        with CaptureQueriesContext(connection) as captured:
            pages.get(review.get_absolute_url())
        return len(captured)

    pages.get(review.get_absolute_url())
    assert queries(3) == queries(27)
