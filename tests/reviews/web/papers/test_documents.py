"""The documents of a review: adding one, downloading one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.demo.paper import contract_pdf
from reviews.models import Proposal
from reviews.papers import documents
from tests.contracts.builders import pdf, upload
from tests.reviews.pages import HTMX, document_address, messages_of, page, part_of, press, signed_in, text_of
from tests.reviews.papers.test_proposing import clause, read_as


def test_document_is_added_and_offered_for_download(client, requester, buyer, review):
    press(signed_in(client, requester), "add_document", review.pk, file=pdf("terms.pdf"))
    document = review.documents.get()

    listed = page(signed_in(client, buyer), review)
    download = client.get(reverse("reviews:document", args=[review.pk, document.pk]))

    assert "terms.pdf" in part_of(listed, "documents")
    assert download["Content-Disposition"] == 'attachment; filename="terms.pdf"'
    list(download)  # read to its end, a download closes its file


def test_document_of_another_review_is_not_found(client, buyer, stranger, review, another_review):
    other = another_review()
    document = documents.add_document(other, pdf("terms.pdf"), by=buyer)
    there = reverse("reviews:document", args=[other.pk, document.pk])
    download = signed_in(client, buyer).get(there)
    list(download)  # read to its end, a download closes its file

    assert download.status_code == 200
    assert client.get(reverse("reviews:document", args=[review.pk, document.pk])).status_code == 404
    assert client.get(reverse("reviews:document", args=[other.pk, document.pk + 1])).status_code == 404
    assert signed_in(client, stranger).get(there).status_code == 404


@pytest.mark.parametrize(("headers", "status"), [({}, 302), (HTMX, 422)])
def test_document_that_is_refused_says_why(client, buyer, review, headers, status):
    response = press(signed_in(client, buyer), "add_document", review.pk, headers=headers, file=upload("a.pdf", b""))

    sentence = "“a.pdf” is empty. Please attach the file again."
    assert response.status_code == status
    assert sentence in text_of(response) or messages_of(response) == [("error", sentence)]


def test_document_needs_a_file(client, buyer, review):
    response = press(signed_in(client, buyer), "add_document", review.pk)

    assert messages_of(response) == [("error", "Choose a file first.")]


def test_documents_say_how_much_there_is_to_look_at_as_their_page_does(pages, version, review):
    Proposal.objects.filter(term_type__slug__in=["publicity", "governing-law"]).update(term_type=None, desk=None)
    Proposal.objects.filter(term_type__slug="scope").update(term_type=None, desk=None, seems_nobodys=True)
    assert "Read: 8 points to look at" in pages.get(review.get_absolute_url()).text
    assert "<strong>8 points to look at</strong> in 10 passages." in pages.get(document_address(version)).text


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
