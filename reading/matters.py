"""Where a clause goes over from one side's matter to the other's: it is cut there, and each side gets its own words.

Contracts put the fee and who is liable for it into one clause. A clause of several sentences is read sentence by
sentence, and cut between two of them where that makes the sides enough clearer to be worth a cut.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from reading.classify import is_bare_heading, trained_model
from reading.clauses import page_finder, sentence_ends
from reading.document import Side
from reading.features import context_headings
from reading.model import SIDES

LEAST_WORDS = 4  # of a sentence that is judged by itself; a shorter one goes with the next
DOUBT = 0.02  # added to each share: how sure a single sentence can make us
CHANGE = 1.0  # what a cut costs, in the logarithm of the odds between the sides


def divide(clauses, *, pages=(), model=None):
    """The clauses in their order, those that speak of both sides' matters cut where the matter changes.

    What a part does not have of its own (number, heading, parent) it has from its clause.
    """
    clauses = list(clauses)
    if not clauses:
        return []
    sentences = [sentences_of(clause) for clause in clauses]
    odds = _odds(clauses, sentences, model or trained_model())
    page_of, parts, first_of = page_finder(pages), [], []
    for clause, places, values in zip(clauses, sentences, odds, strict=True):
        first_of.append(len(parts))
        parent = None if clause.parent is None else first_of[clause.parent]
        parts += _parts(replace(clause, parent=parent), [places[at][0] for at in changes(values)], page_of)
    return parts


def sentences_of(clause):
    """(start, end) of each sentence within the clause's text, none where there is only one to judge.

    A heading goes with what it stands above, and a sentence too short to be judged by itself with its neighbour.
    """
    if clause.kind != "clause" or " | " in clause.text:  # a row of a table is one matter
        return []
    places, start = [], 0
    for end in [*sentence_ends(clause.text), len(clause.text)]:
        if len(clause.text[start:end].split()) >= LEAST_WORDS and not is_bare_heading(part_of(clause, start, end)):
            places.append((start, end))
            start = end
    return [*places[:-1], (places[-1][0], len(clause.text))] if len(places) > 1 else []


def part_of(clause, start, end):
    """The clause with these of its words alone, without the blanks behind them."""
    text = clause.text[start:end].rstrip()
    return replace(clause, start=clause.start + start, end=clause.start + start + len(text), text=text)


def changes(odds):
    """Before which sentences the side changes, where each change costs CHANGE. `odds` speak for commercial.

    The best course of two states, looked for from front to back and then told from back to front (Viterbi, 1967).
    """
    commercial = legal = 0.0
    turned = []
    for value in odds:
        turned.append((legal - CHANGE > commercial, commercial - CHANGE > legal))
        commercial, legal = max(commercial, legal - CHANGE) + value / 2, max(legal, commercial - CHANGE) - value / 2
    places, is_legal = [], bool(legal > commercial)
    for at in range(len(turned) - 1, 0, -1):
        if turned[at][is_legal]:
            places.append(at)
            is_legal = not is_legal
    return places[::-1]


def _odds(clauses, sentences, model):
    """For each clause: how much each of its sentences speaks for commercial and against legal."""
    asked = [
        (clause.text[start:end], heading)
        for clause, heading, places in zip(clauses, context_headings(clauses), sentences, strict=True)
        for start, end in places
    ]
    sides = model.scores(asked).sides
    commercial, legal, neither = (sides[:, SIDES.index(side)] for side in (Side.COMMERCIAL, Side.LEGAL, Side.NEITHER))
    odds = np.log((commercial + DOUBT) / (legal + DOUBT)) * (1 - neither)
    return np.split(odds, np.cumsum([len(places) for places in sentences])[:-1])


def _parts(clause, cuts, page_of):
    """The clause, cut before each of these places of its text."""
    parts = [part_of(clause, start, end) for start, end in pairwise([0, *cuts, len(clause.text)])]
    return [parts[0], *(replace(part, page=page_of(part.start)) for part in parts[1:])]
