"""What each clause is about: its term types with a confidence, the side that it belongs to, and a second side.

The model proposes; people decide. What it is not sure of is left to them (`needs_triage`).
"""

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from reading import model as models
from reading.document import Side, TypeGuess
from reading.facts.values import DATE_RE
from reading.features import context_headings
from reading.topics import load_topics

PREAMBLE_KIND, BOILERPLATE = "preamble", "boilerplate"
MODEL = Path(__file__).with_name("model.npz")

SHOWN = 0.25  # a type below this confidence is not named
MOST_TYPES = 3
SECOND = 0.3  # the share from which the other side has a say in any clause
SECOND_TOPIC = 0.4  # the share from which a topic that concerns both sides names its second one
AROUND_HEADING = 12  # characters of dots, stars and "Article" beside a heading and its number
VALUE = re.compile(r"\s*(?:[:|]|\n)\W{0,4}\w")  # behind a label
SURE_OF_SIDE = 0.75  # below these, people sort the clause (MODEL_CARD.md says how they were chosen)
SURE_OF_TYPE = 0.4
SURE_OF_NEITHER = 0.8  # below it, people look whether there is something for a desk after all
SURE_OF_BOILERPLATE = 0.5  # the share of topics without a type from which nobody needs to sort a clause
LEAST_WORDS = 6  # of what may be something for a desk after all; less is a title or a foot
SUREST = 0.99  # a model is never certain: 1.0 is for what has one reading
PREAMBLE = re.compile(
    r"(?=.{0,400}\b(?:agreement|contract|addendum|amendment|order|deed|undersigned)\b)(?=.{0,600}\b(?:between|among|amongst)\b)(?=.{0,600}\b(?:made|entered|dated?|effective|concluded|executed|signed|parties|undersigned)\b)",
    re.I | re.S,
)
OPENING = 6_000  # characters in which a contract names its parties
LONGEST_PREAMBLE = 1_500
SAYS_A_TERM = re.compile(
    r"\b(?:initial\s+term|term\s+of\s+this|for\s+a\s+(?:period|term)\s+of|shall\s+(?:continue|remain|expire)|renew)",
    re.I,
)


def label(clauses, *, model=None):
    """The clauses again, each with its types, side and second side. A heading above other clauses has none; where it is
    all there is, its words are read."""
    clauses = list(clauses)
    model = model or trained_model()
    scores = model.scores(list(zip((clause.text for clause in clauses), context_headings(clauses), strict=True)))
    types = confidences(model.type_scores(scores.share, scores.chance), model.type_knots)
    sure = confidences(scores.sides.max(axis=1), model.side_knots)
    return [
        _unsided(clause)
        if len(clauses) > 1 and is_bare_heading(clause)
        else _labelled(clause, model, scores, types, float(sure[index]), index)
        for index, clause in enumerate(clauses)
    ]


def needs_triage(clause):
    """Whether people should say whose clause this is, because the model is not sure enough."""
    if clause.side is Side.NEITHER:
        is_clause = clause.kind == "clause" and len(clause.text.split()) >= LEAST_WORDS
        return is_clause and clause.side_confidence < SURE_OF_NEITHER
    if clause.kind in (PREAMBLE_KIND, BOILERPLATE):
        return False
    return clause.side_confidence < SURE_OF_SIDE or not clause.types or clause.types[0].confidence < SURE_OF_TYPE


@lru_cache(maxsize=1)
def trained_model():
    return models.load(MODEL, load_topics())


def is_preamble(clause):
    """Whether the clause is the one that names the parties and the day, and nothing that a desk negotiates."""
    words = clause.text
    is_opening = clause.start < OPENING and len(words) < LONGEST_PREAMBLE
    return is_opening and PREAMBLE.match(words) is not None and not SAYS_A_TERM.search(words)


def confidences(scores, knots):
    """Scores as the share of cases in which they were right on contracts that the model had not seen."""
    return np.interp(scores, knots[:, 0], knots[:, 1])


def is_bare_heading(clause):
    """Whether the clause is nothing but its own heading, above the clauses that say something. A date is no heading,
    nor is a label with its value ("Payment days: 45")."""
    rest = len(clause.text) - len(clause.heading) - len(clause.number)
    bare = bool(clause.heading) and rest <= AROUND_HEADING and clause.heading in clause.text
    if bare and VALUE.match(clause.text.partition(clause.heading)[2]):
        return False
    return bare and not DATE_RE.search(clause.heading)


def _unsided(clause):
    return replace(clause, types=(), side=Side.NEITHER, side_confidence=SUREST, second_side=None)


def _labelled(clause, model, scores, types, sure, index):
    sides = scores.sides[index]
    side = models.SIDES[int(sides.argmax())]
    guesses = () if side is Side.NEITHER else _types(model.types, types[index])
    if clause.kind == "clause" and is_preamble(clause):
        clause, guesses = replace(clause, kind=PREAMBLE_KIND), ()
    elif clause.kind == "clause" and not guesses and _is_boilerplate(model, scores.share[index]):
        clause = replace(clause, kind=BOILERPLATE)
    return replace(
        clause,
        types=guesses,
        side=side,
        side_confidence=round(min(sure, SUREST), 3),
        second_side=_second_side(side, sides, model.topics[int(scores.share[index].argmax())], scores.share[index]),
    )


def _is_boilerplate(model, share):
    """Whether the model is rather sure that it is a waiver, a severability or the like, which no desk negotiates."""
    of_no_type = [index for index, topic in enumerate(model.topics) if topic.type is None]
    return float(share[of_no_type].sum()) >= SURE_OF_BOILERPLATE


def _types(names, confidence):
    best = np.argsort(-confidence, kind="stable")[:MOST_TYPES]
    return tuple(
        TypeGuess(names[i], round(min(float(confidence[i]), SUREST), 3)) for i in best if confidence[i] >= SHOWN
    )


def _second_side(side, sides, topic, share):
    """The other side, where the words speak for both or where the topic concerns both."""
    if side is Side.NEITHER:
        return None
    other = Side.LEGAL if side is Side.COMMERCIAL else Side.COMMERCIAL
    if sides[models.SIDES.index(other)] >= SECOND:
        return other
    is_shared = topic.second_side is not None and share.max() >= SECOND_TOPIC
    return other if is_shared else None
