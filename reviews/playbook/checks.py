"""The terms of a review held against the playbook, and the terms that its papers say nothing about.

Worked out when somebody looks, from what is stored anyway: passages, proposals and facts of the newest version of
each document that was read. So a new version, a confirmed passage or another expectation counts at once, and nothing
can be out of date. The number of queries is the same for one term and for all terms of many reviews.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F

from contracts.models import DocumentKind, DocumentVersion, Reading, ReadingOutcome
from reviews.models import NotNeeded, Passage, Proposal, ProposalState, ReadPaper, TermType
from reviews.models.proposal import place_of
from reviews.pure.expectations import Extract, Fact, check

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
    touches: list
    facts: list
    proposals: list = field(default_factory=list)

    def extracts(self, term_type):
        """What nobody has confirmed yet counts too: it is what a person would look at."""
        return [_extract(self, each) for each in self.proposals if each.is_open and each.term_type_id == term_type.pk]

    def told(self):
        """The facts of the whole document."""
        return [Fact(each["name"], each["value"], self._extract_of(each)) for each in self.facts]

    def _extract_of(self, fact):
        clause = next((each for each in self.proposals if each.start <= fact["start"] < each.end), None)
        index, number = (clause.clause, clause.number) if clause else (None, "")
        spot = Spot(self.review, self.version, fact["page"], index, place_of(number, fact["page"]))
        return Extract(fact["text"], fact["start"], self.version.pk, spot)


def papers_of(review_pks):
    """{pk of a review: its papers}. Two queries."""
    found = (
        ReadPaper.objects.filter(review__in=review_pks, version__reading__outcome=ReadingOutcome.TEXT)
        .select_related("version__document")
        .annotate(facts=F("version__reading__facts"))
        .order_by("version__number")
    )
    newest = {
        (each.review_id, each.version.document_id): Paper(each.review_id, each.version, each.touches, each.facts)
        for each in found
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


def checks_of(terms, papers):
    """{pk of a term: [Check]}. `terms` come with `term_type` and prefetched `passages`, `papers` from `papers_of`."""
    return {
        term.pk: _checks(term.term_type, papers.get(term.review_id, []), term.passages.all())
        for term in terms
        if term.term_type.expectations
    }


def _checks(term_type, papers, passages):
    extracts, facts = [], []
    for paper in papers:
        confirmed = [_extract(paper, each) for each in passages if each.version_id == paper.version.pk]
        extracts += confirmed + paper.extracts(term_type)
        facts += paper.told()
    return check(term_type.expectations, _once(extracts), facts)


def _once(extracts):
    """Each place once: the same clause may be confirmed and proposed again for a second matter."""
    return list({(each.paper, each.start, each.end): each for each in reversed(extracts)}.values())[::-1]


def _extract(paper, row):
    """The words of a passage or a proposal."""
    is_confirmed = isinstance(row, Passage)
    spot = Spot(paper.review, paper.version, row.page, row.clause, row.place, is_confirmed)
    return Extract(row.quote, row.start, paper.version.pk, spot)


def checks_of_version(review, version, papers):
    """{pk of a term type: [Check]} of one version, whether the review has such a term or not.

    Older versions are not checked: nothing is said about them any more.
    """
    papers = [each for each in papers[review.pk] if each.version.pk == version.pk]
    passages = defaultdict(list)
    for passage in Passage.objects.filter(term__review=review, version=version).select_related("term"):
        passages[passage.term.term_type_id].append(passage)
    types = [each for each in TermType.objects.filter(is_active=True) if each.expectations]
    return {each.pk: _checks(each, papers, passages[each.pk]) for each in types}


# --- what is missing ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Missing:
    """A term that our playbook expects, and that no paper says anything about."""

    term_type: TermType
    not_needed: NotNeeded | None


def missing_of(review, papers):
    """What is missing in the papers of a review that were read. Nothing is missed before there is a contract.

    What one paper says is not missed in another. A paper that is still to be read may say it, so nothing is missed
    until all are read.
    """
    papers = papers[review.pk]
    if not any(paper.version.document.kind not in NO_CONTRACT for paper in papers):
        return []
    found, ids = _found(review, papers)
    answers = {each.term_type_id: each for each in review.not_needed.select_related("said_by")}
    expected = TermType.objects.filter(is_active=True).exclude(slug__in=found).exclude(pk__in=ids)
    missing = [
        Missing(each, answers.get(each.pk))
        for each in expected.select_related("desk", "second_desk")
        if each.is_expected_in(review.kind)
    ]
    return [] if _waits_to_be_read(review) else missing


def _waits_to_be_read(review):
    return Reading.objects.unread().filter(version__document__in=review.documents.all()).exists()


def _found(review, papers):
    """(slugs, pks) of the term types that the papers say something about, or people said they do."""
    slugs, ids = set(), set()
    for paper in papers:
        slugs.update(paper.touches)
        accepted = [each for each in paper.proposals if each.state != ProposalState.REJECTED]
        ids.update(each.decided_type_id or each.term_type_id for each in accepted)
    ids.update(Passage.objects.filter(term__review=review).values_list("term__term_type", flat=True))
    return slugs, ids - {None}
