"""What a wait asks of whoever holds it, in a sentence."""

from common.words import counted
from reviews.models import Outcome, Purpose

LOOK = "Look at it and say that your side is done."
ALL_DECIDED = "All decided: say that your side is done."


def what_is_needed(number):
    """What a desk is asked for that has just been given that many terms to decide."""
    return f"Decide {counted(number, 'term')}." if number else LOOK


def needed_of(review, desk):
    """What a desk is asked for as its terms stand now: to decide what is open, and then to say that it is done."""
    owned = review.terms.owned_by(desk)
    undecided = review.terms.undecided_by(desk)
    if number := undecided.exclude(outcome=Outcome.ESCALATED).count():
        return what_is_needed(number)
    if escalated := undecided.count():
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


def note_to_sign(drafter):
    """What the other function is asked for, with a decision note by this person (or name)."""
    return f"Read the decision note by {drafter} and co-sign it, or object."
