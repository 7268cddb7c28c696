"""What became of passages: parts of the old text, such as those that a term rests on."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reading.compare.changes import Op

CHANGED_BY = (Op.DELETE, Op.INSERT)


class Fate(StrEnum):
    SAME = "same"
    MOVED = "moved"  # the same words, in a clause that stands elsewhere
    CHANGED = "changed"
    REMOVED = "removed"
    UNKNOWN = "unknown"  # it lies outside every clause


class Span(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the old version, what became of it, and where it stands in the new version.

    `changes` are the places, in the list of changes, of those that hold it.
    """

    start: int
    end: int
    fate: Fate
    new: tuple[Span, ...]
    changes: tuple[int, ...]

    @property
    def words_changed(self):
        return self.fate in (Fate.CHANGED, Fate.REMOVED)


def changed_passages(passages, changes):
    """What became of each of `passages`, given as (start, end) in the old text, in their order.

    Words inserted next to a passage belong to it when they stand in the same clause: a condition that was appended
    changes what is said. Removed means that none of its words is left.
    """
    index = _Index(changes)
    return [_passage(start, end, changes, index) for start, end in passages]


class _Index:
    """The operations by their place in the old text, with the change that each belongs to."""

    def __init__(self, changes):
        entries = sorted(
            (operation.old_start, operation.old_end, number, order)
            for number, change in enumerate(changes)
            if change.old
            for order, operation in enumerate(change.operations)
        )
        self.entries = entries
        self.starts = [entry[0] for entry in entries]

    def touching(self, start, end, changes):
        """(number of the change, operation) of all that overlap a span or stand at its ends without length."""
        first = bisect_right(self.starts, start)
        while first and (self.entries[first - 1][1] >= start):
            first -= 1
        for old_start, old_end, number, order in self.entries[first:]:
            if old_start > end:
                return
            if (old_start < end and old_end > start) or start <= old_start == old_end <= end:
                yield number, changes[number].operations[order]


def _passage(start, end, changes, index):
    touching = sorted(index.touching(start, end, changes), key=lambda entry: (entry[0], entry[1].new_start))
    inside = {number for number, operation in touching if operation.old_end > operation.old_start}
    touching = [(number, operation) for number, operation in touching if number in inside]
    if not touching:
        return Passage(start, end, Fate.UNKNOWN, (), ())
    fate = _fate(touching, changes)
    spans = () if fate == Fate.REMOVED else _spans(_new_place(operation, start, end) for _, operation in touching)
    return Passage(start, end, fate, spans, tuple(sorted(inside)))


def _fate(touching, changes):
    if {operation.op for _, operation in touching if operation.op != Op.NUMBER} == {Op.DELETE}:
        return Fate.REMOVED
    if any(operation.op in CHANGED_BY and changes[number].words_changed for number, operation in touching):
        return Fate.CHANGED
    return Fate.MOVED if any(changes[number].moved for number, _ in touching) else Fate.SAME


def _new_place(operation, start, end):
    """The part of an operation that lies in the passage, in the new text."""
    old_length, new_length = operation.old_end - operation.old_start, operation.new_end - operation.new_start
    if operation.op != Op.KEEP or old_length != new_length:
        return operation.new_start, operation.new_end
    shift = operation.new_start - operation.old_start
    return max(start, operation.old_start) + shift, min(end, operation.old_end) + shift


def _spans(places):
    """Places in order, those that touch as one."""
    spans = []
    for start, end in places:
        if spans and spans[-1].end == start:
            spans[-1] = Span(spans[-1].start, end)
        elif start < end:
            spans.append(Span(start, end))
    return tuple(spans)
