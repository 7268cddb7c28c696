"""The words of both sides beside each other, with what differs marked word by word.

Where the playbook checks something, what is marked is what was measured on each side: “7 %” there, “3 %” here. Where
it checks nothing, and one text was made out of the other, it is the words that only one of them has. Two texts that
have little in common are left unmarked: marking nearly everything marks nothing.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from reading.measures import measure, words_in
from reviews.checks.stands import Stand
from reviews.models import Term
from reviews.pure.expectations import MEASURES, Check, Verdict
from reviews.pure.expectations.rows import Kind

WORD = re.compile(r"\S+")
ALIKE = 0.5
"""From which likeness on two texts are taken for versions of one another."""

LONGEST = 6000
"""Characters of a text that are compared: a term is a clause or two, and comparing takes quadratic time."""


class Piece(NamedTuple):
    """Words that stand together; `differs` where the other side says something else, or nothing."""

    text: str
    differs: bool


Span = tuple[int, int]


def pieces_of(term: Term, stand: Stand) -> tuple[list[Piece], list[Piece]]:
    """(what the vendor's paper says, what we ask for) in pieces."""
    theirs, ours = stand.wording, term.position
    differing = [check for check in stand.checks if check.verdict in {Verdict.DIFFERS, Verdict.UNCLEAR}]
    if differing:
        return pieces(theirs, measured(theirs, differing)), pieces(ours, measured(ours, differing))
    if stand.checks:
        return pieces(theirs, []), pieces(ours, [])
    only_theirs, only_ours = unlike(theirs, ours)
    return pieces(theirs, only_theirs), pieces(ours, only_ours)


WITH_UNIT = re.compile(r"(?:[A-Z]{3} |[€$£] ?)?(?:\d[\d.,]*\d|\d)(?: ?%| [a-z]+)?")


def figures_in(text: str, spans: Iterable[Span]) -> list[Span]:
    """The figures in these spans with what they count, “7 %”, “60 days”; a span without any stays as it is."""
    narrowed = []
    for start, end in spans:
        figures = [(start + figure.start(), start + figure.end()) for figure in WITH_UNIT.finditer(text[start:end])]
        narrowed += figures or [(start, end)]
    return narrowed


def measured(text: str, checks: Iterable[Check]) -> list[Span]:
    """Where a text says what these checks look at, as narrow as can be told."""
    spans: list[Span] = []
    for check in checks:
        name = check.expectation["measure"]
        is_words = MEASURES[name].kind == Kind.WORDS
        stated = words_in(text, check.expectation["value"]) if is_words else measure(name, text)
        whole = [(statement.start, statement.end) for statement in stated]
        spans += whole if is_words else figures_in(text, whole)
    return spans


def unlike(theirs: str, ours: str) -> tuple[list[Span], list[Span]]:
    """The words of each text that the other does not have in this place; none where they have little in common."""
    left, right = (list(WORD.finditer(text[:LONGEST])) for text in (theirs, ours))
    matcher = SequenceMatcher(None, _plain(left), _plain(right))
    if not left or not right or matcher.ratio() < ALIKE:
        return [], []
    changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return (
        [(left[start].start(), left[end - 1].end()) for _, start, end, _, _ in changed if end > start],
        [(right[start].start(), right[end - 1].end()) for _, _, _, start, end in changed if end > start],
    )


def _plain(words: Iterable[re.Match[str]]) -> list[str]:
    return [word[0].casefold().strip(".,;:") for word in words]


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """A text cut at these spans, which may overlap; together the pieces are the text."""
    cut, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        if start > at:
            cut.append(Piece(text[at:start], differs=False))
        cut.append(Piece(text[start:end], differs=True))
        at = end
    return [*cut, Piece(text[at:], differs=False)] if at < len(text) else cut
