"""What a wait asks of whoever holds it, in a sentence."""

from common.words import counted


def what_is_needed(number):
    """What a desk is asked for, with that many terms to decide."""
    return f"Decide {counted(number, 'term')}." if number else "Look at it and say that your side is done."
