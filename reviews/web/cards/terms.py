"""Terms as cards: two columns beside each other, and the shared ones across both."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from common.stale import State
from common.words import listed
from people.models import DeskSide, Team, User
from reviews.acting.actor import Actor
from reviews.checks.papers import Paper, papers_of
from reviews.checks.stands import Stand, stands_of
from reviews.disagreements import policies as disagreement_policies
from reviews.models import Disagreement, Outcome, Purpose, Review, Side, Term, TermDecision, TermVerdict, VendorChange
from reviews.pure.stages import Stage
from reviews.spine import policies
from reviews.terms import policies as term_policies
from reviews.terms import states
from reviews.web.cards.checks import CheckLine, check_lines, suggested_reason
from reviews.web.cards.comments import Conversation, counts_by_term
from reviews.web.cards.composer import Composer, composer_of
from reviews.web.cards.forms_on_page import Forms
from reviews.web.cards.passages import PassageLink, passage_links
from reviews.web.forms.disagreements import DisagreeForm
from reviews.web.forms.terms import DecideForm, EditTermForm, PaperForm

TONES: dict[str, str] = {
    Outcome.OPEN: "neutral",
    Outcome.MEETS: "success",
    Outcome.ASK: "info",
    Outcome.FALLBACK: "info",
    Outcome.THEIRS: "warning",
    Outcome.LEFT_OUT: "warning",
    Outcome.NOT_APPLICABLE: "neutral",
    Outcome.ESCALATED: "danger",
}

ICONS: dict[str, str] = {
    Outcome.OPEN: "circle-dashed",
    Outcome.MEETS: "check",
    Outcome.ASK: "send",
    Outcome.FALLBACK: "corner-down-right",
    Outcome.THEIRS: "git-compare",
    Outcome.LEFT_OUT: "minus",
    Outcome.NOT_APPLICABLE: "minus",
    Outcome.ESCALATED: "arrow-up-right",
}

USUAL_DESK: dict[str, DeskSide] = {Side.COMMERCIAL: DeskSide.COMMERCIAL, Side.LEGAL: DeskSide.LEGAL}
"""Whose desk the column itself stands for: a card names its desk only when it is another."""

BANDS = {
    "commercial": ("Commercial terms", {Side.COMMERCIAL, Side.FINANCE}),
    "legal": ("Legal terms", {Side.LEGAL, Side.PRIVACY, Side.SECURITY}),
    "shared": ("Shared terms", {Side.SHARED}),
}
"""Which sides stand in which column: {key: (heading, sides)}."""


@dataclass(frozen=True)
class Verdict:
    """What one owning desk decided about a term; `form` is there when the reader may speak for the desk.

    `form_is_shown` says whether it is drawn: a folded card offers no second thoughts about what is decided.
    """

    desk: Team
    decision: TermDecision | None
    form: DecideForm | None
    form_is_shown: bool
    refusal: str

    @property
    def tone(self) -> str:
        return TONES[self.decision.outcome] if self.decision else "neutral"

    @property
    def icon(self) -> str:
        return ICONS[self.decision.outcome] if self.decision else ICONS[Outcome.OPEN]

    @property
    def was_checked(self) -> str:
        """What the check said when it was decided, where that is not what the decision says anyway."""
        decision = self.decision
        if decision is None or not decision.verdict or decision.verdict == TermVerdict.MEETS:
            return ""
        return decision.get_verdict_display().lower()


@dataclass
class TermCard:
    """One term with everything the reader sees and may do. `expanded` shows the forms and the `conversation`."""

    term: Term
    stand: Stand
    verdicts: list[Verdict]
    comments: int
    why_not: str = ""
    conversation: Conversation | None = None
    expanded: bool = False
    edit_form: EditTermForm | None = None
    composer: Composer | None = None
    disagree_form: DisagreeForm | None = None
    checks: list[CheckLine] = field(default_factory=list)
    paper_form: PaperForm | None = None

    @property
    def heading(self) -> str:
        """How it stands: “Fallback 2” where the desks chose the same one."""
        words = {row.in_words for row in self.term.decisions.all() if row.outcome == self.term.outcome}
        return words.pop() if len(words) == 1 else self.term.get_outcome_display()

    @property
    def offers_meets(self) -> bool:
        """Whether “it is as we want it” can be said in one step: the check bears it out."""
        return self.stand.meets

    @property
    def offers_meets_with_a_reason(self) -> bool:
        return not self.stand.meets and not self.stand.differs

    @property
    def offers_not_applicable(self) -> bool:
        """In one step: nothing in the papers speaks of it."""
        return self.stand.is_silent

    @property
    def offers_not_applicable_with_a_reason(self) -> bool:
        return not self.stand.is_silent and not self.stand.differs

    @property
    def offers_ask(self) -> bool:
        """Where there is something to ask for, and the paper does not say so yet."""
        return bool(self.term.position.strip()) and not self.stand.meets

    @property
    def refused_keys(self) -> list[tuple[str, str]]:
        """[(keys, why they do nothing here)]: said to whoever presses one of them on this card."""
        if self.why_not:
            return [("m o t", self.why_not)]
        if not any(verdict.form_is_shown and verdict.decision is None for verdict in self.verdicts):
            return [("m o t", f"“{self.term}” was decided. Open it to decide again.")]
        refusals = []
        if not self.offers_meets:
            differs = "The paper differs from our position here, so it is not as we want it."
            refusals.append(("m", differs if self.stand.differs else "This needs a reason: press t."))
        if not self.offers_ask:
            why = "The paper says so already" if self.stand.meets else "Our position is not written down yet"
            refusals.append(("o", f"{why}: there is nothing to ask for."))
        return refusals

    @property
    def fallbacks(self) -> list[str]:
        """Those of the playbook, best first."""
        return self.term.term_type.fallbacks

    @property
    def contradiction(self) -> str:
        """Why it is open though both desks have decided; empty where they have not, or agree."""
        if not term_policies.is_contested(self.term):
            return ""
        asks = [row.desk for row in self.term.decisions.all() if row.is_asked]
        gives_up = [row.desk for row in self.term.decisions.all() if not row.is_asked]
        return (
            f"{listed(asks)} asks for ours, {listed(gives_up)} gives it up. One of the two decides anew, or escalates."
        )

    @property
    def asked_text(self) -> str:
        """What the vendor is asked for."""
        return self.term.asked_text

    @property
    def has_other_position(self) -> bool:
        """Whether our position was written anew after it was decided to ask for it."""
        return term_policies.asks_for_former_words(self.term)

    @cached_property
    def state(self) -> State:
        """What a decision on this card is made on."""
        return states.state_of(self.term, self.stand)

    @property
    def differs_by_now(self) -> bool:
        """Whether it was taken for ours, or for nothing, and the paper says something else by now."""
        return self.stand.differs and self.term.outcome in {Outcome.MEETS, Outcome.NOT_APPLICABLE}

    @property
    def disagreements(self) -> list[Disagreement]:
        """Those that are open; fetched along by `terms_with_names`."""
        return self.term.open_disagreements  # type: ignore[attr-defined]

    @property
    def differences(self) -> int:
        """How many of the checks say that the paper differs from our position."""
        return sum(line.differs for line in self.checks)

    @property
    def desks_named(self) -> list[Team]:
        """The desks that the heading names: those that neither the column nor the open card tells already."""
        if self.term.side == Side.SHARED:
            return [] if self.is_open else self.term.desks
        return [desk for desk in self.term.desks if desk.speaks_for != USUAL_DESK.get(self.term.side)]

    @property
    def vendor_change(self) -> VendorChange | None:
        """What the newest returned version changed in its words, if it did."""
        return next(iter(self.term.vendor_changes.all()), None)

    @property
    def target(self) -> str:
        """What htmx replaces."""
        return f"#term-{self.term.pk}"

    @property
    def passages(self) -> list[PassageLink]:
        """Links to where it stands in the vendor's paper."""
        return passage_links(self.term)

    @property
    def decide_url(self) -> str:
        return reverse("reviews:decide_term", args=[self.term.pk])

    @property
    def tone(self) -> str:
        return TONES[self.term.outcome]

    @property
    def icon(self) -> str:
        return ICONS[self.term.outcome]

    @property
    def is_undecided(self) -> bool:
        return self.term.outcome == Outcome.OPEN

    @property
    def is_settled(self) -> bool:
        return self.term.is_settled

    @property
    def needs_reader(self) -> bool:
        """Whether the reader has something to decide here that nobody has decided yet, or that was escalated."""
        again = self.term.outcome == Outcome.ESCALATED or term_policies.is_contested(self.term)
        return any(verdict.form and (verdict.decision is None or again) for verdict in self.verdicts)

    @property
    def may_escalate(self) -> bool:
        """Once approval is asked for, leads decide, and there is nobody left to escalate to."""
        return self.term.review.stage not in policies.UNDER_APPROVAL

    @property
    def is_open(self) -> bool:
        """Whether the card shows more than its heading."""
        return self.expanded or self.needs_reader


