"""The points of a paper as its page lists them: a line each, and all that one may do once it is opened."""

from dataclasses import dataclass

from contracts.models import DocumentVersion
from people.models import Team
from reviews.models import Outcome, Proposal, ProposalState, Review
from reviews.papers.attention import Point
from reviews.pure.attention import Kind, Place
from reviews.pure.expectations import Verdict
from reviews.web.cards.checks import CheckLine
from reviews.web.cards.papers.passages import document_url, place_url
from reviews.web.cards.terms import TermCard
from reviews.web.cards.terms import Verdict as DeskVerdict
from reviews.web.forms.terms import DecideForm

REJECTED = "rejected"
MOST_PASSAGES = 4
"""How many of an opened point are shown at once, where no difference rests on more."""

WORDS = {
    # place: (words in front, tone, icon)
    Place.DIFFERS: ("Differs", "warning", "git-compare"),
    Place.UNCLEAR: ("Unclear", "warning", "eye"),
    Place.NOT_SURE: ("Is it about this?", "info", "circle-question-mark"),
    Place.NOT_STATED: ("Not stated", "neutral", "minus"),
    Place.NOT_CHECKED: ("Read it", "neutral", "eye"),
    Place.MEETS: ("Meets, by the check", "success", "check"),
    Place.UNKNOWN: ("To be sorted", "info", "split"),
    Place.TOGETHER: ("Meets", "success", "check"),
    Place.SETTLED: ("Decided", "neutral", "check"),
    Place.NOBODYS: ("Needs nothing", "neutral", "minus"),
}
GISTS = {
    Place.NOT_SURE: "Duet guesses that this is about it, and is not sure.",
    Place.NOT_STATED: "Its passages do not say what our playbook asks for.",
    Place.UNKNOWN: "Duet knows the side, but not the term: say what each is about, or set them aside together.",
}


@dataclass(frozen=True)
class Row:
    """One passage, and what the reader may do with it."""

    proposal: Proposal
    may_settle: bool
    may_reopen: bool
    news: str = ""

    @property
    def pk(self) -> int:
        return self.proposal.pk

    @property
    def name(self) -> str:
        return str(self.proposal.decided_type or self.proposal)

    @property
    def name_and_place(self) -> str:
        """What screen readers call it."""
        return f"{self.name}, {self.proposal.place}"

    @property
    def url(self) -> str:
        """The page at its clause."""
        return place_url(self.proposal.review_id, self.proposal.version, self.proposal.clause)

    @property
    def is_rejected(self) -> bool:
        return self.proposal.state == ProposalState.REJECTED

    @property
    def percent(self) -> int:
        return round(self.proposal.type_confidence * 100)

    @property
    def may_confirm(self) -> bool:
        return self.may_settle and self.proposal.is_open and self.proposal.term_type_id is not None


