"""What a desk's review asks for, as its terms stand now."""

from common.words import counted
from reviews.models import Outcome, Purpose
from reviews.pure.needed import ALL_DECIDED, LOOK, what_is_needed


def needed_of(review, desk):
    """What a desk is asked for as its terms stand now: to decide what is open, and then to say that it is done."""
    owned = review.terms.owned_by(desk)
    its_own = owned.filter(outcome=Outcome.ESCALATED, decisions__desk=desk, decisions__superseded_at=None)
    escalated = its_own.count()  # the rest of them is still to be decided by this desk
    if number := review.terms.undecided_by(desk).count() - escalated:
        return what_is_needed(number)
    if escalated:
        return f"Wait for the lead: {counted(escalated, 'term')} {'is' if escalated == 1 else 'are'} escalated."
    return ALL_DECIDED if owned.exists() else LOOK


def follow(review, desks):
    """Let the reviews that these desks hold ask for what is left to do there."""
    for wait in review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk__in=desks).select_related("desk"):
        say(wait)


def say(wait):
    """Write into a desk's review what is left to do. Returns the wait."""
    needed = needed_of(wait.review, wait.desk)
    if needed != wait.needed:
        wait.needed = needed
        wait.save(update_fields=["needed"])
    return wait
