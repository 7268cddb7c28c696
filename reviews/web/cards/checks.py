"""What the playbook check found, as cards and lists show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from people.models import Team, User
from reviews.checks.papers import Papers, Spot
from reviews.models import NotNeeded, Review, Term, TermType
from reviews.playbook.checks import Missing, missing_of
from reviews.playbook.policies import blockers_to_answer_missing, may_answer_missing
from reviews.pure.expectations import Check, Extract, Verdict
from reviews.terms.policies import blockers_to_add_term
from reviews.web.cards.forms_on_page import Forms
from reviews.web.cards.papers.paper_text import anchor_of
from reviews.web.cards.papers.passages import anchor_url
from reviews.web.forms.review import NotNeededForm

WORDS = {
    # verdict: (words in front, tone, icon)
    Verdict.DIFFERS: ("Differs from our position", "warning", "git-compare"),
    Verdict.MEETS: ("Meets our position", "success", "check"),
    Verdict.UNCLEAR: ("Unclear: read it yourself", "info", "eye"),
    Verdict.NOT_STATED: ("Not stated", "neutral", "minus"),
}
ORDER = list(WORDS)


@dataclass(frozen=True)
class Quote:
    """The words that a verdict rests on, and the address that shows them highlighted."""

    text: str
    place: str
    url: str
    anchor: str
    is_confirmed: bool


@dataclass(frozen=True)
class CheckLine:
    """One verdict for people."""

    check: Check
    quotes: list[Quote]

    @property
    def verdict(self) -> Verdict:
        return self.check.verdict

    @property
    def heading(self) -> str:
        return WORDS[self.verdict][0]

    @property
    def tone(self) -> str:
        return WORDS[self.verdict][1]

    @property
    def icon(self) -> str:
        return WORDS[self.verdict][2]

    @property
    def differs(self) -> bool:
        return self.verdict == Verdict.DIFFERS


def check_lines(checks: Iterable[Check]) -> list[CheckLine]:
    """Differences first, then what is unclear or not stated; what is fine comes last."""
    lines = [CheckLine(check, [quote_of(extract) for extract in check.quotes]) for check in checks]
    places = {verdict: place for place, verdict in enumerate([Verdict.DIFFERS, Verdict.UNCLEAR, Verdict.NOT_STATED])}
    return sorted(lines, key=lambda line: places.get(line.verdict, len(places)))


def quote_of(extract: Extract) -> Quote:
    spot = cast(Spot, extract.about)
    anchor = anchor_of((extract.start, extract.end))
    url = anchor_url(spot.review, spot.version, anchor)
    return Quote(" ".join(extract.text.split()), spot.place, url, anchor, spot.is_confirmed)


def suggested_reason(lines: Iterable[CheckLine]) -> str:
    """What a deviation would accept: a beginning for its reason, to be written on."""
    return "\n".join(_with_place(line) for line in lines if line.differs)


def _with_place(line):
    place = f" ({line.quotes[0].place})" if line.quotes else ""
    return f"{line.check.sentence}{place}."


# --- what is missing ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MissingLine:
    """A term that was not found, with what the reader may do about it."""

    missing: Missing
    term: Term | None
    desks: list[Team]
    may_answer: bool
    may_add: bool
    form: NotNeededForm | None

    @property
    def name(self) -> TermType:
        return self.missing.term_type

    @property
    def not_needed(self) -> NotNeeded | None:
        return self.missing.not_needed


def missing_lines(
    review: Review, user: User, forms: Forms, papers: Papers, terms: Iterable[Term] | None = None
) -> list[MissingLine]:
    """The terms that were not found: those that somebody must look at first, then those that are not needed.

    `terms` are those of the review with their desks, where they are known already.
    """
    missing_terms = missing_of(review, papers)
    own = review.terms.select_related("desk", "second_desk", "term_type") if terms is None else terms
    by_type: dict[int, Term] = {}
    for term in own:
        by_type.setdefault(term.term_type_id, term)
    is_closed = bool(blockers_to_answer_missing(review))
    lines = [
        _line(missing, by_type.get(missing.term_type.pk), review, user, forms, is_closed) for missing in missing_terms
    ]
    return sorted(lines, key=lambda line: line.not_needed is not None)


def _line(missing, term, review, user, forms, is_closed):
    desks = (term or missing.term_type).desks
    may = not is_closed and may_answer_missing(user, review, desks)
    return MissingLine(
        missing=missing,
        term=term,
        desks=desks,
        may_answer=may,
        may_add=may and term is None and not blockers_to_add_term(review, missing.term_type),
        form=forms.take(NotNeededForm, missing.term_type) if may and not missing.not_needed else None,
    )
