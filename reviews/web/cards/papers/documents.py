"""The documents of a review, as lists and the upload field show them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from contracts.models import Document
from people.models import User
from reviews.checks.papers import Paper
from reviews.models import Review
from reviews.papers import policies as paper_policies
from reviews.spine import policies
from reviews.web.cards.papers.readings import add_reading_lines


def papers_of(review: Review, user: User, papers: Sequence[Paper] | None = None) -> list[Document]:
    """The documents with their versions; each carries the address of its download, and how far its reading is.

    `papers` are those of reviews.checks, where they are known already.
    """
    known = "documents" in getattr(review, "_prefetched_objects_cache", {})
    own = review.documents.all() if known else review.documents.prefetch_related("versions")
    documents = sorted(own, key=lambda document: document.pk)
    for document in documents:
        document.url = reverse("reviews:document", args=[review.pk, document.pk])  # type: ignore[attr-defined]
    add_reading_lines(review, documents, user, papers)
    return documents


def paper_context(
    review: Review, user: User, errors: Sequence[str] = (), papers: Sequence[Paper] | None = None
) -> dict[str, Any]:
    """What templates/reviews/papers/_documents.html needs."""
    closed = policies.blockers_to_work(review)
    may_add = paper_policies.may_add_document(user, review)
    return {
        "review": review,
        "documents": papers_of(review, user, papers),
        "may_add": may_add and not closed,
        "closed_because": closed or ([] if may_add else [paper_policies.who_may_add_documents(review)]),
        "asks_again": review.stage in policies.UNDER_APPROVAL and may_add,
        "errors": errors,
    }
