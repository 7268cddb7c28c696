"""What somebody holds who leaves, and who takes it over. Work stands above people, so each kind puts itself on the
list, in a module `leavers` of its app."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from people.models import User


@dataclass(frozen=True)
class Outcome:
    """What became of one kind: how many were moved, and a sentence for each that nobody could take. What is behind a
    wall is never in a sentence: it is only counted."""

    moved: int = 0
    left: tuple[str, ...] = ()
    unnamed: int = 0


@dataclass(frozen=True)
class Kind:
    """One kind of thing that somebody may hold.

    `count(person)` says how many there are, as far as an admin may know; `hand_on(person, to, by=...)` moves what the
    taker may have, `to` being None where nobody takes over, and tells what became of the rest.
    """

    key: str
    one: str
    many: str
    otherwise: str
    count: Callable[[User], int]
    hand_on: Callable[..., Outcome]
    place: int = 0

    def counted(self, number: int) -> str:
        """“1 piece of work”, “3 pieces of work”."""
        return f"{number} {self.one if number == 1 else self.many}"


@dataclass(frozen=True)
class Line:
    """One kind on the page of somebody who leaves."""

    kind: Kind
    number: int

    @property
    def in_words(self) -> str:
        return self.kind.counted(self.number)


@dataclass
class Report:
    """What became of everything."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)

    @property
    def moved(self) -> int:
        return sum(outcome.moved for outcome in self.outcomes.values())

    @property
    def left(self) -> list[str]:
        sentences = [sentence for outcome in self.outcomes.values() for sentence in outcome.left]
        unnamed = sum(outcome.unnamed for outcome in self.outcomes.values())
        if unnamed:
            sentences.append(f"{unnamed} more that only the people named on them may know of.")
        return sentences


KINDS: list[Kind] = []


def can_be_held(kind: Kind) -> Kind:
    """Put a kind on the list."""
    KINDS.append(kind)
    KINDS.sort(key=lambda known: known.place)
    return kind


def held_by(person: User) -> list[Line]:
    """What they hold, by kind; a kind of which there is nothing is left out."""
    lines = [Line(kind, kind.count(person)) for kind in KINDS]
    return [line for line in lines if line.number]


def hand_on(person: User, takers: Callable[[Kind], User | None], *, by: User, kinds: Iterable[Kind] | None = None):
    """Move everything, kind by kind. Call it in the transaction in which they leave. Returns the `Report`."""
    report = Report()
    for kind in KINDS if kinds is None else kinds:
        report.outcomes[kind.key] = kind.hand_on(person, takers(kind), by=by)
    return report
