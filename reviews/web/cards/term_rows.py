"""Terms as lines of the workbench: what is the matter with each, in a few words, without opening it.

What a line opens, with the words of both sides and the verbs, is the card of reviews.web.cards.terms.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from common.models.related import fetch
from people.models import DeskSide, Team, User
from reviews.checks.papers import Papers, unread_documents
from reviews.checks.stands import Stand, stands_of
from reviews.models import Disagreement, Outcome, Review, Side, Term, TermDecision, TermVerdict
from reviews.pure.expectations import Verdict
from reviews.terms import states
from reviews.web.cards.comments import Counted
from reviews.web.cards.terms import BANDS, ICONS, TONES, open_desks, reader_on

VERDICTS = {
    # verdict: (word, tone, icon); in the order in which people look at them
    TermVerdict.DIFFERS: ("Differs", "warning", "git-compare"),
    TermVerdict.UNCLEAR: ("Unclear", "warning", "eye"),
    TermVerdict.NOT_STATED: ("Not stated", "neutral", "circle-dashed"),
    TermVerdict.NOT_READ: ("Not read", "neutral", ""),
    TermVerdict.NO_ENTRY: ("No check", "neutral", ""),
    TermVerdict.MEETS: ("Meets", "success", "check"),
}
ORDER = list(VERDICTS)
WORST_FIRST = (Verdict.DIFFERS, Verdict.UNCLEAR, Verdict.NOT_STATED, Verdict.MEETS)
DIFFERING = {TermVerdict.DIFFERS, TermVerdict.UNCLEAR}
"""What *Differs* shows: where nobody can tell, a person must look as well."""

USUAL_SIDES: dict[str, DeskSide] = {Side.COMMERCIAL: DeskSide.COMMERCIAL, Side.LEGAL: DeskSide.LEGAL}
GLANCE = 120


@dataclass(frozen=True)
class DeskWord:
    """How one desk stands to a shared term, in a word."""

    desk: Team
    words: str


@dataclass(frozen=True)
class TermRow:
    """One term as a line. `own` are the desks of it for which the reader still has to decide it."""

    term: Term
    stand: Stand
    own: list[Team]
    comments: Counted
    looked_at: datetime | None
    reader: User

    @property
    def needs_reader(self) -> bool:
        return bool(self.own)

    @property
    def is_settled(self) -> bool:
        return self.term.is_settled and not self.differs_by_now

    @property
    def differs_by_now(self) -> bool:
        """Whether it was taken for ours, or for nothing, and the paper says something else by now."""
        return self.stand.differs and self.term.outcome in {Outcome.MEETS, Outcome.NOT_APPLICABLE}

    @property
    def differs(self) -> bool:
        return self.stand.verdict in DIFFERING

    @property
    def wants_a_look(self) -> bool:
        """Before everything else: escalated, contradicted, or decided on other words than the paper has by now."""
        return (
            self.differs_by_now
            or self.term.outcome == Outcome.ESCALATED
            or self.term.is_contested
            or bool(self.disagreements)
        )

    @property
    def place(self) -> tuple[bool, bool, int, int]:
        """Open before decided; then what differs, what is not stated, and what meets last."""
        verdict = ORDER.index(self.stand.verdict)
        return (self.is_settled, not self.wants_a_look, verdict, self.term.term_type.number)

    @property
    def glance(self) -> str:
        """What is the matter, in a few words: “60 days, we ask for at most 30 days”."""
        if not self.stand.checks:
            return _cut(self._words_without_check())
        worst = min(self.stand.checks, key=lambda line: WORST_FIRST.index(line.verdict))
        if worst.verdict == Verdict.MEETS:
            return _cut(worst.stated or worst.wanted)
        return _cut(f"{worst.stated or 'nothing found'}, we ask for {worst.wanted}")

    def _words_without_check(self):
        if self.stand.wording:
            return f"“{self.stand.wording}”"
        return f"we ask: {self.term.position}" if self.term.position else "our position is not written down yet"

    @property
    def outcome(self) -> str:
        """How it stands: “Fallback 2” where the desks chose the same one."""
        words = {row.in_words for row in self.term.decisions.all() if row.outcome == self.term.outcome}
        return words.pop() if len(words) == 1 else self.term.get_outcome_display()

    @property
    def tone(self) -> str:
        return "danger" if self.differs_by_now else TONES[self.term.outcome]

    @property
    def icon(self) -> str:
        return ICONS[self.term.outcome]

    @property
    def chip(self) -> tuple[str, str, str]:
        """(word, tone, icon) at the end of a line that is not settled; the word is empty where there is none to say."""
        if self.differs_by_now:
            return "Differs by now", "danger", "circle-alert"
        if self.term.outcome == Outcome.ESCALATED:
            return "Escalated", "danger", ICONS[Outcome.ESCALATED]
        if self.term.is_contested:
            return "Contradicted", "danger", "circle-alert"
        return VERDICTS[self.stand.verdict]

    @property
    def is_quiet(self) -> bool:
        """Whether the word at its end is a word only: where it has nothing to say, or nothing is the matter."""
        return not self.wants_a_look and self.stand.verdict in {
            TermVerdict.MEETS,
            TermVerdict.NOT_READ,
            TermVerdict.NO_ENTRY,
        }

    @property
    def is_departure(self) -> bool:
        return self.term.outcome in {Outcome.THEIRS, Outcome.LEFT_OUT}

    @property
    def desks_named(self) -> list[Team]:
        """The desk, where it is not the one that the column stands for."""
        if self.term.side == Side.SHARED:
            return []
        return [desk for desk in self.term.desks if desk.speaks_for != USUAL_SIDES.get(self.term.side)]

    @property
    def pair(self) -> list[DeskWord]:
        """How each desk stands to a shared term; nothing where it has one desk, or all say what the line says."""
        if len(self.term.desks) < 2:
            return []
        decided = {decision.desk_id: decision for decision in self.term.decisions.all()}
        parts = [
            DeskWord(desk, decided[desk.pk].in_words if desk.pk in decided else "open") for desk in self.term.desks
        ]
        return [] if self.is_settled and {part.words for part in parts} == {self.outcome} else parts

    @property
    def disagreements(self) -> list[Disagreement]:
        """Those that are open; fetched along by `terms_for_rows`."""
        return self.term.open_disagreements  # type: ignore[attr-defined]

    @property
    def blocking(self) -> list[Disagreement]:
        """Those that keep its owners from being done, with the term they are about."""
        blocking = [disagreement for disagreement in self.disagreements if disagreement.is_blocking]
        for disagreement in blocking:
            disagreement.term = self.term
        return blocking

    @property
    def news(self) -> TermDecision | None:
        """What somebody else decided here since the reader looked last."""
        if self.looked_at is None:
            return None
        new = [row for row in self.term.decisions.all() if row.decided_at > self.looked_at]
        return next((row for row in new if row.decided_by_id != self.reader.pk), None)

    @cached_property
    def state_key(self) -> str:
        """The state that a decision in bulk is made on."""
        return states.state_of(self.term, self.stand).key


def _cut(text):
    text = " ".join(text.split())
    return text if len(text) <= GLANCE else text[: GLANCE - 1].rstrip() + "…"


@dataclass(frozen=True)
class Band:
    """The lines of one column with their count; `shown` are those that the filter shows, open ones first."""

    key: str
    label: str
    rows: list[TermRow]
    shown: list[TermRow]

    @property
    def is_shared(self) -> bool:
        return self.key == "shared"

    @property
    def is_drawn(self) -> bool:
        """Whether it has a place on the page: the two columns always have."""
        return bool(self.rows) or not self.is_shared

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def settled(self) -> int:
        return sum(row.is_settled for row in self.rows)

    @property
    def left(self) -> int:
        return self.total - self.settled

    @property
    def open_rows(self) -> list[TermRow]:
        return [row for row in self.shown if not row.is_settled]

    @property
    def decided_rows(self) -> list[TermRow]:
        return [row for row in self.shown if row.is_settled]


NEW = "new"

FILTERS: dict[str, tuple[str, Callable[[TermRow], bool]]] = {
    "all": ("All", lambda row: True),
    "differs": ("Differs", lambda row: row.differs),
    "open": ("To decide", lambda row: not row.is_settled),
    "mine": ("For me", lambda row: row.needs_reader),
    NEW: ("New since I looked", lambda row: bool(row.news or row.comments.new)),
}
"""Which lines are shown: {value of ?terms=: (label, whether a line is shown)}."""


@dataclass(frozen=True)
class Choice:
    """One filter of the terms."""

    key: str
    label: str
    url: str
    active: bool
    count: int

    @property
    def is_shown(self) -> bool:
        """Whether it is worth a place: what is new often is nothing."""
        return self.key != NEW or self.active or self.count > 0


@dataclass(frozen=True)
class Terms:
    """All terms of a review: the three bands, the reader's own first, and the ways to narrow them."""

    bands: list[Band]
    choices: list[Choice]
    chosen: str

    @property
    def rows(self) -> list[TermRow]:
        """In the order in which they stand on the page."""
        return [row for band in self.bands for row in [*band.open_rows, *band.decided_rows]]

    @property
    def total(self) -> int:
        return sum(band.total for band in self.bands)

    @property
    def settled(self) -> int:
        return sum(band.settled for band in self.bands)

    @property
    def may_decide_many(self) -> bool:
        """Whether the reader has several terms to decide that are shown."""
        return sum(row.needs_reader for row in self.rows) > 1

    @property
    def disagreements(self) -> list[tuple[Term, Disagreement]]:
        """The open ones, with the term they are about."""
        return [
            (row.term, disagreement) for band in self.bands for row in band.rows for disagreement in row.disagreements
        ]

    @property
    def columns(self) -> list[Band]:
        return [band for band in self.bands if not band.is_shared]

    @property
    def shared(self) -> Band:
        return next(band for band in self.bands if band.is_shared)

    @property
    def nothing_shown(self) -> bool:
        return not any(band.shown for band in self.bands)


