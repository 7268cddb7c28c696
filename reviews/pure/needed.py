"""What a wait asks of whoever holds it, in a sentence."""

from common.words import counted

LOOK = "Look at it and say that your side is done."
ALL_DECIDED = "All decided: say that your side is done."


def what_is_needed(number: int) -> str:
    """What a desk is asked for that has just been given that many terms to decide."""
    return f"Decide {counted(number, 'term')}." if number else LOOK


def note_to_sign(drafter: object) -> str:
    """What the other function is asked for, with a decision note by this person (or name)."""
    return f"Read the decision note by {drafter} and co-sign it, or object."
