"""Which of several papers speaks on a term, and why: the one that somebody chose, else the one that goes before.

Papers are compared by what they are (an order form goes before the contract that it is drawn under), then by their
age. Software names one and says why; whoever owns the term may choose another (reviews.terms.papers).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from contracts.models import DocumentKind, DocumentVersion
from reviews.checks.papers import Paper
from reviews.models import Passage, Side, Term
from reviews.pure.expectations import Check, Verdict

USUAL_ORDER = (
    *(DocumentKind.ORDER_FORM, DocumentKind.CONTRACT, DocumentKind.NDA),
    *(DocumentKind.DPA, DocumentKind.SECURITY, DocumentKind.OTHER),
)
FIRST_ON_SIDE = {Side.PRIVACY: DocumentKind.DPA, Side.SECURITY: DocumentKind.SECURITY}
"""What goes before everything else on the terms of a side."""


@dataclass(frozen=True)
class Speaking:
    """The paper whose words count on a term, why, and the other papers that say something about it as well."""

    paper: Paper
    why: str
    checks: list[Check]
    others: list[Paper] = field(default_factory=list)

    @property
    def version(self) -> DocumentVersion:
        return self.paper.version


def speaking_on(term: Term, papers: Sequence[Paper], passages: Sequence[Passage]) -> Speaking | None:
    """The paper that speaks on a term, of the `papers` of its review; None where none says anything about it."""
    checks = {paper.version.pk: paper.check(term.term_type, passages) for paper in papers}
    with_words = [paper for paper in papers if _has_words(term, paper, passages, checks[paper.version.pk])]
    chosen = next((paper for paper in papers if paper.version.document_id == term.paper_id), None)
    if chosen:
        others = [paper for paper in with_words if paper is not chosen]
        return Speaking(chosen, _why_chosen(term), checks[chosen.version.pk], others)
    if not with_words:
        return None
    first, *others = sorted(with_words, key=lambda paper: _place(term, paper))
    return Speaking(first, _why(term, first, others), checks[first.version.pk], others)


def _has_words(term, paper, passages, checks):
    """Passages about it, or a fact of the whole document that a check found."""
    return bool(paper.extracts(term.term_type, passages)) or any(
        line.verdict != Verdict.NOT_STATED for line in checks if line.quotes or paper.is_understood
    )


def _place(term, paper):
    kind = paper.version.document.kind
    first = 0 if kind == FIRST_ON_SIDE.get(term.side) else 1
    return (first, USUAL_ORDER.index(kind), -paper.version.uploaded_at.timestamp(), -paper.version.pk)


def _why_chosen(term):
    return f"{term.paper_chosen_by} chose it: {term.paper_because}"


def _why(term, first, others):
    if not others:
        return "No other paper that was read says anything about it."
    kind, second = first.version.document.kind, others[0].version.document.kind
    if kind == second:
        return "It is the newest of the papers of its kind that say something about it."
    words = (DocumentKind(kind).label, DocumentKind(second).label)
    named, before = (label if label.isupper() else label.lower() for label in words)
    on_side = f" on {Side(term.side).label.lower()} terms" if kind == FIRST_ON_SIDE.get(term.side) else ""
    return f"Usually the {named} goes before the {before}{on_side}."
