"""In which state a term was read: a decision names it, and on another one it is asked back (common/stale.py)."""

from common.stale import ChangedMeanwhile, Part, State
from common.words import OURS, clock_in_words, day_in_words, listed, written_as
from reviews.checks.stands import Stand, stands_today
from reviews.models import Term, TermDecision
from reviews.spine.stage import locked


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


def state_now(term: Term) -> State:
    """The same of a term as it stands now, locked."""
    now = locked(term)
    return state_of(now, stands_today(now.review, [now])[now.pk])


def _paper(term: Term) -> str:
    return f"document {term.paper_id}: {term.paper_because}" if term.paper_id else "the usual one"


def _in_words(decision: TermDecision | None) -> str:
    if decision is None:
        return "not decided yet"
    with written_as(OURS):  # its key is compared with the one that a page was given
        when = f"{day_in_words(decision.decided_at)}, {clock_in_words(decision.decided_at, seconds=True)}"
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{decision.in_words}{reason} ({decision.decided_by}, {when})"


def require_same(term: Term, stand: Stand, seen: str) -> None:
    """Refuse what was made on another state than the present one. `seen` is the key of its state.

    Raises `ChangedMeanwhile`.
    """
    state = state_of(term, stand)
    if not seen:
        raise ChangedMeanwhile(f"How “{term}” stood when you read it is not known. {_name_it(state)}", state)
    if seen != state.key:
        raise ChangedMeanwhile(f"“{term}” was changed after you had read it. {_name_it(state)}", state)


def _name_it(state: State) -> str:
    now = listed([f"{part.label}: {part.words}" for part in state.parts if not part.is_long])
    return f"Now it says: {now}. Look at it, then decide with its present state."


def last_change(term: Term) -> tuple:
    """(who decided it last, when); (None, None) where nobody did."""
    decisions = sorted(term.decisions.all(), key=lambda decision: decision.decided_at)
    return (decisions[-1].decided_by, decisions[-1].decided_at) if decisions else (None, None)
