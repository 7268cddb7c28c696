"""Deciding a term anew while its review is under way: a disagreement was settled that way, or its words changed."""

from reviews.models import Purpose
from reviews.rounds.opening import ask_again
from reviews.spine.stage import locked
from reviews.terms.deciding import reopen_terms
from reviews.terms.reopened import Reopened
from reviews.waits.opening_and_closing import close_wait


def decide_anew(term, *, because=Reopened.DISAGREEMENT, by, **facts):
    """What the owners decided counts no longer; they are asked again. A desk that was done gets a wait of its own.

    `because` and `facts` as of `reopen_terms`.
    """
    term = locked(term)
    reopen_terms([term], because=because, by=by, **facts)
    for escalation in term.waits.open().filter(purpose=Purpose.ESCALATION):
        close_wait(locked(escalation), by=by, answer="Decided anew")
    for desk in term.desks:
        ask_again(term.review, desk, by=by)