@dataclass
class Band:
    """A column of cards with its count."""

    key: str
    label: str
    cards: list[TermCard]
    shown: list[TermCard]

    @property
    def is_shared(self) -> bool:
        return self.key == "shared"

    @property
    def total(self) -> int:
        return len(self.cards)

    @property
    def settled(self) -> int:
        return sum(card.is_settled for card in self.cards)


def terms_with_names(terms: QuerySet[Term]) -> QuerySet[Term]:
    """Terms with all that a card reads, in a fixed number of queries."""
    named = (
        "term_type__desk",
        "term_type__deviation_person",
        "term_type__deviation_desk",
        "desk",
        "second_desk",
        "paper_chosen_by",
    )
    people = ("decisions__decided_by", "decisions__on_behalf_of", "decisions__version")
    of_versions = VendorChange.objects.select_related("recorded_by").prefetch_related("old_version", "new_version")
    changes = Prefetch("vendor_changes", of_versions)
    disagreeing = Disagreement.objects.open().select_related("desk", "raised_by")
    open_disagreements = Prefetch("disagreements", disagreeing, to_attr="open_disagreements")
    return terms.select_related(*named).prefetch_related(*people, "passages__version", changes, open_disagreements)


def open_desks(review: Review) -> set[int]:
    """The pks of the desks whose side is still open: only they decide terms. Under approval, every desk's leads can."""
    if review.stage in policies.UNDER_APPROVAL:
        return {pk for pair in review.terms.values_list("desk", "second_desk") for pk in pair if pk}
    if review.stage != Stage.IN_REVIEW:
        return set()
    waits = review.open_waits if hasattr(review, "open_waits") else review.waits.open()
    return {wait.desk_id for wait in waits if wait.purpose == Purpose.DESK_REVIEW}


