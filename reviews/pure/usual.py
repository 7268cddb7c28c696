"""What usually happens, read from what happened: the middle of many numbers, and what nine in ten of them keep to."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

FEWEST = 10
"""Below this many nothing is said: the tenth part of fewer is less than one."""


@dataclass(frozen=True)
class Usual:
    """`middle`: as many took less as took more. `nine_in_ten`: at least nine in ten took this long or less."""

    middle: float
    nine_in_ten: float
    number: int


def usual(days: Sequence[float]) -> Usual | None:
    """How long it usually took; None where there are too few to say so.

    Nine in ten is one of the numbers themselves (the nearest rank), so that the sentence is true to the letter.

    >>> usual([5, 3, 9, 1, 7, 2, 8, 4, 10, 6])
    Usual(middle=5.5, nine_in_ten=9, number=10)
    """
    if len(days) < FEWEST:
        return None
    ranked = sorted(days)
    rank = -(-9 * len(ranked) // 10)  # rounded up
    return Usual(median(ranked), ranked[rank - 1], len(ranked))
