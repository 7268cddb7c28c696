"""How the papers stand to our position on each term: the verdict, the checks behind it, and the words it rests on.

Words that somebody typed are checked where no paper that was read says anything. They can show that the term differs,
or that it is unclear; that it meets our position is for a paper that was read, or for a decision with its reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from contracts.models import Document, DocumentVersion
from reviews.checks.papers import Paper, Papers, papers_of, unread_documents
from reviews.checks.speaking import Speaking, speaking_on
from reviews.models import Review, Term, TermVerdict
from reviews.pure.expectations import Check, Extract, Verdict, check


@dataclass(frozen=True)
class Stand:
    """How things stand on one term. Anything but `MEETS` counts as differing where a reason is asked for."""

    verdict: TermVerdict
    speaking: Speaking | None = None
    wording: str = ""
    version: DocumentVersion | None = None
    checks: list[Check] = field(default_factory=list)
    is_by_typed_words: bool = False

    @property
    def meets(self) -> bool:
        return self.verdict == TermVerdict.MEETS

    @property
    def differs(self) -> bool:
        """Clearly, by the check; not so where nobody can tell."""
        return self.verdict == TermVerdict.DIFFERS

    @property
    def is_silent(self) -> bool:
        """The papers were read, and neither they nor anybody who wrote down their words say anything about it."""
        return self.verdict == TermVerdict.NOT_STATED and not self.wording


Stands = dict[int, Stand]
"""{pk of a term: how things stand on it}."""


def stands_of(terms: Iterable[Term], papers: Papers, unread: Iterable[Document] = ()) -> Stands:
    """`terms` come with `term_type`, `paper_chosen_by` and prefetched `passages`. No queries of its own.

    `unread` are documents of their review whose newest version was not read: silence of the others proves nothing.
    """
    unread = list(unread)
    return {term.pk: _stand(term, papers.get(term.review_id, []), unread) for term in terms}


def stands_today(review: Review, terms: Iterable[Term]) -> Stands:
    """The same, as actions ask it: with the papers that were not read."""
    papers = papers_of([review.pk])
    return stands_of(terms, papers, unread_documents(review, papers))


def _stand(term: Term, papers: list[Paper], unread: list[Document]) -> Stand:
    passages = list(term.passages.all())
    speaking = speaking_on(term, papers, passages)
    checks = speaking.checks if speaking else []
    verdict = _verdict(term, speaking, checks, papers, unread)
    by_hand = _checks_of_typed_words(term) if verdict in NOT_KNOWN_FROM_PAPERS else []
    typed = _worst(by_hand)
    is_by_typed_words = typed in {TermVerdict.DIFFERS, TermVerdict.UNCLEAR}
    return Stand(
        verdict=typed if is_by_typed_words else verdict,
        speaking=speaking,
        wording=term.vendor_wording or _quotes(term, speaking, passages),
        version=_version(speaking, unread),
        checks=by_hand if is_by_typed_words else checks,
        is_by_typed_words=is_by_typed_words,
    )


NOT_KNOWN_FROM_PAPERS = (TermVerdict.NOT_READ, TermVerdict.NOT_STATED)
"""Where the words that somebody typed are looked at: what was read goes before what was typed."""


def _checks_of_typed_words(term: Term) -> list[Check]:
    """How the vendor's words stand that somebody typed; without quotes, as they have no place in a file."""
    if not term.vendor_wording.strip():
        return []
    checks = check(term.term_type.expectations, [Extract(term.vendor_wording, 0)])
    return [replace(line, quotes=()) for line in checks]


def _verdict(term, speaking, checks, papers, unread):
    """The whole of a term from its checks: the worst of them, as far as the words are those of the newest version."""
    if speaking is None:
        proves_nothing = unread or not papers or not all(paper.is_understood for paper in papers)
        return TermVerdict.NOT_READ if proves_nothing else TermVerdict.NOT_STATED
    if not speaking.paper.is_newest or any(document.pk == speaking.version.document_id for document in unread):
        return TermVerdict.NOT_READ
    if not term.term_type.expectations:
        return TermVerdict.NO_ENTRY
    return _worst(checks)


def _worst(checks: Iterable[Check]) -> TermVerdict:
    verdicts = {result.verdict for result in checks}
    for verdict in (Verdict.DIFFERS, Verdict.UNCLEAR, Verdict.NOT_STATED):
        if verdict in verdicts:
            return TermVerdict(verdict.value)
    return TermVerdict.MEETS if verdicts else TermVerdict.NOT_STATED


def _quotes(term, speaking, passages):
    if speaking is None:
        return ""
    return "\n\n".join(extract.text for extract in speaking.paper.extracts(term.term_type, passages))


def _version(speaking, unread):
    """The version of the paper that speaks; where a newer one of it was not read, that one: it is what people read."""
    if speaking is None:
        return unread[0].latest if len(unread) == 1 else None
    newer = next((document for document in unread if document.pk == speaking.version.document_id), None)
    return newer.latest if newer else speaking.version
