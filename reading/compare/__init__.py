"""What changed between two versions of a document, clause by clause and word by word. Needs no Django.

>>> changes = compare(old.clauses, new.clauses)
>>> [change.kind for change in changes], counts(changes)["edited"]

Only words count: line ends, hyphens at them, quotes, dashes, bullets, running headers and another cut between clauses
are no change. Changes come in the order of the new version, with what was removed where it stood.
"""

from bisect import bisect_left
from collections import Counter

from reading.compare.changes import Change, Kind, Op, Operation, in_reading_order
from reading.compare.groups import groups_of
from reading.compare.matching import pairs_between
from reading.compare.passages import Fate, Passage, changed_passages
from reading.compare.renumbering import follows_numbers, renumbered
from reading.compare.tokens import pieces_of
from reading.compare.wording import is_same, operations_of, runs_between

__all__ = ["Change", "Fate", "Kind", "Op", "Operation", "Passage", "changed_passages", "compare", "counts"]


def compare(old, new):
    """The changes that lead from the clauses `old` to the clauses `new`; each clause is in exactly one.

    Clauses are objects or dicts as `reading` yields them. Two sides are always compared in the same direction,
    whichever is called old, so that comparing backwards is the mirror of comparing forwards.
    """
    before, after = pieces_of(old), pieces_of(new)
    if [piece.all_keys for piece in before] <= [piece.all_keys for piece in after]:
        return _in_order(_changes(before, after))
    return _in_order([change.mirrored() for change in _changes(after, before)])


def counts(changes):
    """How many changes there are of each kind, those that there are none of included."""
    times = Counter(str(change.kind) for change in changes)
    return {str(kind): times[kind] for kind in Kind}


def _changes(old, new):
    in_order, moved = pairs_between(old, new)
    numbers = renumbered([pair[:2] for pair in in_order + moved], old, new)
    return [_change(group, old, new, numbers) for group in groups_of(old, new, in_order, moved)]


def _change(group, old, new, numbers):
    lone = not group.old or not group.new
    before, after = _tokens(group.old, old, lone=lone), _tokens(group.new, new, lone=lone)
    runs = runs_between(before, after)
    kind = _kind(group, old, new, runs, before, after, numbers)
    operations = in_reading_order(_number(group, old, new) + operations_of(runs, before, after))
    return Change(kind, tuple(group.old), tuple(group.new), operations, group.moved)


def _number(group, old, new):
    """The operation for the number of the first clause, which can change without the words."""
    if not group.old or not group.new:
        return []
    before, after = old[group.old[0]], new[group.new[0]]
    if not before.mark and not after.mark:
        return []
    return [Operation(Op.NUMBER, before.start, before.body, after.start, after.body)]


def _tokens(places, pieces, *, lone):
    """The words of a group of clauses. The number of the first is left out unless they are `lone`."""
    tokens = []
    for place in places:
        tokens += (pieces[place].mark if tokens or lone else ()) + pieces[place].tokens
    return tokens


def _kind(group, old, new, runs, before, after, numbers):
    if not group.old or not group.new:
        return Kind.REMOVED if group.old else Kind.ADDED
    if not is_same(runs) and not follows_numbers(runs, before, after, numbers):
        return _cut(group) or Kind.EDITED
    if group.moved:
        return Kind.MOVED
    if old[group.old[0]].number != new[group.new[0]].number or not is_same(runs):
        return Kind.RENUMBERED
    return Kind.UNCHANGED


def _cut(group):
    if len(group.old) == len(group.new):
        return None
    return Kind.SPLIT if len(group.new) > len(group.old) else Kind.MERGED


def _in_order(changes):
    """As the new version has them, and what was removed behind the clause that it followed."""
    followed = _followed(changes)

    def place(change):
        return (change.new[0], 0, 0) if change.new else (followed(change.old[0]), 1, change.old[0])

    return sorted(changes, key=place)


def _followed(changes):
    """A function that says behind which new place a clause stood that is no longer there."""
    pairs = sorted(
        (change.old[0], change.new[-1]) for change in changes if change.old and change.new and not change.moved
    )
    places = [before for before, _ in pairs]
    return lambda place: pairs[position - 1][1] if (position := bisect_left(places, place)) else -1
