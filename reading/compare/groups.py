"""Clauses that were cut in another way: one became several, several became one, or the same text is cut elsewhere.

A group is (old places, new places). Where the two documents run on equally with other cuts, a group can have
several on both sides; everywhere else at least one side is a single clause.
"""

from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

EXPLAINED = 0.7  # of the words of a clause must be found in what it is added to
FEWEST = 3  # words and signs: a shorter clause proves nothing


@dataclass
class Group:
    """Clauses that belong together. `moved` says that they stand elsewhere now."""

    old: list
    new: list
    moved: bool = False


def groups_of(old, new, in_order, moved):
    """Every clause of both sides in exactly one group, those that were only removed or added in one of their own."""
    groups = [Group([pair.old], [pair.new]) for pair in in_order]
    groups += [Group([pair.old], [pair.new], moved=True) for pair in moved]
    groups = _cut_elsewhere(groups, in_order, old, new)
    groups += [Group([piece.index], []) for piece in _single(old, groups, "old")]
    groups += [Group([], [piece.index]) for piece in _single(new, groups, "new")]
    groups = _joined_to_neighbours(groups, old, new, grows="new")
    return _joined_to_neighbours(groups, old, new, grows="old")


def _single(pieces, groups, side):
    taken = {place for group in groups for place in getattr(group, side)}
    return [piece for piece in pieces if piece.index not in taken]


# --- the same text with other cuts --------------------------------------------------------------------


def _cut_elsewhere(groups, in_order, old, new):
    """Groups where the text between two equal pairs runs on equally, whatever was paired there by likeness."""
    firm = [(pair.old, pair.new) for pair in in_order if old[pair.old].keys == new[pair.new].keys]
    ends = [(-1, -1), *firm, (len(old), len(new))]
    equal = []
    for (old_from, new_from), (old_to, new_to) in pairwise(ends):
        before, after = old[old_from + 1 : old_to], new[new_from + 1 : new_to]
        if before and after and len(before) + len(after) > 2:
            equal += _equal_runs(before, after)
    taken_old = {place for group in equal for place in group.old}
    taken_new = {place for group in equal for place in group.new}
    untouched = [group for group in groups if taken_old.isdisjoint(group.old) and taken_new.isdisjoint(group.new)]
    return untouched + equal


def _equal_runs(before, after):
    """The groups with which two runs of clauses begin equally, and those with which they end so."""
    head = list(_equal_from_start(before, after))
    used_old, used_new = sum(len(group.old) for group in head), sum(len(group.new) for group in head)
    tail = list(_equal_from_start(before[used_old:][::-1], after[used_new:][::-1], backwards=True))
    return [group for group in head + tail if len(group.old) + len(group.new) > 2]


def _equal_from_start(before, after, *, backwards=False):
    here = there = 0
    while here < len(before) and there < len(after):
        start = (here, there)
        keys_old, keys_new = _more(before[here], (), backwards), _more(after[there], (), backwards)
        here, there = here + 1, there + 1
        while keys_old != keys_new:
            if len(keys_old) < len(keys_new) and here < len(before) and _begins(keys_new, keys_old, backwards):
                keys_old, here = _more(before[here], keys_old, backwards), here + 1
            elif len(keys_old) > len(keys_new) and there < len(after) and _begins(keys_old, keys_new, backwards):
                keys_new, there = _more(after[there], keys_new, backwards), there + 1
            else:
                return
        yield Group(
            sorted(piece.index for piece in before[start[0] : here]),
            sorted(piece.index for piece in after[start[1] : there]),
        )


def _more(piece, keys, backwards):
    return piece.all_keys + keys if backwards else keys + piece.all_keys


def _begins(longer, shorter, backwards):
    return longer[len(longer) - len(shorter) :] == shorter if backwards else longer[: len(shorter)] == shorter


# --- split and merged -----------------------------------------------------------------------------------


def _joined_to_neighbours(groups, old, new, *, grows):
    """Lone clauses on the side that `grows` put to the neighbour whose counterpart holds their words."""
    pieces, others = (new, old) if grows == "new" else (old, new)
    other = "old" if grows == "new" else "new"
    by_place = {place: group for group in groups for place in getattr(group, grows)}
    gone = set()
    for step in (1, -1):
        for piece in pieces[::step]:
            lone = by_place[piece.index]
            host = by_place.get(piece.index - step)
            if getattr(lone, other) or host is None or len(piece.tokens) < FEWEST:
                continue
            if len(getattr(host, other)) != 1:
                continue
            if _explains(
                others[getattr(host, other)[0]], [pieces[place] for place in getattr(host, grows)], piece, step
            ):
                getattr(host, grows).append(piece.index)
                getattr(host, grows).sort()
                by_place[piece.index] = host
                gone.add(id(lone))
    return [group for group in groups if id(group) not in gone]


def _explains(whole, parts, piece, step):
    """Whether `whole` holds most words of `piece`, beside those of the parts that it became already."""
    so_far = [key for part in parts for key in part.keys]
    together = [*so_far, *piece.keys] if step == 1 else [*piece.keys, *so_far]
    gained = LCSseq.similarity(whole.keys, together) - LCSseq.similarity(whole.keys, so_far)
    return gained >= EXPLAINED * len(piece.tokens)
