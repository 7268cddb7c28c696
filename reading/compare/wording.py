"""Two wordings, word by word: runs that stay, go or come, long enough to be read.

The shortest way from one text to another is confetti: every "the" that two rewritten sentences share would stay.
So short runs between two changes go with them, and a run that could stand a few words earlier or later is put where
a sentence, or a part of one, begins.
"""

from array import array
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from reading.compare.changes import Op, Operation

LONGEST_ISLAND = 6  # words; a longer run that stays is worth seeing, whatever stands around it
FARTHEST_SLIDE = 60  # tokens
PAUSES = {".": 3, ";": 3, ":": 3, "?": 3, "!": 3, ",": 2, ")": 1}


class Run(NamedTuple):
    """old[old_from:old_to] against new[new_from:new_to]."""

    same: bool
    old_from: int
    old_to: int
    new_from: int
    new_to: int

    def through(self, later, *, same):
        """One run from the start of this one to the end of a later one."""
        return Run(same, self.old_from, later.old_to, self.new_from, later.new_to)


def runs_between(old, new):
    """The runs that lead from one list of tokens to the other, same and changed in turn."""
    numbers = {}
    before, after = (array("L", [numbers.setdefault(token.key, len(numbers)) for token in side]) for side in (old, new))
    steps = Levenshtein.opcodes(before, after)
    runs = [Run(step.tag == "equal", step.src_start, step.src_end, step.dest_start, step.dest_end) for step in steps]
    runs = _joined(_same_if_only_cut(run, old, new) for run in _joined(runs))
    return _at_pauses(_without_islands(runs, old, new), old, new)


def operations_of(runs, old, new):
    """The runs as operations with places. None of them reaches over the end of a clause."""
    operations = []
    for run in runs:
        before, after = old[run.old_from : run.old_to], new[run.new_from : run.new_to]
        if run.same:
            operations += _kept(before, after)
        else:
            operations += [Operation(Op.DELETE, *span, 0, 0) for span in _spans(before)]
            operations += [Operation(Op.INSERT, 0, 0, *span) for span in _spans(after)]
    return operations


def is_same(runs):
    return all(run.same for run in runs)


def _joined(runs):
    """Neighbours of one sort become one run."""
    joined = []
    for run in runs:
        if joined and joined[-1].same == run.same:
            joined[-1] = joined[-1].through(run, same=run.same)
        else:
            joined.append(run)
    return joined


def _same_if_only_cut(run, old, new):
    """A word that the end of a line has cut ("termina-tion") is the same word."""
    if run.same:
        return run
    before, after = _unhyphenated(old[run.old_from : run.old_to]), _unhyphenated(new[run.new_from : run.new_to])
    return run._replace(same=before == after and before.isalpha())


def _unhyphenated(tokens):
    return "".join(token.key for token in tokens).replace("-", "")


def _without_islands(runs, old, new):
    """Runs that stay are given up where they are shorter than the changes on both sides."""
    old_words, new_words = _words_before(old), _words_before(new)
    kept = []
    for run in runs:
        kept.append(run)
        while len(kept) >= 3 and kept[-2].same and _is_island(*kept[-3:], old_words, new_words):
            first, _, last = kept[-3:]
            kept[-3:] = [first.through(last, same=False)]
    return kept


def _is_island(before, island, after, old_words, new_words):
    words = old_words[island.old_to] - old_words[island.old_from]
    around = min(_weight(run, old_words, new_words) for run in (before, after))
    return words <= min(around, LONGEST_ISLAND)


def _weight(run, old_words, new_words):
    return max(old_words[run.old_to] - old_words[run.old_from], new_words[run.new_to] - new_words[run.new_from])


def _words_before(tokens):
    """How many words stand before each token: signs alone do not make a run worth keeping."""
    return list(accumulate((token.is_word for token in tokens), initial=0))


def _at_pauses(runs, old, new):
    """Insertions and deletions moved to where the text pauses, as far as the words allow."""
    runs = list(runs)
    for place in range(1, len(runs) - 1):
        run = runs[place]
        if run.same or (run.old_from < run.old_to and run.new_from < run.new_to):
            continue
        shift = _best_shift(runs, place, old, new)
        before, after = runs[place - 1], runs[place + 1]
        runs[place - 1] = before._replace(old_to=before.old_to + shift, new_to=before.new_to + shift)
        runs[place] = Run(False, *(end + shift for end in run[1:]))
        runs[place + 1] = after._replace(old_from=after.old_from + shift, new_from=after.new_from + shift)
    return runs


def _best_shift(runs, place, old, new):
    """By how many tokens to move a run; 0 where it stands best already."""
    run = runs[place]
    if run.new_from < run.new_to:
        side, start, end, other, gap = new, run.new_from, run.new_to, old, run.old_from
    else:
        side, start, end, other, gap = old, run.old_from, run.old_to, new, run.new_from
    before, after = (_shorter_side(neighbour) for neighbour in (runs[place - 1], runs[place + 1]))
    shifts = [0]
    for step in range(min(after - 1, FARTHEST_SLIDE)):
        if not side[start + step].key == side[end + step].key == other[gap + step].key:
            break
        shifts.append(step + 1)
    for step in range(1, min(before - 1, FARTHEST_SLIDE) + 1):
        if not side[start - step].key == side[end - step].key == other[gap - step].key:
            break
        shifts.append(-step)
    pauses = {shift: _pause(side, start + shift) + _pause(side, end + shift) for shift in shifts}
    return max(shifts, key=lambda shift: (pauses[shift], -abs(shift)))


def _shorter_side(run):
    return min(run.old_to - run.old_from, run.new_to - run.new_from)


def _pause(tokens, place):
    """How well a run may begin or end in front of tokens[place]."""
    return 3 if place == 0 else PAUSES.get(tokens[place - 1].key, 0)


def atoms(old, new):
    """The smallest pairs of equal words in two equal wordings: (old from, to, new from, to) for each."""
    here = there = 0
    while here < len(old) and there < len(new):
        old_to, new_to = here + 1, there + 1
        before, after = old[here].key, new[there].key
        while before != after and (old_to < len(old) or new_to < len(new)):
            if new_to == len(new) or (old_to < len(old) and len(before) <= len(after)):
                before, old_to = _unhyphenated(old[here : old_to + 1]), old_to + 1
            else:
                after, new_to = _unhyphenated(new[there : new_to + 1]), new_to + 1
        yield here, old_to, there, new_to
        here, there = old_to, new_to


def _kept(old, new):
    """Operations that keep, cut where a clause ends on either side and around words of another length."""
    operations = []
    for old_from, old_to, new_from, new_to in atoms(old, new):
        here = Operation(Op.KEEP, old[old_from].start, old[old_to - 1].end, new[new_from].start, new[new_to - 1].end)
        if operations and _runs_on(operations[-1], here):
            operations[-1] = replace(operations[-1], old_end=here.old_end, new_end=here.new_end)
        else:
            operations.append(here)
    return operations


def _runs_on(before, after):
    touching = before.old_end == after.old_start and before.new_end == after.new_start
    return touching and _is_level(before) and _is_level(after)


def _is_level(operation):
    return operation.old_end - operation.old_start == operation.new_end - operation.new_start


def _spans(tokens):
    spans = []
    for token in tokens:
        if spans and spans[-1][1] == token.start:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
    return spans
