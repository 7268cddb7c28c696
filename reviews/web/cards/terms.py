"""A term as the workbench opens it: the words of both sides, what was decided, and what the reader can say.

Its line, which says what is the matter without opening it, is in reviews.web.cards.term_rows.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from common.stale import State
from common.words import listed
from people.models import Team, User
from reviews.acting.actor import Actor
from reviews.checks.stands import Stand
from reviews.disagreements import policies as disagreement_policies
from reviews.models import (
    SETTLED,
    Disagreement,
    Outcome,
    Purpose,
    Review,
    Side,
    Term,
    TermDecision,
    TermVerdict,
    VendorChange,
)
from reviews.pure.stages import Stage
from reviews.spine import policies
from reviews.terms import policies as term_policies
from reviews.terms import states
from reviews.web.cards.checks import CheckLine, check_lines, suggested_reason
from reviews.web.cards.comments import Conversation
from reviews.web.cards.composer import Composer, composer_of
from reviews.web.cards.forms_on_page import Forms
from reviews.web.cards.papers.passages import PassageLink, passage_links
from reviews.web.cards.verbs import ICONS, Verb, refusals_on, verbs_on
from reviews.web.cards.wordings import Piece, pieces_of
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

BANDS = {
    "commercial": ("Commercial terms", {Side.COMMERCIAL, Side.FINANCE}),
    "legal": ("Legal terms", {Side.LEGAL, Side.PRIVACY, Side.SECURITY}),
    "shared": ("Shared terms", {Side.SHARED}),
}
"""Which sides stand in which column: {key: (heading, sides)}."""


@dataclass(frozen=True)
class Verdict:
    """What one owning desk decided about a term; `form` is there when the reader may speak for the desk.

    `is_waited_for` says whether it still has to: what is decided is decided again behind a fold.
    """

    desk: Team
    decision: TermDecision | None
    form: DecideForm | None
    is_waited_for: bool
    refusal: str

    @property
    def asks_again(self) -> bool:
        """Whether the form came back with its faults."""
        return self.form is not None and self.form.is_bound

    @property
    def chosen(self) -> str:
        """The outcome that was sent and needs another look."""
        return self.form.data.get("outcome", "") if self.form is not None and self.form.is_bound else ""

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


@dataclass(frozen=True)
class SettledBefore:
    """What came of the same kind of term in an earlier review with the vendor: the outcome and the words."""

    term: Term
    outcome: str
    words: str


@dataclass
class TermCard:
    """One term with everything the reader sees and may do, and the `conversation` about it."""

    term: Term
    stand: Stand
    verdicts: list[Verdict]
    conversation: Conversation
    settled_before: SettledBefore | None = None
    why_not: str = ""
    edit_form: EditTermForm | None = None
    composer: Composer | None = None
    disagree_form: DisagreeForm | None = None
    checks: list[CheckLine] = field(default_factory=list)
    paper_form: PaperForm | None = None

    @cached_property
    def verbs(self) -> list[Verb]:
        """What can be said of it, as buttons."""
        return verbs_on(self.term, self.stand, may_escalate=self.may_escalate)

    @property
    def refused_keys(self) -> list[tuple[str, str]]:
        """[(keys, why they do nothing here)]: said to whoever presses one of them on this card."""
        if self.why_not:
            return [("1 2 3 4 5 6 7", self.why_not)]
        return refusals_on(self.term, self.stand, may_escalate=self.may_escalate)

    @cached_property
    def words(self) -> tuple[list[Piece], list[Piece]]:
        """What the vendor's paper says and what we ask for, with what differs marked."""
        return pieces_of(self.term, self.stand)

    @property
    def plain_words(self) -> str:
        """The vendor's words as the card shows them, in one line: a check quotes only what stands elsewhere."""
        return " ".join(self.stand.wording.split())

    @property
    def contradiction(self) -> str:
        """Why it is open though both desks have decided; empty where they have not, or agree."""
        if not self.term.is_contested:
            return ""
        asks = [row.desk for row in self.term.decisions.all() if row.is_asked]
        gives_up = [row.desk for row in self.term.decisions.all() if not row.is_asked]
        return (
            f"{listed(asks)} asks for ours, {listed(gives_up)} gives it up. One of the two decides anew, or escalates."
        )

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
    def may_escalate(self) -> bool:
        """Once approval is asked for, leads decide, and there is nobody left to escalate to."""
        return self.term.review.stage not in policies.UNDER_APPROVAL


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
    term: Term, user: User, forms: Forms, *, deciding: set[int], stand: Stand, conversation: Conversation
) -> TermCard:
    """The card of one term. `deciding` are the pks of the desks whose side is open, `stand` is that of
    reviews.checks.stands."""
    lines = check_lines(stand.checks)
    suggested = suggested_reason(lines)
    card = TermCard(
        term=term,
        stand=stand,
        verdicts=[_verdict(term, desk, user, forms, deciding, suggested) for desk in term.desks],
        conversation=conversation,
        settled_before=settled_before(term, user),
        checks=lines,
    )
    if not any(verdict.form for verdict in card.verdicts):
        card.why_not = _why_not(term, user, deciding)
    if policies.may_work_on(user, term.review):
        card.composer = composer_of(term, user, forms)
        desk = disagreement_policies.desk_that_may_disagree(user, term)
        if desk and not disagreement_policies.blockers_to_disagree(term, desk):
            card.disagree_form = forms.take(DisagreeForm, term)
        if term_policies.may_edit_term(user, term) and not policies.blockers_to_work(term.review):
            card.edit_form = forms.take(EditTermForm, term)
            card.paper_form = _paper_form(term, stand, forms)
    return card


def settled_before(term: Term, user: User) -> SettledBefore | None:
    """What was settled on this kind of term the last time with this vendor. One query. Index: review_by_vendor."""
    reviews = Review.objects.filter(vendor=term.review.vendor_id).exclude(pk=term.review_id)
    visible = Term.objects.visible_to(user).filter(review__in=reviews, term_type=term.term_type_id, outcome__in=SETTLED)
    last = visible.select_related("review", "term_type").prefetch_related("decisions").order_by("-review").first()
    if last is None:
        return None
    words = next((row.in_words for row in last.decisions.all() if row.outcome == last.outcome), "")
    return SettledBefore(last, words or last.get_outcome_display(), last.asked_text or last.vendor_wording)


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


def _verdict(term, desk, user, forms, deciding, suggested):
    actor, refusal = reader_on(term, desk, user, deciding)
    form = None
    if actor:
        sent = forms.sent
        is_sent_here = isinstance(sent, DecideForm) and sent.about == term and sent.data.get("desk") == str(desk.pk)
        form = sent if is_sent_here else DecideForm(about=term, initial={"reason": suggested, "suggested": suggested})
    decision = next((row for row in term.decisions.all() if row.desk_id == desk.pk), None)
    return Verdict(desk, decision, form, term.waits_for(desk), refusal)


def reader_on(term: Term, desk: Team, user: User, deciding: set[int]) -> tuple[Actor | None, str]:
    """(as whom the reader decides the term for a desk, or None; why not, where they decided for the other desk)."""
    actor = term_policies.may_decide.as_whom(user, term, desk) if desk.pk in deciding else None
    if actor and any(_was_taken_by(actor, row) for row in term.decisions.all() if row.desk_id != desk.pk):
        return None, "You decided for the other desk. A second person decides for this one."
    return actor, ""


def _was_taken_by(actor: Actor, decision: TermDecision) -> bool:
    return bool({decision.decided_by_id, decision.on_behalf_of_id} & actor.people_counted)
