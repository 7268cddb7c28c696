"""How far the reading of each document is, as the list of documents says it, and what to do where it failed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

import reading as reader
from common.words import counted
from contracts.models import Document, DocumentVersion, Reading, ReadingOutcome, ReadingStage, ReadingState
from people.models import User
from reviews.checks.papers import Paper
from reviews.models import Proposal, ProposalState, Review
from reviews.papers import policies as paper_policies
from reviews.spine import policies

TONES = {ReadingOutcome.TEXT: "success", ReadingOutcome.NO_TEXT: "warning"}
ASKS_BACK = (
    "What was found in it and nobody has looked at yet is dropped, on every review that holds this document, "
    "and looked for anew in the whole text. That takes a few seconds a page."
)


@dataclass(frozen=True)
class ReadingLine:
    """What a list says about the reading of one document. It asks again by itself while `is_live`."""

    text: str
    tone: str = "neutral"
    is_live: bool = False
    done: int = 0
    total: int = 0
    hint: str = ""
    url: str = ""
    page_url: str = ""
    again_url: str = ""
    may_recognise: bool = False
    asks_back: str = ""


def add_reading_lines(
    review: Review, documents: Iterable[Document], user: User, papers: Iterable[Paper] | None = None
) -> None:
    """Give each document its `reading_line`. Two queries, however many documents; one where the `papers` of the review
    (reviews.checks) are known, which have all its open proposals."""
    if not policies.may_read_content(user):
        return
    latest = {document.latest.pk: document for document in documents if document.latest}
    readings = paper_policies.readings().without_content().filter(version__in=latest)
    works = policies.may_work_on(user, review)
    numbers = _numbers_of_open(review, papers) if works else {}
    for reading in readings:
        document = latest[reading.version_id]
        number = numbers.get(reading.version_id, 0)
        document.reading_line = line_of(  # type: ignore[attr-defined]
            review, document.latest, reading, user, number
        )


def _numbers_of_open(review, papers):
    """How many points of each version have passages that wait (reviews.papers.attention), by the pk of the version."""
    if papers is not None:
        waiting = [(paper.version.pk, row) for paper in papers for row in paper.proposals if row.is_open]
        points = {(version, *_point_of(row)) for version, row in waiting if row.term_type_id or not row.seems_nobodys}
        return Counter(version for version, *_ in points)
    waiting = Proposal.objects.filter(review=review, state=ProposalState.PROPOSED).order_by().values_list("version")
    of_terms = Count("term_type", distinct=True)
    of_sides = Count("side", distinct=True, filter=Q(term_type=None, seems_nobodys=False))
    rows = waiting.annotate(of_terms=of_terms, of_sides=of_sides)
    return {version: terms + sides for version, terms, sides in rows}


def _point_of(proposal):
    return (proposal.term_type_id, "") if proposal.term_type_id else (None, proposal.side)


def line_of(review: Review, version: DocumentVersion, reading: Reading, user: User, to_look_at: int = 0) -> ReadingLine:
    where = [review.pk, version.document_id]
    url = f"{reverse('reviews:reading_state', args=where)}?version={version.number}"
    if not reading.is_read:
        return ReadingLine(
            words_of_progress(reading), is_live=True, done=reading.pages_done, total=reading.pages_total, url=url
        )
    works = policies.may_work_on(user, review)
    page_url = reverse("reviews:read_document", args=where) if works else ""
    offer = _offer(review, version, reading) if may_be_read_again(review, reading, user) else {}
    if reading.has_text:
        words = _read_in_words(to_look_at)
        return ReadingLine(words, tone="success", hint=reading.reason, page_url=page_url, url=url, **offer)
    return ReadingLine(reading.reason, tone="warning", hint=what_to_do(reading), url=url, **offer)


def line_of_version(review: Review, version: DocumentVersion, user: User) -> ReadingLine:
    """The same of any version, without how many passages wait."""
    reading = paper_policies.readings().without_content().get(version=version)
    return line_of(review, version, reading, user)


def _offer(review, version, reading):
    """Where another reading is asked for, and what is asked back first where it costs something."""
    url = f"{reverse('reviews:read_again', args=[review.pk, version.document_id])}?version={version.number}"
    recognises = offers_recognition(reading)
    return {
        "again_url": f"{url}&recognise=yes" if recognises else url,
        "may_recognise": recognises,
        "asks_back": ASKS_BACK if reading.is_proposed else "",
    }


def _read_in_words(to_look_at):
    return f"Read: {counted(to_look_at, 'point')} to look at" if to_look_at else "Read"


def may_be_read_again(review: Review, reading: Reading, user: User) -> bool:
    """Where another attempt can end otherwise: never offered for a locked file, which stays locked."""
    offered = offers_recognition(reading)
    if not offered and reading.outcome != ReadingOutcome.UNREADABLE:
        return False
    blockers = paper_policies.blockers_to_read_again(review, reading, recognise=offered)
    return paper_policies.may_read_again(user, review, reading) and not blockers


def offers_recognition(reading: Reading) -> bool:
    """Whether letters of scanned pages could be recognised here and were not yet."""
    return reading.has_scans and not reading.recognise and reader.can_recognise()  # type: ignore[attr-defined]


def what_to_do(reading: Reading) -> str:
    """The way on where a file could not be read; the reason itself says it for broken and refused files."""
    if reading.outcome == ReadingOutcome.NO_TEXT:
        if offers_recognition(reading):
            return "Duet can look for letters in the pictures: that takes a few seconds a page."
        return (
            ""
            if reading.recognise or not reading.has_scans  # type: ignore[attr-defined]
            else f"Please attach a copy with text. {paper_policies.NOT_INSTALLED}"
        )
    return ""


def words_of_progress(reading: Reading) -> str:
    """“Reading the pages: 12 of 71”."""
    if reading.state == ReadingState.TO_BE_READ:
        return "Waits to be read" if not reading.attempts else "Waits to be read once more"
    words = ReadingStage(reading.stage).label if reading.stage else "Being read"
    if reading.stage in {ReadingStage.PAGES, ReadingStage.LETTERS} and reading.pages_total:
        return f"{words}: {reading.pages_done} of {reading.pages_total}"
    return words
