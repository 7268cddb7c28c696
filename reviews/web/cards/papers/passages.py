"""Where the passages of a term stand in the documents of its review."""

from dataclasses import dataclass

from django.urls import reverse

from contracts.models import DocumentVersion
from reviews.models import Passage, Term


@dataclass(frozen=True)
class PassageLink:
    """A place in a document, and the address that shows it highlighted."""

    place: str
    url: str


def passage_links(term: Term) -> list[PassageLink]:
    """One link for each passage of the newest version that has any. Reads prefetched `passages__version`."""
    passages = list(term.passages.all())
    newest: dict[int, int] = {}
    for passage in passages:
        document = passage.version.document_id
        newest[document] = max(newest.get(document, 0), passage.version.number)
    current = [passage for passage in passages if passage.version.number == newest[passage.version.document_id]]
    return [PassageLink(passage.place, passage_url(term.review_id, passage)) for passage in current]


def passage_url(review_pk: int, passage: Passage) -> str:
    """Where a passage is shown in its document. Needs the passage's version."""
    return place_url(review_pk, passage.version, passage.clause)


def place_url(review_pk: int, version: DocumentVersion, clause: int | None) -> str:
    """Where a clause, by its index, is shown in its document."""
    return anchor_url(review_pk, version, f"c-{clause}")


def anchor_url(review_pk: int, version: DocumentVersion, anchor: str) -> str:
    """Where an anchor of the text is shown. It is named twice: for the server, which sends the part of the text that
    has it, and for the browser, which goes there."""
    return f"{document_url(review_pk, version)}&at={anchor}#{anchor}"


def document_url(review_pk: int, version: DocumentVersion) -> str:
    """The page of a version."""
    return f"{reverse('reviews:read_document', args=[review_pk, version.document_id])}?version={version.number}"
