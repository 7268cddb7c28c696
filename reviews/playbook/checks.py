"""The terms of a review held against the playbook, and the terms that its papers say nothing about.

Worked out when somebody looks, from what is stored anyway: passages, proposals and facts of the newest version of
each document that was read. So a new version, a confirmed passage or another expectation counts at once, and nothing
can be out of date. The number of queries is the same for one term and for all terms of many reviews.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from contracts.models import DocumentKind, DocumentVersion, Reading, ReadingOutcome
from reviews.models import NotNeeded, Passage, Proposal, ProposalState, ReadPaper, Review, Term, TermType
from reviews.models.proposal import place_of
from reviews.pure.expectations import Check, Extract, Fact, check

NO_CONTRACT = {DocumentKind.SECURITY, DocumentKind.OTHER, DocumentKind.ORDER_FORM}
"""Documents that need not say everything: without another one, nothing is missed."""


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
    proposals: list[Proposal] = field(default_factory=list)

    def extracts(self, term_type: TermType) -> list[Extract]:
        """What nobody has confirmed yet counts too: it is what a person would look at."""
        return [
            _extract(self, proposal)
            for proposal in self.proposals
            if proposal.is_open and proposal.term_type_id == term_type.pk
        ]

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
    read_papers = (
        ReadPaper.objects.filter(review__in=review_pks, version__reading__outcome=ReadingOutcome.TEXT)
        .select_related("version__document")
        .annotate(facts=F("version__reading__facts"))
        .order_by("version__number")
    )
    newest = {
        (row.review_id, row.version.document_id): Paper(row.review_id, row.version, row.touches, row.facts)
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


def checks_of(terms: Iterable[Term], papers: Papers) -> dict[int, list[Check]]:
    """The checks of each term that has any, by its pk. `terms` come with `term_type` and prefetched `passages`."""
    return {
        term.pk: _checks(term.term_type, papers.get(term.review_id, []), term.passages.all())
        for term in terms
        if term.term_type.expectations
    }


def _checks(term_type, papers, passages):
    extracts, facts = [], []
    for paper in papers:
        confirmed = [_extract(paper, passage) for passage in passages if passage.version_id == paper.version.pk]
        extracts += confirmed + paper.extracts(term_type)
        facts += paper.facts_of_document()
    return check(term_type.expectations, _without_repeats(extracts), facts)


def _without_repeats(extracts):
    """Each place once: the same clause may be confirmed and proposed again for a second matter."""
    return list({(extract.paper, extract.start, extract.end): extract for extract in reversed(extracts)}.values())[::-1]


def _extract(paper, row):
    """The words of a passage or a proposal."""
    is_confirmed = isinstance(row, Passage)
    spot = Spot(paper.review, paper.version, row.page, row.clause, row.place, is_confirmed)
    return Extract(row.quote, row.start, paper.version.pk, spot)


def checks_of_version(review: Review, version: DocumentVersion, papers: Papers) -> dict[int, list[Check]]:
    """The checks of one version by the pk of the term type, whether the review has such a term or not.

    Older versions are not checked: nothing is said about them any more.
    """
    papers_here = [paper for paper in papers[review.pk] if paper.version.pk == version.pk]
    passages = defaultdict(list)
    for passage in Passage.objects.filter(term__review=review, version=version).select_related("term"):
        passages[passage.term.term_type_id].append(passage)
    types = [term_type for term_type in TermType.objects.filter(is_active=True) if term_type.expectations]
    return {term_type.pk: _checks(term_type, papers_here, passages[term_type.pk]) for term_type in types}


# --- what is missing ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Missing:
    """A term that our playbook expects, and that no paper says anything about."""

    term_type: TermType
    not_needed: NotNeeded | None


def missing_of(review: Review, papers: Papers) -> list[Missing]:
    """What is missing in the papers of a review that were read. Nothing is missed before there is a contract.

    What one paper says is not missed in another. A paper that is still to be read may say it, so nothing is missed
    until all are read.
    """
    papers_here = papers[review.pk]
    if all(paper.version.document.kind in NO_CONTRACT for paper in papers_here):
        return []
    slugs, ids = _types_covered(review, papers_here)
    answers = {answer.term_type_id: answer for answer in review.not_needed.select_related("said_by")}
    expected = TermType.objects.filter(is_active=True).exclude(slug__in=slugs).exclude(pk__in=ids)
    missing = [
        Missing(term_type, answers.get(term_type.pk))
        for term_type in expected.select_related("desk", "second_desk")
        if term_type.is_expected_in(review.kind)
    ]
    return [] if _waits_to_be_read(review) else missing


def _waits_to_be_read(review):
    return Reading.objects.unread().filter(version__document__in=review.documents.all()).exists()


def _types_covered(review, papers):
    """(slugs, pks) of the term types that the papers say something about, or people said they do."""
    slugs, ids = set(), set()
    for paper in papers:
        slugs.update(paper.touches)
        accepted = [proposal for proposal in paper.proposals if proposal.state != ProposalState.REJECTED]
        ids.update(proposal.decided_type_id or proposal.term_type_id for proposal in accepted)
    ids.update(Passage.objects.filter(term__review=review).values_list("term__term_type", flat=True))
    return slugs, ids - {None}
