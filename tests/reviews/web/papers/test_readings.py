"""The page of a document: its text beside its passages, for those who may see it, quick however long it is."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.models import Reading
from intake.demo.paper import contract_pdf
from reviews.models import Proposal, ReadPaper
from reviews.papers import documents, proposals, proposing
from tests.reviews.pages import document_address
from tests.reviews.papers.test_proposing import clause, read_as
from tests.reviews.reading import proposal_of


def queries_with(pages, version, number):
    read_as(
        version,
        *[clause(f"Clause {i}. " + "Our liability is capped. " * 20, ("liability", 0.9)) for i in range(number)],
    )
    Reading.objects.filter(version=version).update(pages=[{"number": 1, "start": 0, "end": 9, "picture": False}])
    proposing.propose(version.pk)
    with CaptureQueriesContext(connection) as queries:
        answer = pages.get(document_address(version))
    assert answer.status_code == 200
    return len(queries)


def test_page_shows_the_text_with_each_passage_beside_its_row(pages, version):
    answer = pages.get(document_address(version))
    liability = proposal_of("liability")
    marked = re.search(rf'<div class="clause found" id="c-{liability.clause}".*?</div>', answer.text, re.DOTALL)[0]
    assert liability.quote in re.sub("</?span[^>]*>", "", marked)
    assert f'data-clause="row-{liability.pk}"' in marked and f'href="#row-{liability.pk}"' in marked
    row = re.search(rf'<article class="found-row" id="row-{liability.pk}".*?</article>', answer.text, re.DOTALL)[0]
    assert f'href="#c-{liability.clause}"' in row and "clause 5, page 1" in row and "99 % sure" in row


def test_page_says_that_terms_are_still_looked_for(pages, review, version):
    Proposal.objects.all().delete()
    assert "No terms found" in pages.get(document_address(version)).text
    ReadPaper.objects.all().delete()  # as for a file that was read in a draft, until the sweep comes by
    text = pages.get(document_address(version)).text
    assert "Looking for our terms" in text and "No terms found" not in text


def test_text_is_sent_once_and_escaped(pages, review, buyer):
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    read_as(version, clause("A canary <script>alert(1)</script> & clause.", ("liability", 0.9)))
    proposing.propose(version.pk)
    text = pages.get(document_address(version)).text
    assert "<script>alert" not in text
    sheet = text[text.index('class="sheet"') : text.index("<aside")]
    assert sheet.count("A canary &lt;script&gt;") == 1


def test_each_desk_gets_the_buttons_of_its_own_passages(client, version, buyer, counsel, lead, specialists):
    def may_confirm(person):
        client.force_login(person)
        text = client.get(document_address(version)).text
        return sorted(
            proposal_of.term_type.slug
            for proposal_of in Proposal.objects.select_related("term_type")
            if f"/proposals/{proposal_of.pk}/confirm/" in text
        )

    assert may_confirm(counsel) == ["governing-law", "liability", "publicity"]
    assert may_confirm(specialists["privacy"]) == ["data-protection"]
    assert len(may_confirm(buyer)) == 6
    assert len(may_confirm(lead)) == 9


def test_filters_narrow_the_list_and_count(pages, version, counsel):
    proposals.confirm_proposal(proposal_of("liability"), by=counsel)
    answer = pages.get(document_address(version), {"show": "mine"})
    assert [(choice.label, choice.count, choice.active) for choice in answer.context["choices"]] == [
        ("All", 10, False),
        ("Open", 9, False),
        ("For me", 2, True),
    ]
    shown = [row for band in answer.context["bands"] for group in band.groups for row in group.rows]
    assert {row.name for row in shown} == {
        proposal_of("publicity").term_type.name,
        proposal_of("governing-law").term_type.name,
    }


def test_facts_are_shown_with_a_link_to_their_words(pages, version):
    text = pages.get(document_address(version)).text
    fact = next(fact for fact in version.reading.facts if fact["name"] == "liability_cap")
    anchor = f"q-{fact['start']}-{fact['start'] + len(fact['text'])}"
    assert "What the paper says" in text
    link = rf'<a href="#{anchor}" data-quoted="{anchor}"[^>]*>fees paid in the last 12 months</a>'
    assert re.search(link, text)
    assert f'<span class="quoted" id="{anchor}" data-quote="{anchor}">' in text


def test_term_links_to_its_passages(pages, version, review, counsel):
    proposals.confirm_proposal(proposal_of("liability"), by=counsel)
    liability = proposal_of("liability")
    link = f'<a class="place" href="{document_address(version)}?version=1#c-{liability.clause}">clause 5, page 1</a>'
    assert link in pages.get(f"/terms/{liability.term_id}/").text


def test_page_is_not_for_the_requester_nor_for_strangers(client, version, requester, stranger, admin):
    for person in (requester, stranger, admin):
        client.force_login(person)
        assert client.get(document_address(version)).status_code == 404
        assert client.get(document_address(version, "versions/1/pages/1.png")).status_code == 404
        assert client.post(f"/proposals/{proposal_of('liability').pk}/confirm/").status_code == 404


def test_documents_of_another_review_are_not_reached_through_this_one(pages, version, another_review):
    other = another_review()
    for part in ("read/", "reading/", "versions/1/pages/1/", "versions/1/pages/1.png", "versions/1/clauses/1/"):
        assert pages.get(f"{other.get_absolute_url()}documents/{version.document_id}/{part}").status_code == 404


def test_requester_reads_that_the_document_was_read_and_nothing_internal(client, version, requester, review):
    client.force_login(requester)
    for url in (review.get_absolute_url(), document_address(version, "reading/")):
        text = client.get(url).text
        assert "Read" in text
        assert "passage" not in text and "/read/" not in text and "to confirm" not in text


def test_page_takes_the_same_number_of_queries_for_3_and_for_300_clauses(pages, review, buyer):
    few, many = (documents.add_document(review, contract_pdf("Quill", name), by=buyer).latest for name in "ab")
    pages.get(document_address(few))  # what is looked up once
    assert queries_with(pages, few, 3) == queries_with(pages, many, 300)
