"""Deciding a term anew while its review is under way: a disagreement was settled that way, or its words changed."""

from reviews.models import Purpose
from reviews.pure.needed import what_is_needed
from reviews.rounds.opening import named_person
from reviews.spine.stage import locked
from reviews.terms.deciding import reopen_terms
from reviews.terms.reopened import Reopened
from reviews.waits.opening_and_closing import close_wait, open_wait


def decide_anew(term, *, because=Reopened.DISAGREEMENT, by, **facts):
    """What the owners decided counts no longer; they are asked again. A desk that was done gets a wait of its own.

    `because` and `facts` as of `reopen_terms`.
    """
    term = locked(term)
    reopen_terms([term], because=because, by=by, **facts)
    for escalation in term.waits.open().filter(purpose=Purpose.ESCALATION):
        close_wait(locked(escalation), by=by, answer="Decided anew")
    for desk in term.desks:
        _ask_again(term.review, desk, by=by)


def _ask_again(review, desk, *, by):
    needed = what_is_needed(review.terms.undecided_by(desk).count())
    wait = review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desk).first()
    if wait is None:
        person = named_person(review, desk)
        open_wait(review, Purpose.DESK_REVIEW, needed=needed, by=by, desk=desk, person=person)
    else:
        wait = locked(wait)
        wait.needed = needed
        wait.save(update_fields=["needed"])
