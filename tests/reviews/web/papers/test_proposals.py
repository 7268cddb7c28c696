"""What people make of a passage: confirming, correcting, marking a clause."""

from contracts.tasks import read_document
from intake.demo.paper import contract_pdf
from reviews.papers import documents, versions
from tests.reviews.pages import HTMX, document_address
from tests.reviews.reading import proposal_of


def test_confirm_answers_with_the_list_for_htmx_and_with_the_point_otherwise(pages, version, counsel):
    liability, publicity = proposal_of("liability"), proposal_of("publicity")
    answer = pages.post(f"/proposals/{liability.pk}/confirm/", headers=HTMX)
    assert answer.status_code == 200
    assert 'id="found"' in answer.text and "Confirmed." in answer.text and 'class="sheet"' not in answer.text
    answer = pages.post(f"/proposals/{publicity.pk}/confirm/")
    key = f"t-{publicity.term_type_id}"
    assert answer.url == f"{document_address(version)}?version=1&point={key}#point-{key}"


def test_correct_is_a_form_in_the_row_or_on_a_page_of_its_own(pages, version):
    liability = proposal_of("liability")
    url = f"/proposals/{liability.pk}/correct/"
    assert 'class="sheet"' not in pages.get(url, headers=HTMX).text
    assert liability.quote in pages.get(url).text
    wrong = pages.post(url, {"term_type": ""}, headers=HTMX)
    assert (wrong.status_code, wrong["HX-Retarget"]) == (422, f"#form-{liability.pk}")


def test_mark_clause_says_what_reading_did_not(pages, version, review, buyer):
    liability = proposal_of("liability")
    chosen = {"term_type": liability.term_type_id}
    answer = pages.post(document_address(version, f"versions/1/clauses/{liability.clause - 3}/"), chosen)
    place = f"c-{liability.clause - 3}"
    assert answer.url == f"{document_address(version)}?version=1&at={place}#{place}"
    assert review.terms.get(term_type=liability.term_type).passages.count() == 1
    assert pages.get(document_address(version, "versions/1/clauses/999/")).status_code == 404
    other = documents.add_document(review, contract_pdf("Quill Surveys", "Other tool"), by=buyer)
    second = versions.add_version(review, other, contract_pdf("Quill Surveys", "Other tool 2"), by=buyer)
    read_document(second.pk)
    assert pages.get(document_address(second, "versions/2/clauses/1/")).status_code == 200
    assert pages.get(document_address(version, "versions/2/clauses/1/")).status_code == 404