@dataclass
class PointCard:
    """One point in the list. `term` is the card of its term, once it is opened."""

    point: Point
    rows: list[Row]
    checks: list[CheckLine]
    is_mine: bool
    review: Review
    version: DocumentVersion
    is_opened: bool = False
    term: TermCard | None = None

    @property
    def key(self) -> str:
        return self.point.key

    @property
    def name(self) -> str:
        return self.point.name

    @property
    def first(self) -> Proposal:
        """Its first passage, an open one where there is any."""
        return (self.point.open or self.point.proposals)[0]

    @property
    def number(self) -> int:
        return len(self.rows)

    @property
    def url(self) -> str:
        """The page with this point opened."""
        return f"{document_url(self.review.pk, self.version)}&point={self.key}#point-{self.key}"

    @property
    def closed_url(self) -> str:
        """The page with nothing opened."""
        return f"{document_url(self.review.pk, self.version)}#point-{self.key}"

    @property
    def place_words(self) -> str:
        return WORDS[self.point.place][0]

    @property
    def tone(self) -> str:
        return WORDS[self.point.place][1]

    @property
    def icon(self) -> str:
        return WORDS[self.point.place][2]

    @property
    def mark_name(self) -> str:
        """What the text calls it, beside its clause."""
        return self.name if self.is_known else "Not sorted"

    @property
    def mark_note(self) -> str:
        """What was decided, beside its name in the text."""
        term = self.point.term
        return term.get_outcome_display() if term is not None and term.is_settled else ""

    @property
    def gist(self) -> str:
        """What is the matter, in one sentence; of what the check bears out, that."""
        if self.point.place in GISTS and not (self.point.place == Place.NOT_STATED and self.checks):
            return GISTS[self.point.place]
        if self.checks:
            return self.checks[0].check.sentence
        return " ".join(self.first.quote.split())

    @property
    def desks(self) -> list[Team]:
        return self.point.desks

    @property
    def is_together(self) -> bool:
        """Whether it stands on the list that a desk may confirm in one step."""
        return self.point.place == Place.TOGETHER and not any(
            proposal.desk is None or proposal.desk.ticks_passages for proposal in self.point.open
        )

    @property
    def is_known(self) -> bool:
        """Whether it is about a term."""
        return self.point.subject.kind == Kind.TERM

    @property
    def confirm_all(self) -> Row | None:
        """The first of several passages that can be confirmed together, after a look; None where there are not."""
        rows = [row for row in self.rows if row.may_confirm and row.proposal.desk_id]
        alike = {(row.proposal.desk_id, row.proposal.side, row.proposal.term_type_id) for row in rows}
        return rows[0] if len(rows) > 1 and len(alike) == 1 else None

    @property
    def set_aside(self) -> list[Row]:
        """The passages that can be said to be no terms, in one step; none where their term is known."""
        return [] if self.is_known else [row for row in self.rows if row.may_settle]

    @property
    def by_weight(self) -> list[Row]:
        """Its passages: those that a difference or doubt rests on first, then the open ones, the surest first."""
        return sorted(
            self.rows,
            key=lambda row: (not self._rests_on(row), not row.proposal.is_open, -row.proposal.type_confidence),
        )

    @property
    def shown(self) -> list[Row]:
        """Those that are shown at once: all that a difference or doubt rests on, and some of the others."""
        most = max(MOST_PASSAGES, sum(map(self._rests_on, self.rows)))
        return self.by_weight[:most]

    @property
    def further(self) -> list[Row]:
        return self.by_weight[len(self.shown) :]

    def _rests_on(self, row):
        start, end = row.proposal.start, row.proposal.end
        matters = [line for line in self.checks if line.verdict in {Verdict.DIFFERS, Verdict.UNCLEAR}]
        return any(start <= extract.start < end for line in matters for extract in line.check.quotes)

    @property
    def answers(self) -> list[tuple[DeskVerdict, list["DeskVerb"]]]:
        """[(what a desk has decided, what it may say)]: the keys are those of the first desk that has yet to decide."""
        if self.term is None:
            return []
        verdicts = self.term.verdicts
        first = next((verdict for verdict in verdicts if verdict.form and verdict.decision is None), None)
        return [(verdict, verbs_of(self.term, verdict, has_key=verdict is first)) for verdict in verdicts]

    @property
    def refused_keys(self) -> list[tuple[str, str]]:
        """[(keys, why they do nothing here)]."""
        if self.term is not None:
            return why_not(self.term, [verb for _, verbs in self.answers for verb in verbs])
        if self.is_known:
            return [(" ".join(KEYS), "This review has no such term yet: confirming a passage adds it.")]
        return [(" ".join(KEYS[1:]), "Say first what these passages are about.")]

    @property
    def hides_refusals(self) -> bool:
        """Whether why a key does nothing is only said to whoever presses it: the page shows what can be done."""
        return not self.is_known or (self.term is not None and not self.term.why_not)

    @property
    def position(self) -> str:
        """What we ask for."""
        if self.point.term is not None:
            return self.point.term.position
        return self.first.term_type.position if self.first.term_type else ""


# --- deciding beside the text -------------------------------------------------------------------------


@dataclass(frozen=True)
class DeskVerb:
    """One verb that decides a term for a desk. What needs a reason opens its field; `form` is the one that was sent."""

    outcome: Outcome
    label: str
    hint: str
    key: str
    form: DecideForm
    desk: Team
    has_key: bool
    needs_reason: bool = False

    @property
    def name(self) -> str:
        """What its button says once its reason is typed."""
        return self.label.rstrip("…")

    @property
    def is_sent(self) -> bool:
        """Whether this is the verb that was sent and needs another look."""
        return self.form.is_bound and self.form.data.get("outcome") == self.outcome

    @property
    def field_id(self) -> str:
        return f"{self.form.key}-{self.outcome}-{self.desk.pk}"

    @property
    def reason(self) -> str:
        return self.form.data.get("reason", "") if self.is_sent else ""

    @property
    def errors(self) -> list[str]:
        return [str(fault) for fault in self.form["reason"].errors] if self.is_sent else []


KEYS = "1245"
"""Of the keys of a term's verbs (reviews.web.cards.verbs) those that a point offers: what we want, giving way, the
leads, not applicable. Fallbacks and the rest stand on the term's page."""


def verbs_of(card: TermCard, verdict: DeskVerdict, *, has_key: bool) -> list[DeskVerb]:
    """What a desk may say of a term beside its text: the verbs and keys of its card, without those that need more."""
    form = verdict.form
    if form is None:
        return []
    return [
        DeskVerb(
            outcome=Outcome(verb.outcome),
            label=f"{verb.label}…" if verb.opens else verb.label,
            hint=verb.hint,
            key=verb.key,
            form=form,
            desk=verdict.desk,
            has_key=has_key,
            needs_reason=verb.opens,
        )
        for verb in card.verbs
        if verb.key in KEYS
    ]


def why_not(card: TermCard, verbs: list[DeskVerb]) -> list[tuple[str, str]]:
    """[(keys, why they do nothing here)]: said to whoever presses one of them on an opened point."""
    if card.why_not:
        return [(" ".join(KEYS), card.why_not)]
    if not any(verb.has_key for verb in verbs):
        return [(" ".join(KEYS), f"“{card.term}” was decided. Choose a verb below to decide again.")]
    return [(key, why) for key, why in card.refused_keys if key in KEYS]
