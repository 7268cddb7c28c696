"""What a desk may say about a term and what that needs, and how the answers of two desks add up. Pure: no database.

docs/decisions/0024-outcomes.md has the words and the pairs, and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from reviews.checks.stands import Stand
from reviews.models import DEVIATIONS, Outcome, Term, TermVerdict

CHOICES = tuple(outcome for outcome in Outcome if outcome != Outcome.OPEN)
"""What can be said."""

WHICH = (
    "Choose one of: it is as we want it, our position holds, a fallback, accept theirs, left out, not applicable, "
    "escalate."
)
NEEDS_REASON = {
    Outcome.THEIRS: "Say what you accept and why: it is what final approval looks at.",
    Outcome.LEFT_OUT: "Say why we can do without it: it is what final approval looks at.",
    Outcome.ESCALATED: "Say what the lead should decide.",
}
"""What always needs one. Other choices do where the check does not bear them out (`faults`)."""

NOT_BORNE_OUT = {
    TermVerdict.UNCLEAR: "the check cannot tell what the paper says",
    TermVerdict.NOT_STATED: "the check found nothing about it in the paper",
    TermVerdict.NOT_READ: "no paper was read on it",
    TermVerdict.NO_ENTRY: "the playbook has nothing to check it by",
}


class Answer(NamedTuple):
    """An outcome, and whether the vendor is asked for it."""

    outcome: str
    is_asked: bool = False


@dataclass(frozen=True)
class Choice:
    """What somebody says about a term. `rank` is that of a fallback; `carried`: the paper says it already."""

    outcome: str
    reason: str = ""
    rank: int | None = None
    carried: bool = False

    @property
    def is_asked(self) -> bool:
        return self.outcome == Outcome.ASK or (self.outcome == Outcome.FALLBACK and not self.carried)


def faults(choice: Choice, term: Term, stand: Stand) -> list[str]:
    """What is wrong with a choice on a term on which things stand like this, as sentences."""
    if choice.outcome not in CHOICES:
        return [WHICH]
    if choice.outcome in NEEDS_REASON and not choice.reason:
        return [NEEDS_REASON[Outcome(choice.outcome)]]
    return _FAULTS.get(choice.outcome, _none)(choice, term, stand)


def _none(choice, term, stand):
    return []


def _faults_of_meets(choice, term, stand):
    if stand.differs and stand.is_by_typed_words:
        return [
            "The vendor's words, as they were typed here, differ from our position, so it is not as we want it. "
            "Let our position hold, choose a fallback, or accept theirs with a reason; where they are not its words "
            "any more, edit them first."
        ]
    if stand.differs:
        return [
            "The paper differs from our position here, so it is not as we want it. Let our position hold, choose a "
            "fallback, or accept theirs with a reason; where the check is wrong, correct its passage first."
        ]
    if not stand.meets and not choice.reason:
        return [f"Say where the paper says so: {NOT_BORNE_OUT[stand.verdict]}."]
    return []


def _faults_of_ask(choice, term, stand):
    return [] if term.position.strip() else ["Write down our position first: there is nothing to ask for yet."]


def _faults_of_fallback(choice, term, stand):
    fallbacks = term.term_type.fallbacks
    if not fallbacks:
        return [f"Our playbook has no fallback for “{term}”."]
    if not isinstance(choice.rank, int) or not 1 <= choice.rank <= len(fallbacks):
        return [f"Say which fallback: a number from 1 to {len(fallbacks)}."]
    if choice.carried and not choice.reason:
        return ["Say where the paper says so: the check only knows our position, not its fallbacks."]
    return []


def _faults_of_not_applicable(choice, term, stand):
    if stand.differs:
        return [
            "The paper says something else than our position here, so the term applies. Let our position hold, choose "
            "a fallback, or accept theirs with a reason."
        ]
    if not stand.is_silent and not choice.reason:
        because = NOT_BORNE_OUT.get(stand.verdict)
        if because is None or stand.wording:
            because = "the paper says something about it"
        return [f"Say why it does not apply: {because}."]
    return []


_FAULTS = {
    Outcome.MEETS: _faults_of_meets,
    Outcome.ASK: _faults_of_ask,
    Outcome.FALLBACK: _faults_of_fallback,
    Outcome.NOT_APPLICABLE: _faults_of_not_applicable,
}


# --- several at once ----------------------------------------------------------------------------------------

TOGETHER = (Outcome.MEETS, Outcome.ASK, Outcome.NOT_APPLICABLE)
"""What can be said of several terms in one step: it accepts nothing that differs. The rest is one term, one reason."""


def faults_together(outcome: str, term: Term, stand: Stand) -> list[str]:
    """Why a term is left out of a bulk step. There a reason is never given, so what would need one is left out."""
    if outcome == Outcome.ASK:
        return ["The paper says so already: there is nothing to ask for."] if stand.meets else []
    if outcome == Outcome.MEETS and not stand.meets:
        return [f"{_cannot_be_taken(stand)}. Decide it by itself."]
    if outcome == Outcome.NOT_APPLICABLE and not stand.is_silent:
        because = _cannot_be_taken(stand) if not stand.wording else "The paper says something about it"
        return [f"{because}. Decide it by itself."]
    return []


def _cannot_be_taken(stand):
    if stand.differs:
        return "The paper differs from our position"
    because = NOT_BORNE_OUT.get(stand.verdict, "the paper says something about it")
    return because[:1].upper() + because[1:]


# --- two desks ----------------------------------------------------------------------------------------------

WEIGHT = (
    *(Outcome.ESCALATED, Outcome.THEIRS, Outcome.LEFT_OUT, Outcome.ASK),
    *(Outcome.FALLBACK, Outcome.MEETS, Outcome.NOT_APPLICABLE),
)
"""Where two desks do not contradict each other, the first of these that one of them says is the outcome."""


def combined(answers: Iterable[Answer], *, needed: int) -> Answer:
    """How a term stands from what its desks said, one `Answer` each; `needed` is how many desks own it.

    One escalation escalates the term. Otherwise it stays open until every owner has spoken, and while one asks the
    vendor for what the other gives up (`contradicts`). Else the heavier word holds: what is given up by one is given
    up and shown to approvers; what one asks for is asked; the paper is as we want it when both see it so.
    """
    answers = list(answers)
    if any(answer.outcome == Outcome.ESCALATED for answer in answers):
        return Answer(Outcome.ESCALATED)
    if len(answers) < needed or contradicts(answers):
        return Answer(Outcome.OPEN)
    heaviest = min(answers, key=lambda answer: (WEIGHT.index(answer.outcome), not answer.is_asked))
    return Answer(heaviest.outcome, heaviest.is_asked)


def contradicts(answers: Iterable[Answer]) -> bool:
    """Whether one desk asks the vendor for what another one gives up."""
    answers = list(answers)
    return any(answer.is_asked for answer in answers) and any(answer.outcome in DEVIATIONS for answer in answers)
