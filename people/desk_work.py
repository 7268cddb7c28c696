"""What a desk has: rules that give it work, and work that is open there. Work stands above people, so each kind puts
itself on the list, in a module `desk_work` of its app; and so does what else belongs to a desk (its channel)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from people.taking_over import Outcome, Report

if TYPE_CHECKING:
    from people.models import Team, User


@dataclass(frozen=True)
class Kind:
    """One kind of thing that a desk may have.

    `count(desk)` is how many there are, as far as an admin may know, None where that is not counted; `is_there(desk)`
    whether there is any at all, what is behind walls included. `gives_work`: a rule, which would bring it new work.
    `needs_terms`: only a desk that owns terms can have it. `hand_on(desk, to, by=...)` moves them to another desk and
    tells what became of the rest; None where people change it on its page, `url`.
    """

    key: str
    one: str
    many: str
    count: Callable[[Team], int] | None
    is_there: Callable[[Team], bool]
    url: Callable[[Team], str]
    gives_work: bool = False
    needs_terms: bool = False
    hand_on: Callable[..., Outcome] | None = None
    place: int = 0


@dataclass(frozen=True)
class Line:
    """One kind on the page of a desk; `number` is 0 where all of it is behind walls, None where it is not counted."""

    kind: Kind
    number: int | None
    url: str

    @property
    def in_words(self) -> str:
        """“1 rule of the split”, “3 rules of the split”; without a number, that there is some."""
        if self.number is None:
            return self.kind.many
        if not self.number:
            return f"{self.kind.many} that only the people named on them may know of"
        return f"{self.number} {self.kind.one if self.number == 1 else self.kind.many}"


@dataclass(frozen=True)
class Part:
    """What else belongs to a desk, with a page of its own: its title, how it stands in a sentence, where it is
    changed."""

    title: str
    words: Callable[[Team], str]
    url: Callable[[Team], str]
    button: str = "Change"


KINDS: list[Kind] = []
PARTS: list[Part] = []


def desk_can_have(kind: Kind) -> Kind:
    """Put a kind on the list."""
    KINDS.append(kind)
    KINDS.sort(key=lambda known: known.place)
    return kind


def belongs_to_desks(part: Part) -> Part:
    """Put a part on the list."""
    PARTS.append(part)
    return part


def lines_of(desk: Team, *, gives_work: bool) -> list[Line]:
    """What there is, by kind: rules (`gives_work`), or work that is open."""
    kinds = [kind for kind in KINDS if kind.gives_work == gives_work and kind.count]
    lines = [Line(kind, kind.count(desk), kind.url(desk)) for kind in kinds]
    return [line for line in lines if line.number]


def names_of(desk: Team, **which: bool) -> list[str]:
    """Which kinds there are at all, in words: those for which each of `which` (gives_work, needs_terms) holds."""
    kinds = [kind for kind in KINDS if all(getattr(kind, name) == value for name, value in which.items())]
    there = [kind for kind in kinds if kind.is_there(desk)]
    return [Line(kind, kind.count(desk) if kind.count else None, "").in_words for kind in there]


def hand_on(desk: Team, to: Team, *, by: User) -> Report:
    """Give open work to another desk, kind by kind, as far as it can go there. Call it in a transaction."""
    report = Report()
    for kind in KINDS:
        if kind.hand_on:
            report.outcomes[kind.key] = kind.hand_on(desk, to, by=by)
    return report
