"""Which clause of one version is which of the other, and which of them have changed their place.

Equal clauses are paired first, then similar ones: candidates by the words that they share, weighed by how rare those
are, and the best of them by the order of their words. Work and memory grow with the clauses that are left, in blocks.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import Indel

STRONG = 0.6  # similar enough to be the same clause wherever it stands
WEAK = 0.35  # similar enough between the same two neighbours
FEWEST_TO_MOVE = 8  # words and signs: shorter clauses that are merely similar have not moved, they are others
CANDIDATES = 6
COLUMNS = 1024  # words share a column when there are more of them than that
BLOCK = 512


class Pair(NamedTuple):
    old: int
    new: int
    likeness: float


def pairs_between(old, new):
    """(pairs in order, pairs that have moved) of two lists of pieces. Every piece is in one pair at most."""
    pairs = _equal(old, new)
    pairs = sorted(pairs + _similar(_left(old, pairs, 0), _left(new, pairs, 1), old, new))
    in_order = heaviest_chain(pairs, [len(old[pair.old].tokens) + 3 for pair in pairs])
    chained = set(in_order)
    moved = [pair for pair in pairs if pair not in chained and _may_have_moved(pair, old)]
    in_order += _between_neighbours(in_order, moved, old, new)
    return sorted(in_order), sorted(moved)


def _left(pieces, pairs, side):
    taken = {pair[side] for pair in pairs}
    return [piece for piece in pieces if piece.index not in taken]


def _may_have_moved(pair, old):
    return pair.likeness == 1 or len(old[pair.old].tokens) >= FEWEST_TO_MOVE


def _equal(old, new):
    """Pairs of clauses with the same words: those in order first, then the rest."""
    numbers = {}
    before, after = ([numbers.setdefault(piece.keys, len(numbers)) for piece in side] for side in (old, new))
    pairs = []
    for block in Indel.opcodes(before, after) if before and after else ():
        if block.tag == "equal":
            spans = zip(range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True)
            pairs += [Pair(*places, 1.0) for places in spans]
    left = [_places(_left(side, pairs, place)) for place, side in enumerate((old, new))]
    for keys in left[0].keys() & left[1].keys():
        here, there = left[0][keys], left[1][keys]
        if len(keys) >= FEWEST_TO_MOVE or (keys and len(here) == len(there) == 1):
            pairs += [Pair(*places, 1.0) for places in zip(here, there, strict=False)]
    return sorted(pairs)


def _places(pieces):
    places = defaultdict(list)
    for piece in pieces:
        places[piece.keys].append(piece.index)
    return places


def _similar(old_left, new_left, old, new):
    """The most similar of what is left, each once."""
    candidates = sorted(
        (-likeness, abs(here * len(new) - there * len(old)), here, there)
        for here, there, likeness in _likenesses(old_left, new_left, STRONG)
    )
    pairs, taken_old, taken_new = [], set(), set()
    for likeness, _, here, there in candidates:
        if here not in taken_old and there not in taken_new:
            pairs.append(Pair(here, there, -likeness))
            taken_old.add(here)
            taken_new.add(there)
    return pairs


def _between_neighbours(in_order, moved, old, new):
    """Pairs among what is left between the same two pairs: similar clauses, and rewritten ones under their heading."""
    paired = in_order + moved
    old_left, new_left = _left(old, paired, 0), _left(new, paired, 1)
    gap_of_old, gap_of_new = _gaps(sorted(in_order), 0), _gaps(sorted(in_order), 1)
    likenesses = {
        (here, there): likeness
        for here, there, likeness in _likenesses(old_left, new_left, WEAK)
        if gap_of_old(here) == gap_of_new(there) and likeness >= _least(old[here], new[there])
    }
    by_place = defaultdict(list)
    for piece in new_left:
        if piece.heading and len(by_place[gap_of_new(piece.index), piece.heading]) < CANDIDATES:
            by_place[gap_of_new(piece.index), piece.heading].append(piece)
    for piece in old_left:
        for other in by_place.get((gap_of_old(piece.index), piece.heading), ()):
            likenesses.setdefault((piece.index, other.index), WEAK / 2)
    pairs = sorted(Pair(*places, likeness) for places, likeness in likenesses.items())
    same_number = [0.1 * (old[pair.old].number == new[pair.new].number != "") for pair in pairs]
    return heaviest_chain(pairs, [pair.likeness + more for pair, more in zip(pairs, same_number, strict=True)])


def _least(piece, other):
    """Clauses under two different headings are two clauses, unless their words say otherwise."""
    return STRONG if piece.heading and other.heading and piece.heading != other.heading else WEAK


def _gaps(in_order, side):
    """A function that says between which of the pairs a place lies."""
    places = [pair[side] for pair in in_order]
    return lambda place: bisect_left(places, place)


def _likenesses(old_left, new_left, least):
    """(old place, new place, likeness) of the pairs that are at least that alike."""
    for here, there in _candidates(old_left, new_left):
        likeness = Indel.normalized_similarity(old_left[here].keys, new_left[there].keys, score_cutoff=least)
        if likeness >= least:
            yield old_left[here].index, new_left[there].index, min(likeness, 0.999)


def _candidates(old_left, new_left):
    """Pairs of positions whose clauses share most of what is special in their words, a few for each clause."""
    if not old_left or not new_left:
        return set()
    old_rows, new_rows = _rows(old_left, new_left)
    candidates = set()
    for turned, rows, columns in ((False, old_rows, new_rows), (True, new_rows, old_rows)):
        count = min(CANDIDATES, len(columns))
        for first in range(0, len(rows), BLOCK):
            alike = rows[first : first + BLOCK] @ columns.T
            alike -= 0.02 * _apart(len(rows), len(columns), first, len(alike))
            best = np.argpartition(-alike, count - 1, axis=1)[:, :count]
            for place, others in enumerate(best, first):
                candidates.update((int(other), place) if turned else (place, int(other)) for other in others)
    return candidates


def _apart(rows, columns, first, count):
    """How far each of `count` rows stands from each column, from 0 to 1: of clauses that are all alike, the nearest."""
    here, there = np.arange(first, first + count) / rows, np.arange(columns) / columns
    return np.abs(here[:, None] - there[None, :], dtype=np.float32)


def _rows(*sides):
    """A row of weighed words for each clause; equal rows multiply to 1."""
    numbers = {}
    frequency = Counter()
    for pieces in sides:
        for piece in pieces:
            frequency.update({numbers.setdefault(key, len(numbers)) % COLUMNS for key in piece.keys})
    total = sum(map(len, sides))
    weights = np.array([np.log1p(total / (frequency[column] or 1)) for column in range(COLUMNS)], dtype=np.float32)
    return [_row_by_row(pieces, numbers, weights) for pieces in sides]


def _row_by_row(pieces, numbers, weights):
    rows = np.zeros((len(pieces), COLUMNS), dtype=np.float32)
    for row, piece in zip(rows, pieces, strict=True):
        columns, counts = np.unique([numbers[key] % COLUMNS for key in piece.keys], return_counts=True)
        row[columns.astype(int)] = np.sqrt(counts)
    rows *= weights
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def heaviest_chain(pairs, weights):
    """Of `pairs`, sorted by old and new, those that rise on both sides and together weigh most.

    A Fenwick tree over the new places remembers the best chain that ends at or before each of them.
    """
    size = max((pair.new for pair in pairs), default=0) + 2
    best, best_at = [0.0] * size, [None] * size
    before, open_row = [None] * len(pairs), []
    totals = [0.0] * len(pairs)
    for place, pair in enumerate(pairs):
        if open_row and pairs[open_row[0]].old != pair.old:
            _enter(open_row, pairs, totals, best, best_at)
            open_row = []
        reached, here = 0.0, pair.new
        while here > 0:
            if best[here] > reached:
                reached, before[place] = best[here], best_at[here]
            here -= here & -here
        totals[place] = reached + weights[place]
        open_row.append(place)
    if not pairs:
        return []
    return _chain_to(max(range(len(pairs)), key=totals.__getitem__), before, pairs)


def _enter(row, pairs, totals, best, best_at):
    """Let later pairs build on those of one old clause; among themselves they may not."""
    for place in row:
        here = pairs[place].new + 1
        while here < len(best):
            if totals[place] > best[here]:
                best[here], best_at[here] = totals[place], place
            here += here & -here


def _chain_to(place, before, pairs):
    chain = []
    while place is not None:
        chain.append(pairs[place])
        place = before[place]
    return chain[::-1]
