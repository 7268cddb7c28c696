"""What a comparison is made of: changes of clauses, and within each the words that stay, go and come.

Places are offsets into the texts of the two documents. The operations of a change cover its clauses from end to end
on both sides: numbers, what is kept and what is deleted make the old wording; numbers, what is kept and what is
inserted the new one.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    UNCHANGED = "unchanged"
    RENUMBERED = "renumbered"  # the same words under another number, or with references that follow a new number
    MOVED = "moved"  # the same words elsewhere
    EDITED = "edited"
    SPLIT = "split"  # one clause became several
    MERGED = "merged"  # several became one
    ADDED = "added"
    REMOVED = "removed"


class Op(StrEnum):
    NUMBER = "number"  # of the clause; it can differ, and can be missing on one side
    KEEP = "keep"
    DELETE = "delete"
    INSERT = "insert"


MIRRORED = {
    Kind.ADDED: Kind.REMOVED,
    Kind.REMOVED: Kind.ADDED,
    Kind.SPLIT: Kind.MERGED,
    Kind.MERGED: Kind.SPLIT,
    Op.DELETE: Op.INSERT,
    Op.INSERT: Op.DELETE,
}
SAME_WORDS = frozenset({Kind.UNCHANGED, Kind.RENUMBERED, Kind.MOVED})


@dataclass(frozen=True, slots=True)
class Operation:
    """A run of words. An insertion has an empty place in the old text, a deletion one in the new text.

    What is kept is equally long on both sides, or a single word: so each place in it has its place in the other text.
    """

    op: Op
    old_start: int
    old_end: int
    new_start: int
    new_end: int

    def mirrored(self):
        return Operation(MIRRORED.get(self.op, self.op), self.new_start, self.new_end, self.old_start, self.old_end)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a clause. `old` and `new` are indexes of clauses: more than one where clauses split or merged."""

    kind: Kind
    old: tuple[int, ...]
    new: tuple[int, ...]
    operations: tuple[Operation, ...] = ()
    moved: bool = False  # an edited clause can have moved too

    @property
    def words_changed(self):
        """Whether any wording differs. Numbers, references that follow them and cuts between clauses do not count."""
        return self.kind not in SAME_WORDS and any(
            operation.op in (Op.DELETE, Op.INSERT) for operation in self.operations
        )

    def mirrored(self):
        """The same change, seen from the other document: deletions still come before insertions."""
        turned = in_reading_order(operation.mirrored() for operation in self.operations)
        return Change(MIRRORED.get(self.kind, self.kind), self.new, self.old, turned, self.moved)

    def as_json(self):
        """A short list of plain values: a comparison of two long contracts is kept in a few hundred kilobytes."""
        operations = [
            [operation.op[0], operation.old_start, operation.old_end, operation.new_start, operation.new_end]
            for operation in self.operations
        ]
        return [str(self.kind), list(self.old), list(self.new), operations, self.moved]

    @classmethod
    def from_json(cls, data):
        kind, old, new, operations, moved = data
        read = tuple(Operation(BY_LETTER[letter], *places) for letter, *places in operations)
        return cls(Kind(kind), tuple(old), tuple(new), read, moved)


BY_LETTER = {op[0]: op for op in Op}


def in_reading_order(operations):
    """Between two runs that stay, what goes stands before what comes; empty places lie behind what is before them."""
    ordered, edits = [], []
    for operation in operations:
        if operation.op in (Op.DELETE, Op.INSERT):
            edits.append(operation)
        else:
            ordered += [*sorted(edits, key=lambda edit: edit.op == Op.INSERT), operation]
            edits = []
    ordered += sorted(edits, key=lambda edit: edit.op == Op.INSERT)
    return tuple(_with_empty_places(ordered))


def _with_empty_places(operations):
    old_at = min((operation.old_start for operation in operations if operation.op != Op.INSERT), default=0)
    new_at = min((operation.new_start for operation in operations if operation.op != Op.DELETE), default=0)
    for operation in operations:
        if operation.op == Op.DELETE:
            operation = replace(operation, new_start=new_at, new_end=new_at)
        elif operation.op == Op.INSERT:
            operation = replace(operation, old_start=old_at, old_end=old_at)
        old_at, new_at = operation.old_end, operation.new_end
        yield operation