def term_card(
    term: Term,
    user: User,
    forms: Forms,
    *,
    deciding: set[int],
    comments: int,
    stand: Stand,
    conversation: Conversation | None = None,
    expanded: bool = False,
) -> TermCard:
    """The card of one term. `deciding` are the pks of the desks whose side is open, `comments` is a number, `stand`
    is that of reviews.checks.stands."""
    decisions = {decision.desk_id: decision for decision in term.decisions.all()}
    lines = check_lines(stand.checks)
    suggested = suggested_reason(lines)
    card = TermCard(
        term=term,
        stand=stand,
        verdicts=[_verdict(term, desk, decisions, user, forms, deciding, expanded, suggested) for desk in term.desks],
        comments=comments,
        conversation=conversation,
        expanded=expanded,
        checks=lines,
    )
    if not any(verdict.form for verdict in card.verdicts):
        card.why_not = _why_not(term, user, deciding)
    if expanded and policies.may_work_on(user, term.review):
        card.composer = composer_of(term, user, forms)
        desk = disagreement_policies.desk_that_may_disagree(user, term)
        if desk and not disagreement_policies.blockers_to_disagree(term, desk):
            card.disagree_form = forms.take(DisagreeForm, term)
        if term_policies.may_edit_term(user, term) and not policies.blockers_to_work(term.review):
            card.edit_form = forms.take(EditTermForm, term)
            card.paper_form = _paper_form(term, stand, forms)
    return card


def _why_not(term: Term, user: User, deciding: set[int]) -> str:
    """Why the reader cannot decide it: said to whoever presses a key all the same."""
    if user.pk == term.review.requester_id:
        return "This is your own request: somebody else must decide."
    own = [desk for desk in term.desks if user.is_on(desk)]
    if not own:
        return f"“{term}” is decided by {listed(term.desks)}. You can comment on it."
    if not any(desk.pk in deciding for desk in own):
        return f"“{term}” cannot be decided now: {listed(own)} has no open review here."
    if term.review.stage in policies.UNDER_APPROVAL:
        return f"Approval was asked for: a lead of {listed(own)} decides “{term}” now."
    if term.outcome == Outcome.ESCALATED:
        return f"“{term}” was escalated: a lead of {listed(own)} decides it."
    return f"You decided “{term}” for the other desk. A second person decides for this one."


