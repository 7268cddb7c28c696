"""The documents of a review, as lists and the upload field show them."""

from django.urls import reverse

from reviews.papers import policies as paper_policies
from reviews.spine import policies
from reviews.web.cards.readings import add_reading_lines


def papers_of(review, user):
    """The documents with their versions; each carries the address of its download, and how far its reading is."""
    documents = list(review.documents.order_by("pk").prefetch_related("versions"))
    for document in documents:
        document.url = reverse("reviews:document", args=[review.pk, document.pk])
    add_reading_lines(review, documents, user)
    return documents


def paper_context(review, user, errors=()):
    """What templates/reviews/papers/_documents.html needs."""
    closed = policies.blockers_to_work(review)
    may_add = paper_policies.may_add_document(user, review)
    return {
        "review": review,
        "documents": papers_of(review, user),
        "may_add": may_add and not closed,
        "closed_because": closed or ([] if may_add else [paper_policies.who_may_add_documents(review)]),
        "asks_again": review.stage in policies.UNDER_APPROVAL and may_add,
        "errors": errors,
    }
