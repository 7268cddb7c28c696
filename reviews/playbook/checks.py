"""The terms that the papers of a review say nothing about. How they stand to our position is in `reviews.checks`."""

from dataclasses import dataclass

from contracts.models import DocumentKind, Reading
from reviews.checks.papers import Papers
from reviews.models import NotNeeded, Passage, ProposalState, Review, TermType

NO_CONTRACT = {DocumentKind.SECURITY, DocumentKind.OTHER, DocumentKind.ORDER_FORM}
"""Documents that need not say everything: without another one, nothing is missed."""


# --- what is missing ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Missing:
    """A term that our playbook expects, and that no paper says anything about."""

    term_type: TermType
    not_needed: NotNeeded | None


def missing_of(review: Review, papers: Papers) -> list[Missing]:
    """What is missing in the papers of a review that were read. Nothing is missed before there is a contract.

    What one paper says is not missed in another. A paper that is still to be read, or that is in another language than
    English, may say it, so nothing is missed until all are read.
    """
    papers_here = papers[review.pk]
    if not all(paper.is_understood for paper in papers_here):
        return []
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
