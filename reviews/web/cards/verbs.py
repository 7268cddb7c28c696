"""What a desk can say about a term, as the buttons of its card: they follow the verdict, and each has its key.

Which of them can be pressed, and whether it wants a reason, is asked of the rules (reviews.terms.outcomes); nothing
of that is decided here. All buttons have the same size and weight: none is nudged.
"""

from dataclasses import dataclass, field

from reviews.checks.stands import Stand
from reviews.models import Outcome, Term
from reviews.terms import outcomes

ICONS: dict[str, str] = {
    Outcome.OPEN: "circle-dashed",
    Outcome.MEETS: "check",
    Outcome.ASK: "send",
    Outcome.FALLBACK: "corner-down-right",
    Outcome.THEIRS: "git-compare",
    Outcome.LEFT_OUT: "minus",
    Outcome.NOT_APPLICABLE: "ban",
    Outcome.ESCALATED: "arrow-up-right",
}

SOME_REASON = "…"
"""Stands for a reason that somebody would give, to ask the rules what a choice needs besides."""


@dataclass(frozen=True)
class Verb:
    """One outcome as a button. `key` presses it; `question` is what its reason answers, empty where none is needed."""

    key: str
    outcome: str
    label: str
    hint: str
    question: str = ""
    fallbacks: list[str] = field(default_factory=list)

    @property
    def icon(self) -> str:
        return ICONS[self.outcome]

    @property
    def opens(self) -> bool:
        """Whether it asks for more before it decides anything."""
        return bool(self.question)


def verbs_on(term: Term, stand: Stand, *, may_escalate: bool) -> list[Verb]:
    """The buttons of a term on which things stand like this, in the order of their keys."""
    keyed = zip("1234567", order_of(stand), strict=True)
    return [
        _verb(key, outcome, term, stand)
        for key, outcome in keyed
        if not refusal_of(outcome, term, stand, may_escalate=may_escalate)
    ]


def refusals_on(term: Term, stand: Stand, *, may_escalate: bool) -> list[tuple[str, str]]:
    """[(key, why it decides nothing here)]: said to whoever presses it."""
    keyed = [(key, outcome) for key, outcome in zip("1234567", order_of(stand), strict=True)]
    refusals = [(key, refusal_of(outcome, term, stand, may_escalate=may_escalate)) for key, outcome in keyed]
    return [(key, why) for key, why in refusals if why]


def order_of(stand: Stand) -> list[Outcome]:
    """What we want first, then giving way, a fallback, the leads; the digits mean the same on every term."""
    ours, other = (Outcome.MEETS, Outcome.ASK) if stand.meets else (Outcome.ASK, Outcome.MEETS)
    give, also = (Outcome.LEFT_OUT, Outcome.THEIRS) if stand.is_silent else (Outcome.THEIRS, Outcome.LEFT_OUT)
    return [ours, give, Outcome.FALLBACK, Outcome.ESCALATED, Outcome.NOT_APPLICABLE, also, other]


def refusal_of(outcome: Outcome, term: Term, stand: Stand, *, may_escalate: bool) -> str:
    """Why this cannot be said of the term, whatever the reason; empty where it can."""
    if outcome == Outcome.ESCALATED and not may_escalate:
        return "Approval was asked for: a lead decides here, and nothing is escalated any more."
    if outcome == Outcome.ASK and stand.meets:
        return "The paper says so already: there is nothing to ask for."
    rank = 1 if outcome == Outcome.FALLBACK else None
    return " ".join(outcomes.faults(outcomes.Choice(outcome, SOME_REASON, rank=rank), term, stand))


def _verb(key, outcome, term, stand):
    label, hint = WORDS[outcome](term, stand)
    if outcome == Outcome.FALLBACK:
        return Verb(key, outcome, label, hint, "Where the paper says so, if it does already", term.term_type.fallbacks)
    if outcomes.faults(outcomes.Choice(outcome), term, stand):
        return Verb(key, outcome, label, _with_reason(outcome, term), _question(outcome, stand))
    return Verb(key, outcome, label, hint)


def _with_reason(outcome, term):
    if outcome in {Outcome.THEIRS, Outcome.LEFT_OUT}:
        return f"with a reason; {term.term_type.deviation_approver} may approve it"
    return "a lead of the desk decides" if outcome == Outcome.ESCALATED else "with a reason"


def _question(outcome, stand):
    if outcome == Outcome.THEIRS and not stand.wording:
        return "What do we accept, and why? No words of theirs are noted here."
    return {
        Outcome.THEIRS: "What do we accept, and why can we live with it?",
        Outcome.LEFT_OUT: "Why can we do without it?",
        Outcome.ESCALATED: "What should the lead decide?",
        Outcome.NOT_APPLICABLE: "Why does it not apply?",
    }.get(outcome, "Where does the paper say so?")


def _ours(term, stand):
    if stand.is_silent or not stand.wording:
        return "Ask for our wording", "it goes into the joint position"
    return "Our position holds", f"asks to change {term.place}" if term.place else "we ask for ours"


WORDS = {
    # outcome: (label, hint) of a term on which things stand like this
    Outcome.MEETS: lambda term, stand: ("It is as we want it", "the paper says so"),
    Outcome.ASK: _ours,
    Outcome.THEIRS: lambda term, stand: ("Accept theirs", ""),
    Outcome.LEFT_OUT: lambda term, stand: ("Leave it out", ""),
    Outcome.FALLBACK: lambda term, stand: ("A fallback", f"{len(term.term_type.fallbacks)} in the playbook"),
    Outcome.ESCALATED: lambda term, stand: ("Escalate", ""),
    Outcome.NOT_APPLICABLE: lambda term, stand: ("Not applicable", "nothing in the paper speaks of it"),
}
