"""What is known of the papers of a review: passages, proposals and facts of the newest version that was read of each.

Read when somebody looks, from what is stored anyway, so that a new version or a confirmed passage counts at once. The
number of queries is the same for one review and for many.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F, OuterRef, Subquery

from contracts.models import Document, DocumentVersion, ReadingOutcome
from reading.language import is_understood
from reviews.models import Passage, Proposal, ReadPaper, Review, TermType
from reviews.models.proposal import place_of
from reviews.pure.expectations import Check, Extract, Fact, Verdict, check


@dataclass(frozen=True)
class Spot:
    """Where quoted words stand. `clause` is None where it is not known in which clause."""

    review: int
    version: DocumentVersion
    page: int
    clause: int | None
    place: str
    is_confirmed: bool = True


@dataclass
class Paper:
    """The newest version of a document that was read, with what is known of it on one review."""

    review: int
    version: DocumentVersion
    touches: list[str]
    facts: list[dict[str, Any]]
    language: str
    notes: list[str]
    newest: int  # the number of the document's newest version, read or not
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def is_newest(self) -> bool:
        """Whether nothing newer came that was not read: what this version says is what the document says."""
        return self.version.number == self.newest

    @property
    def is_understood(self) -> bool:
        """Whether all of it is in a language that reading understands: silence of others proves nothing."""
        return is_understood(self.language)

    def check(self, term_type: TermType, passages: Iterable[Passage]) -> list[Check]:
        """How its words stand to our position. Where not all of it was understood, what was not found is unclear."""
        checks = check(term_type.expectations, self.extracts(term_type, passages), self.facts_of_document())
        if self.is_understood:
            return checks
        return [line if line.quotes else replace(line, verdict=Verdict.UNCLEAR) for line in checks]

    def extracts(self, term_type: TermType, passages: Iterable[Passage]) -> list[Extract]:
        """Its words on a kind of term: the passages that somebody confirmed, then what is only proposed.

        What nobody has confirmed yet counts too: it is what a person would look at. `passages` may be of any version.
        """
        confirmed = [_extract(self, passage) for passage in passages if passage.version_id == self.version.pk]
        proposed = [
            _extract(self, proposal)
            for proposal in self.proposals
            if proposal.is_open and proposal.term_type_id == term_type.pk
        ]
        return _without_repeats(confirmed + proposed)

    def facts_of_document(self) -> list[Fact]:
        """What was read out of the whole document, each with the words that say it."""
        return [Fact(fact["name"], fact["value"], self._extract_of(fact)) for fact in self.facts]

    def _extract_of(self, fact):
        clause = next((proposal for proposal in self.proposals if proposal.start <= fact["start"] < proposal.end), None)
        index, number = (clause.clause, clause.number) if clause else (None, "")
        spot = Spot(self.review, self.version, fact["page"], index, place_of(number, fact["page"]))
        return Extract(fact["text"], fact["start"], self.version.pk, spot)


Papers = Mapping[int, list[Paper]]
"""{pk of a review: its papers}. A review without any has an empty list."""


def papers_of(review_pks: Iterable[int]) -> Papers:
    """The papers of these reviews. Two queries."""
    versions = DocumentVersion.objects.filter(document=OuterRef("version__document")).order_by("-number")
    read_papers = (
        ReadPaper.objects.filter(review__in=review_pks, version__reading__outcome=ReadingOutcome.TEXT)
        .select_related("version__document")
        .annotate(
            facts=F("version__reading__facts"),
            language=F("version__reading__language"),
            notes=F("version__reading__notes"),
            newest=Subquery(versions.values("number")[:1]),
        )
        .order_by("version__number")
    )
    newest = {
        (row.review_id, row.version.document_id): Paper(
            row.review_id, row.version, row.touches, row.facts, row.language, row.notes, row.newest
        )
        for row in read_papers
    }
    by_version = {(paper.review, paper.version.pk): paper for paper in newest.values()}
    proposals = Proposal.objects.filter(review__in=review_pks, version__in={pk for _, pk in by_version})
    for proposal in proposals:
        if paper := by_version.get((proposal.review_id, proposal.version_id)):
            paper.proposals.append(proposal)
    papers = defaultdict(list)
    for paper in newest.values():
        papers[paper.review].append(paper)
    return papers


def unread_documents(review: Review, papers: Papers) -> list[Document]:
    """The documents of a review whose newest version nobody could read, or that still waits to be read."""
    read = {paper.version.document_id for paper in papers.get(review.pk, []) if paper.is_newest}
    return [document for document in review.documents.all() if document.pk not in read]


def _without_repeats(extracts):
    """Each place once: the same clause may be confirmed and proposed again for a second matter."""
    return list({(extract.paper, extract.start, extract.end): extract for extract in reversed(extracts)}.values())[::-1]


def _extract(paper, row):
    """The words of a passage or a proposal."""
    is_confirmed = isinstance(row, Passage)
    spot = Spot(paper.review, paper.version, row.page, row.clause, row.place, is_confirmed)
    return Extract(row.quote, row.start, paper.version.pk, spot)