def terms_for_rows(terms: QuerySet[Term]) -> QuerySet[Term]:
    """Terms with all that a line reads, in a fixed number of queries."""
    disagreeing = Prefetch("disagreements", Disagreement.objects.open().select_related("desk"), "open_disagreements")
    named = terms.select_related("term_type", "desk", "second_desk", "paper_chosen_by")
    return named.prefetch_related("decisions", "passages", disagreeing)


def rows_of(
    review: Review,
    user: User,
    papers: Papers,
    *,
    comments: Mapping[int | None, Counted],
    looked_at: datetime | None = None,
) -> list[TermRow]:
    """The lines of a whole review, in no order. `comments` is how many the reader sees, by the pk of the term."""
    deciding = open_desks(review)
    terms = list(terms_for_rows(review.terms.all()))
    for term in terms:
        term.review = review
    stands = stands_of(terms, papers, unread_documents(review, papers))
    rows = [
        TermRow(
            term=term,
            stand=stands[term.pk],
            own=_own(term, user, deciding),
            comments=comments.get(term.pk, Counted()),
            looked_at=looked_at,
            reader=user,
        )
        for term in terms
    ]
    fetch(([row.news for row in rows if row.news], ["decided_by"]))
    return rows


def _own(term, user, deciding):
    return [desk for desk in term.desks if term.waits_for(desk) and reader_on(term, desk, user, deciding)[0]]


def terms_of(review: Review, rows: Iterable[TermRow], chosen: str, user: User) -> Terms:
    """The lines in their bands, narrowed to those that `chosen` shows, in the order in which people look at them."""
    chosen = chosen if chosen in FILTERS else "all"
    _, shows = FILTERS[chosen]
    rows = sorted(rows, key=lambda row: row.place)
    bands = []
    for key, (label, sides) in BANDS.items():
        in_band = [row for row in rows if row.term.side in sides]
        bands.append(Band(key=key, label=label, rows=in_band, shown=[row for row in in_band if shows(row)]))
    choices = [
        Choice(
            key=key,
            label=label,
            url=f"{reverse('reviews:review', args=[review.pk])}?terms={key}#terms",
            active=key == chosen,
            count=sum(map(counts, rows)),
        )
        for key, (label, counts) in FILTERS.items()
    ]
    return Terms(bands=sorted(bands, key=lambda band: _band_place(band, user)), choices=choices, chosen=chosen)


def _band_place(band, user):
    """Shared ones across both columns at the end; before them the reader's own column first."""
    is_own = any(user.is_on(desk) for row in band.rows for desk in row.term.desks)
    return (band.is_shared, not is_own)
