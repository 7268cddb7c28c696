"""What of a read paper people must look at: its passages grouped into points, and where each point stands. Pure.

A point is the passages of one term, however many; or those of a side of which reading does not know the term. What
reading gives to no side waits in a fold, because it is nobody's as far as anyone can tell. Nothing that differs, that
is unclear or that nobody has decided ever stands in a fold (docs/decisions/0032-points-to-look-at.md).
"""

from collections.abc import Collection, Hashable
from enum import StrEnum
from typing import NamedTuple

from reviews.pure.expectations import Verdict


class Kind(StrEnum):
    """What holds the passages of a point together."""

    TERM = "t"
    SIDE = "s"  # a side, of no known term
    NOBODY = "n"  # no side either


class Subject(NamedTuple):
    """What a passage is about: a kind of term by its key, a side, or nothing that anyone can tell."""

    kind: Kind
    about: Hashable = ""


class Place(StrEnum):
    """Where a point stands, in the order in which people look at points."""

    DIFFERS = "differs"
    UNCLEAR = "unclear"
    NOT_SURE = "not_sure"  # whether any of the passages is about it
    NOT_STATED = "not_stated"
    NOT_CHECKED = "not_checked"  # the playbook has nothing to check it by
    MEETS = "meets"  # not proven often enough to be taken without a look
    UNKNOWN = "unknown"
    TOGETHER = "together"
    SETTLED = "settled"
    NOBODYS = "nobodys"


TO_LOOK_AT = (
    *(Place.DIFFERS, Place.UNCLEAR, Place.NOT_SURE, Place.NOT_STATED),
    *(Place.NOT_CHECKED, Place.MEETS, Place.UNKNOWN),
)
"""What somebody must look at, one by one, in this order."""

FOLDED = frozenset({Place.SETTLED, Place.NOBODYS})
"""What may be folded away."""


def subject_of(term: Hashable | None, side: str, *, seems_nobodys: bool) -> Subject:
    """What a passage is about. `term` is the key of its kind of term; None where reading does not know one."""
    if term is not None:
        return Subject(Kind.TERM, term)
    return Subject(Kind.NOBODY) if seems_nobodys else Subject(Kind.SIDE, side)


def place_of(
    subject: Subject,
    verdicts: Collection[Verdict],
    *,
    is_settled: bool,
    is_guess: bool,
    is_sure: bool,
    is_proven: bool,
) -> Place:
    """Where a point stands.

    `is_settled`: nothing of it waits for anybody. `is_guess`: reading is sure of none of its passages that it is about
    it; `is_sure`: it is sure of all of them. `is_proven`: “meets” has proven right on what it is checked by
    (reading.proven).
    """
    if is_settled:
        return Place.SETTLED
    if subject.kind != Kind.TERM:
        return Place.UNKNOWN if subject.kind == Kind.SIDE else Place.NOBODYS
    if Verdict.DIFFERS in verdicts:
        return Place.DIFFERS
    if Verdict.UNCLEAR in verdicts:
        return Place.UNCLEAR
    if is_guess:
        return Place.NOT_SURE
    if Verdict.NOT_STATED in verdicts:
        return Place.NOT_STATED
    if not verdicts:
        return Place.NOT_CHECKED
    return Place.TOGETHER if is_sure and is_proven else Place.MEETS