def _paper_form(term: Term, stand: Stand, forms: Forms) -> PaperForm | None:
    """Where several papers say something about it, the form to choose the one that speaks."""
    if stand.speaking is None or not (stand.speaking.others or term.paper_id):
        return None
    return forms.take(PaperForm, term, papers=[stand.speaking.paper, *stand.speaking.others])


def _verdict(term, desk, decisions, user, forms, deciding, expanded, suggested):
    actor = term_policies.may_decide.as_whom(user, term, desk) if desk.pk in deciding else None
    refusal, form = "", None
    if actor and any(_was_taken_by(actor, decision) for pk, decision in decisions.items() if pk != desk.pk):
        refusal = "You decided for the other desk. A second person decides for this one."
    elif actor:
        sent = forms.sent
        is_sent_here = isinstance(sent, DecideForm) and sent.about == term and sent.data.get("desk") == str(desk.pk)
        form = sent if is_sent_here else DecideForm(about=term, initial={"reason": suggested, "suggested": suggested})
    undecided = desk.pk not in decisions or term.outcome == Outcome.ESCALATED or term_policies.is_contested(term)
    return Verdict(
        desk=desk,
        decision=decisions.get(desk.pk),
        form=form,
        form_is_shown=form is not None and (expanded or undecided),
        refusal=refusal,
    )


def _was_taken_by(actor: Actor, decision: TermDecision) -> bool:
    return bool({decision.decided_by_id, decision.on_behalf_of_id} & actor.people_counted)


def cards_of(review: Review, user: User, papers: dict[int, list[Paper]] | None = None) -> list[TermCard]:
    """The cards of a whole review, none expanded. `papers` of reviews.checks, where they are known already."""
    deciding, forms, counts = open_desks(review), Forms(), counts_by_term(review, user)
    terms = list(terms_with_names(review.terms.all()))
    stands = stands_of(terms, papers if papers is not None else papers_of([review.pk]))
    return [
        term_card(term, user, forms, deciding=deciding, comments=counts.get(term.pk, 0), stand=stands[term.pk])
        for term in terms
    ]


FILTERS = {
    "all": ("All", lambda card: True),
    "open": ("Open", lambda card: not card.is_settled),
    "mine": ("For me", lambda card: card.needs_reader),
}
"""Which cards are shown: {value of ?terms=: (label, whether a card is shown)}."""


@dataclass(frozen=True)
class Choice:
    """One filter of the terms, as a tab."""

    label: str
    url: str
    active: bool
    count: int


@dataclass(frozen=True)
class Terms:
    """All terms of a review: the three bands and the ways to narrow them."""

    bands: list[Band]
    choices: list[Choice]
    chosen: str

    @property
    def total(self) -> int:
        return sum(band.total for band in self.bands)

    @property
    def settled(self) -> int:
        return sum(band.settled for band in self.bands)

    @property
    def may_decide_many(self) -> bool:
        """Whether the reader has several terms to decide that are shown."""
        return sum(card.needs_reader for band in self.bands for card in band.shown) > 1

    @property
    def disagreements(self) -> list[tuple[Term, Disagreement]]:
        """The open ones, with the term they are about."""
        return [
            (card.term, disagreement)
            for band in self.bands
            for card in band.cards
            for disagreement in card.disagreements
        ]

    @property
    def columns(self) -> list[Band]:
        return self.bands[:2]

    @property
    def shared(self) -> Band:
        return self.bands[2]

    @property
    def nothing_shown(self) -> bool:
        return not any(band.shown for band in self.bands)


def terms_of(review: Review, cards: list[TermCard], chosen: str) -> Terms:
    """The cards in their bands, narrowed to those that `chosen` shows."""
    chosen = chosen if chosen in FILTERS else "all"
    _, shows = FILTERS[chosen]
    bands = []
    for key, (label, sides) in BANDS.items():
        in_band = [card for card in cards if card.term.side in sides]
        bands.append(Band(key=key, label=label, cards=in_band, shown=[card for card in in_band if shows(card)]))
    choices = [
        Choice(
            label=label,
            url=f"{review.get_absolute_url()}?terms={key}#terms",
            active=key == chosen,
            count=sum(map(counts, cards)),
        )
        for key, (label, counts) in FILTERS.items()
    ]
    return Terms(bands=bands, choices=choices, chosen=chosen)
