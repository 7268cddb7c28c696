"""Clauses of a contract: where each begins and ends, its number, its heading, and the clause that it belongs to.

Several signs are read together, because no contract keeps to one: numbers at the start of a paragraph and inside it (if
they follow on from the last one), blank lines, headings. Everything works in one pass over the text, so that a
megabyte of brackets costs no more than a megabyte of contract.
"""

import re
from dataclasses import dataclass, field

from reading.clauses.contents import is_contents
from reading.clauses.headings import inline_heading, line_heading
from reading.clauses.numbers import Mark, Sequence, inline_marks, mark_at
from reading.clauses.paragraphs import paragraphs, words_in
from reading.document import Clause

LONGEST = 350  # words; a longer clause is split at the ends of paragraphs and sentences
BARE_HEADING = 0.5  # the depth of a heading without a number: inside a schedule, above "1."
SENTENCE = re.compile(r"[.;!?][\"”)]?\s{1,8}(?=[A-Z(\"“])")
PARAGRAPH = re.compile(r"\n\s*\n")
OPEN_END = re.compile(r"(?:[:;,—–]|\b(?:and|or|that|to|of|the|by))$")
DEFINED = re.compile(
    r"[\s(a-z0-9.)]{0,8}[\"“‘'][^\"”’'\n]{1,80}[\"”’']\s{1,3}(?:\([^)\n]{1,60}\)\s)?"
    r"(?:shall\s)?(?:means?|has the|have the|is defined|refers?)\b"
)
DEFINITIONS = re.compile(r"(?:certain |key )?(?:definitions?|defined terms|interpretation|glossary)\b", re.I)


@dataclass(slots=True)
class Unit:
    """A clause in the making: `breaks` are the ends of the paragraphs that were joined in it."""

    start: int
    end: int
    mark: Mark | None
    depth: float
    heading: str = ""
    bare: bool = False  # nothing but a heading so far
    inherits: bool = False  # a further paragraph under the heading of an earlier unit
    breaks: list = field(default_factory=list)


def segment(text, *, pages=(), headings=()):
    """The clauses of `text`, in order and without overlap. `headings` are those a Word file declares."""
    units = _units(text, {heading.start for heading in headings})
    parents = _parents(units)
    return _clauses(text, units, parents, pages)


def sentence_ends(text):
    """Where sentences and paragraphs within a text end, the blanks behind them counted in."""
    return sorted({match.end() for pattern in (SENTENCE, PARAGRAPH) for match in pattern.finditer(text)})


def _units(text, declared):
    sequence, units, count = Sequence(), [], words_in(text)
    spans = paragraphs(text)
    contents = is_contents(text, spans)
    for (start, end), in_contents in zip(spans, contents, strict=True):
        if in_contents:
            continue
        for piece_start, piece_end, mark in _pieces(text, start, end, sequence):
            _add(units, text, piece_start, piece_end, mark, sequence, declared, count)
    return units


def _pieces(text, start, end, sequence):
    """A paragraph cut at the numbers inside it that continue the row."""
    mark = mark_at(text, start, end)
    if mark is not None and not sequence.fits(mark):
        mark = None
    here, follower = start, Sequence()
    follower.path = mark.path if mark is not None and mark.path else sequence.path
    for inner in inline_marks(text, mark.end if mark else start, end):
        if follower.allows(inner):
            yield here, _stripped_end(text, here, inner.start), mark
            here, mark = inner.start, inner
            follower.path = inner.path
    yield here, end, mark


def _add(units, text, start, end, mark, sequence, declared, count):
    before = units[-1] if units else None
    heading, body = inline_heading(text, mark.end if mark else start, end, numbered=mark is not None)
    rest = text[mark.end if mark else start : end]
    bare = (start in declared and count(start, end) <= 25) or (
        not text[body:end].strip(" *_") if heading else line_heading(rest)
    )
    if bare:
        heading = rest.strip(" *#_.:–—-\t")
    if before is not None and _belongs_to(text, before, start, mark, bare):
        before.breaks.append(before.end)
        before.end, before.bare = end, False
        return
    if mark is not None:
        depth = sequence.take(mark)
    else:
        depth = BARE_HEADING if bare or heading else 8
    units.append(Unit(start, end, mark, depth, heading, bare, inherits=mark is None and not heading))


def _belongs_to(text, before, start, mark, bare):
    """Whether a piece goes on with the unit before it: a list after its lead-in, a body below its heading."""
    if mark is not None and mark.path:
        return not before.bare and _is_list_item(text, before, mark)
    if before.bare:
        return not bare and mark is None
    if bare and mark is None:
        return False
    return bool(OPEN_END.search(text, max(before.start, before.end - 5), before.end)) or (
        mark is None and text[start].islower()
    )


def _is_list_item(text, before, mark):
    """Whether a decimal number only counts the items of a list whose lead-in still waits for them."""
    if not OPEN_END.search(text, max(before.start, before.end - 5), before.end):
        return False
    return len(mark.path) >= 3 or (before.depth >= 2 and len(mark.path) == 1)


def _parents(units):
    """The index of the unit that each one lies in, by depth."""
    parents, open_units = [], []
    for index, unit in enumerate(units):
        while open_units and units[open_units[-1]].depth >= unit.depth:
            open_units.pop()
        parents.append(open_units[-1] if open_units else None)
        open_units.append(index)
    return parents


def _clauses(text, units, parents, pages):
    clauses, first_of, count = [], [], words_in(text)
    numbers = page_finder(pages)
    for unit, above in zip(units, parents, strict=True):
        parent = None if above is None else first_of[above]
        first_of.append(len(clauses))
        owner = clauses[parent] if parent is not None else None
        heading = unit.heading or (owner.heading if owner and unit.inherits else "")
        kind = "definition" if _defines(text, unit, owner) else "clause"
        level = owner.level + 1 if owner else 1
        for start, end in _parts(text, unit, count):
            clauses.append(
                Clause(
                    start,
                    end,
                    numbers(start),
                    heading[:200],
                    unit.mark.label if unit.mark else "",
                    text[start:end],
                    level=level,
                    parent=parent,
                    kind=kind,
                )
            )
    return clauses


def _defines(text, unit, owner):
    if DEFINED.match(text, unit.mark.end if unit.mark else unit.start, unit.end):
        return True
    return bool(DEFINITIONS.match(unit.heading) or (owner and owner.kind == "definition" and not unit.heading))


def _parts(text, unit, count):
    """The unit itself, or, when it is long, parts of a readable length that end where a paragraph or sentence does."""
    if count(unit.start, unit.end) <= LONGEST:
        yield unit.start, unit.end
        return
    ends = sorted({*unit.breaks, *(match.end() for match in SENTENCE.finditer(text, unit.start, unit.end)), unit.end})
    start = last = unit.start
    for end in ends:
        if last > start and count(start, end) > LONGEST:
            yield start, _stripped_end(text, start, last)
            start = _next_word(text, last)
        last = end
    yield start, unit.end


def _stripped_end(text, start, end):
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _next_word(text, start):
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def page_finder(pages):
    """A function from offsets, asked in rising order, to page numbers."""
    with_text = [page for page in pages if page.end > page.start]
    at = 0

    def number(offset):
        nonlocal at
        while at + 1 < len(with_text) and with_text[at + 1].start <= offset:
            at += 1
        return with_text[at].number if with_text else 1

    return number
