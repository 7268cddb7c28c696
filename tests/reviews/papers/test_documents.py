"""Adding papers; what that does to approvals is in test_asking.py."""

import pytest

from reviews.papers import documents
from reviews.pure.stages import Stage
from tests.contracts.builders import pdf, upload
from tests.reviews.reading import Written, denied, refused, row


@pytest.mark.parametrize("who", ["requester", "buyer"])
def test_add_document_belongs_to_the_review_and_its_vendor(who, review, request):
    person, written = request.getfixturevalue(who), Written()

    document = documents.add_document(review, pdf("terms.pdf"), by=person)

    assert list(review.documents.all()) == [document]
    assert row(document, "title", "kind", "vendor__name", "created_by__name") == (
        "terms.pdf",
        "contract",
        "Quill Surveys",
        person.name,
    )
    assert written.events[-1] == (person.name, "document.added", "business", "added the document “terms.pdf”")


def test_add_document_is_for_the_requester_and_reviewers(review, stranger, admin):
    for person in (stranger, admin):
        with denied("Only the requester and the reviewers can add documents here."):
            documents.add_document(review, pdf(), by=person)


def test_add_document_passes_on_why_a_file_was_refused(review, buyer):
    with refused("“empty.pdf” is empty. Please attach the file again."):
        documents.add_document(review, upload("empty.pdf", b""), by=buyer)
    assert not review.documents.exists()


@pytest.mark.parametrize("stage", [Stage.FINAL_APPROVAL, Stage.SIGNATURE])
def test_papers_are_added_by_reviewers_alone_once_approval_was_asked_for(stage, review_at, buyer, requester):
    review = review_at(stage)
    with denied("Approval was asked for the documents as they are: from now on only reviewers can add one."):
        documents.add_document(review, pdf(), by=requester)
    documents.add_document(review, pdf(), by=buyer)
    assert review.documents.count() == 1


@pytest.mark.parametrize("stage", [Stage.ALIGNED, Stage.NEGOTIATION])
def test_papers_can_be_added_while_talking_to_the_vendor(stage, review_at, buyer):
    review = review_at(stage)
    documents.add_document(review, pdf(), by=buyer)
    assert review.documents.count() == 1


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.ACTIVE])
def test_add_document_to_a_review_that_ended_is_refused(stage, review_at, buyer):
    review = review_at(stage)
    with refused(f"This review is closed ({stage})."):
        documents.add_document(review, pdf(), by=buyer)
