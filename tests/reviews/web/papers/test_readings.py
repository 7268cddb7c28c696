"""The page of a document: its text beside its passages, for those who may see it, quick however long it is."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.models import Reading
from intake.demo.paper import contract_pdf
from reviews.models import Proposal, ReadPaper, TermType
from reviews.papers import documents, proposals, proposing
from reviews.terms import deciding
from tests.reviews.pages import HTMX, document_address
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


def clause_of(text, index):
    """The element of a clause, by its index."""
    return re.search(rf'<div class="clause[^"]*"\s+id="c-{index}".*?</div>\s*</div>', text, re.DOTALL)[0]


def point_of(text, slug):
    """The element of the point of a term, by the slug of its kind."""
    key = f"point-t-{proposal_of(slug).term_type_id}"
    return re.search(rf'<article class="point[^"]*" id="{key}".*?</article>', text, re.DOTALL)[0]


def opened(pages, version, slug):
    key = f"t-{proposal_of(slug).term_type_id}"
    return pages.get(document_address(version), {"point": key}).text


def test_page_shows_the_text_with_each_passage_beside_its_point(pages, version):
    text = opened(pages, version, "liability")
    liability = proposal_of("liability")
    marked, key = clause_of(text, liability.clause), f"point-t-{liability.term_type_id}"
    assert liability.quote in re.sub("</?(span|div)[^>]*>", "", marked)
    assert f'data-clause="{key}"' in marked and f'data-mark="{key}"' in marked
    point = point_of(text, "liability")
    assert f'data-to-clause="c-{liability.clause}"' in point and "clause 5, page 1" in point and "99 % sure" in point


def test_points_come_in_the_order_of_what_matters_and_are_closed_at_first(pages, version):
    answer = pages.get(document_address(version))
    mine, others = answer.context["sections"]
    assert (mine.label, others.label) == ("For you to look at", "For others to look at")
    assert [(card.place_words, card.name) for card in mine.cards] == [
        ("Differs", "Limitation of liability"),
        ("Not stated", "Publicity, logo use, non-disparagement"),
        ("Read it", "Governing law, venue, dispute resolution, arbitration"),
    ]
    assert [card.place_words for card in others.cards][:4] == ["Differs"] * 4
    assert "<strong>10 points to look at</strong> in 10 passages." in answer.text and "For you: 3." in answer.text
    assert "data-point-body" not in answer.text


def test_point_opens_in_its_place_and_on_the_page_without_scripts(pages, version):
    liability = proposal_of("liability")
    address = document_address(version, f"versions/1/points/t-{liability.term_type_id}/")
    part = pages.get(address, headers=HTMX).text
    assert "data-point-body" in part and liability.quote in part and "<html" not in part
    assert (
        pages.get(address).url
        == f"{document_address(version)}?version=1&point=t-{liability.term_type_id}#point-t-{liability.term_type_id}"
    )
    for key in ("t-0", "s-nobody", "rejected", "n"):
        assert pages.get(document_address(version, f"versions/1/points/{key}/"), headers=HTMX).status_code == 404


def test_point_says_with_one_key_each_what_can_be_said_of_its_term(pages, version):
    point = point_of(opened(pages, version, "liability"), "liability")
    keys = dict(re.findall(r'data-shortcut="(\d)"\s+data-shortcut-label="([^"]*)"', point))
    assert keys == {"1": "Our position holds", "2": "Accept theirs…", "4": "Escalate…"}
    assert 'data-shortcut-refused="5"' in point
    assert "<b>Our position holds</b>" in point and "<b>Accept theirs…</b>" in point


def test_point_of_another_desk_says_who_decides_it(pages, version):
    point = point_of(opened(pages, version, "price-increases"), "price-increases")
    assert "decide/" not in point
    assert 'data-shortcut-refused="1 2 4 5"' in point and "is decided by Procurement" in point


def test_what_somebody_rejected_and_what_was_decided_is_folded_away_with_its_number(
    pages, version, review, desks, counsel
):
    proposals.reject_proposal(proposal_of("publicity"), by=counsel)
    liability = review.terms.get(term_type__slug="liability")
    deciding.decide_term(liability, "ask", desk=desks["legal"], by=counsel)
    answer = pages.get(document_address(version))
    assert [(fold.label, fold.count) for fold in answer.context["folds"]] == [("Decided", 1), ("Not terms", 1)]
    rejected = pages.get(document_address(version, "versions/1/points/rejected/"), headers=HTMX).text
    assert "list of customers." in rejected and "Take back" in rejected


def test_what_needs_nothing_is_dimmed_in_the_text_and_never_left_out(pages, version):
    text = pages.get(document_address(version)).text
    clauses = version.reading.clauses
    marked = set(Proposal.objects.values_list("clause", flat=True))
    for index in range(len(clauses)):
        assert (" dim" in clause_of(text, index).split("\n")[0]) is (index not in marked)


def test_page_of_450_clauses_sends_at_most_150_kb_until_one_scrolls(pages, review, buyer):
    version = documents.add_document(review, contract_pdf("Quill", "long"), by=buyer).latest
    slugs = list(TermType.objects.filter(is_active=True).values_list("slug", flat=True))
    words = "The Vendor and the Customer agree on all of this in writing before anything of it begins. " * 9
    read_as(version, *[clause(f"{i}. {words}", (slugs[i % len(slugs)], 0.9), number=f"{i}.") for i in range(450)])
    proposing.propose(version.pk)
    answer = pages.get(document_address(version))
    assert len(answer.content) < 150_000
    assert 0 < len(re.findall(r' id="c-\d+"', answer.text)) < 60
    assert pages.get(document_address(version), {"at": "c-449"}).text.count('id="c-449"') == 1


def test_parts_hold_the_whole_text_once(pages, review, buyer):
    version = documents.add_document(review, contract_pdf("Quill", "long"), by=buyer).latest
    read_as(
        version, *[clause(f"Clause {i}. " + "Our liability is capped. " * 30, ("liability", 0.9)) for i in range(90)]
    )
    proposing.propose(version.pk)
    first = pages.get(document_address(version)).text
    others = re.findall(r'hx-get="([^"]*/parts/\d+/)"', first)
    whole = first + "".join(pages.get(address, headers=HTMX).text for address in others)
    assert sorted(map(int, re.findall(r' id="c-(\d+)"', whole))) == list(range(90))
    assert pages.get(others[-1]).url.endswith(f"&part={len(others) + 1}#part-{len(others) + 1}")
    assert (
        f'id="part-{len(others) + 1}" data-loaded'
        in pages.get(document_address(version), {"part": len(others) + 1}).text
    )
    for number in (0, len(others) + 2, 10**9):
        assert pages.get(document_address(version, f"versions/1/parts/{number}/"), headers=HTMX).status_code == 404


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
        return sorted(
            proposal.term_type.slug
            for proposal in Proposal.objects.select_related("term_type")
            if f"/proposals/{proposal.pk}/confirm/" in opened(client, version, proposal.term_type.slug)
        )

    assert may_confirm(counsel) == ["governing-law", "liability", "publicity"]
    assert may_confirm(specialists["privacy"]) == ["data-protection"]
    assert len(may_confirm(buyer)) == 6
    assert len(may_confirm(lead)) == 9


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
    place = f"c-{liability.clause}"
    link = f'<a class="place" href="{document_address(version)}?version=1&amp;at={place}#{place}">clause 5, page 1</a>'
    assert link in pages.get(f"/terms/{liability.term_id}/").text


def test_page_is_not_for_the_requester_nor_for_strangers(client, version, requester, stranger, admin):
    for person in (requester, stranger, admin):
        client.force_login(person)
        assert client.get(document_address(version)).status_code == 404
        assert client.get(document_address(version, "versions/1/pages/1.png")).status_code == 404
        assert client.post(f"/proposals/{proposal_of('liability').pk}/confirm/").status_code == 404


def test_documents_of_another_review_are_not_reached_through_this_one(pages, version, another_review):
    other = another_review()
    parts = ("pages/1/", "pages/1.png", "clauses/1/", "parts/1/", f"points/t-{proposal_of('liability').term_type_id}/")
    for part in ("read/", "reading/", *[f"versions/1/{part}" for part in parts]):
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
