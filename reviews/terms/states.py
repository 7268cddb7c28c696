"""In which state a term was read: a decision names it, and on another one it is asked back (common/stale.py)."""

from common.stale import ChangedMeanwhile, Part, State
from common.words import clock_in_words, day_in_words, listed
from people.models import Team
from reviews.checks.stands import Stand
from reviews.models import Outcome, Term, TermDecision

UNNAMED = ""
"""A decision that names no state was made on a term that its desk had not decided yet."""


def state_of(term: Term, stand: Stand) -> State:
    """What a decision on the term is made on: our position, the vendor's words, which paper speaks, who decided what.

    Reads prefetched decisions. Long texts are kept as a digest.
    """
    decided = {decision.desk_id: decision for decision in term.decisions.all()}
    parts = [
        Part(f"decision-{desk.slug}", f"Decided by {desk}", _in_words(decided.get(desk.pk))) for desk in term.desks
    ]
    return State(
        [
            *parts,
            Part("position", "Our position", term.position, is_long=True),
            Part("wording", "What the vendor's paper says", stand.wording, is_long=True),
            Part("paper", "The paper that speaks", _paper(term)),
        ]
    )


def _paper(term: Term) -> str:
    return f"document {term.paper_id}: {term.paper_because}" if term.paper_id else "the usual one"


def _in_words(decision: TermDecision | None) -> str:
    if decision is None:
        return "not decided yet"
    when = f"{day_in_words(decision.decided_at)}, {clock_in_words(decision.decided_at, seconds=True)}"
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{decision.in_words}{reason} ({decision.decided_by}, {when})"


def require_same(term: Term, stand: Stand, desk: Team, seen: str) -> None:
    """Refuse a decision that was made on another state than the present one. `seen` is the key of its state.

    Raises `ChangedMeanwhile`. Without a name it is taken for the first decision of its desk; an escalation, and desks
    that contradict each other, wait for another one.
    """
    state = state_of(term, stand)
    if seen == UNNAMED:
        former = next((row for row in term.decisions.all() if row.desk_id == desk.pk), None)
        if former is None or former.outcome == Outcome.ESCALATED or term.is_contested:
            return
        raise ChangedMeanwhile(f"{former.decided_by} decided “{term}” for {desk} already. {_name_it(state)}", state)
    if seen != state.key:
        raise ChangedMeanwhile(f"“{term}” was changed after you had read it. {_name_it(state)}", state)


def _name_it(state: State) -> str:
    now = listed([f"{part.label}: {part.words}" for part in state.parts if not part.is_long])
    return f"Now it says: {now}. Look at it, then decide with its present state."


def last_change(term: Term) -> tuple:
    """(who decided it last, when); (None, None) where nobody did."""
    decisions = sorted(term.decisions.all(), key=lambda decision: decision.decided_at)
    return (decisions[-1].decided_by, decisions[-1].decided_at) if decisions else (None, None)
