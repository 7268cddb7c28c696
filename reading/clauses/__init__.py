"""Clauses of a contract: where each begins and ends, its number, its heading, and the clause that it belongs to.

Several signs are read together, because no contract keeps to one: numbers at the start of a paragraph and inside it (if
they follow on from the last one), blank lines, headings. Everything works in one pass over the text, so that a
megabyte of brackets costs no more than a megabyte of contract.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from reading.clauses.choices import cut_at_options, has_boxes, options_in
from reading.clauses.contents import is_contents
from reading.clauses.headings import inline_heading, line_heading
from reading.clauses.kinds import CAPTION, INLINE_NOTE, NOTE, SIGNATURE, UNTICKED, kind_of, signature_blocks
from reading.clauses.labels import is_row, label_of, values_below
from reading.clauses.numbers import Mark, Sequence, inline_marks, mark_at
from reading.clauses.paragraphs import paragraphs, words_in
from reading.document import Clause

LONGEST_LEAD = 120  # letters of the words in front of a choice
LONGEST = 350  # words; a longer clause is split at the ends of paragraphs and sentences
BARE_HEADING = 0.5  # the depth of a heading without a number: inside a schedule, above "1."
SENTENCE = re.compile(r"[.;!?][\"”)]?\s{1,8}(?=[A-Z(\"“])")
PARAGRAPH = re.compile(r"\n\s*\n")
COLUMN = re.compile(
    r"(?:item|term|key term|topic|field|description|clause|subject|no\.?|ref\.?|parameter|heading|#)s?", re.I
)
BULLET = re.compile(r"[-–—•●▪◦·*]\s")
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
    whole: bool = False  # nothing is joined to it: a row, a label with its value, an option of a choice
    kind: str = ""
    breaks: list = field(default_factory=list)


def segment(text, *, pages=(), headings=()):
    """The clauses of `text`, in order and without overlap. `headings` are those a Word file declares."""
    units = _units(text, {heading.start for heading in headings})
    parents = _parents(units)
    return _clauses(text, units, parents, pages)


def not_agreed(text, clauses):
    """(start, end) of what is printed but says nothing: options that nobody ticked, boxes, notes to the drafter."""
    stretches = [(clause.start, clause.end) for clause in clauses if clause.kind in (UNTICKED, NOTE)]
    stretches += [match.span() for match in INLINE_NOTE.finditer(text)]
    for clause in clauses if has_boxes(text) else ():
        options = options_in(text, clause.start, clause.end)
        stretches += [option.box if option.ticked else (option.start, option.end) for option in options]
    return stretches


def sentence_ends(text):
    """Where sentences and paragraphs within a text end, the blanks behind them counted in."""
    return sorted({match.end() for pattern in (SENTENCE, PARAGRAPH) for match in pattern.finditer(text)})


def _units(text, declared):
    sequence, units, count = Sequence(), [], words_in(text)
    spans = paragraphs(text)
    contents, values = is_contents(text, spans), values_below(text, spans)
    signatures = signature_blocks([text[start:end] for start, end in spans])
    lead, chooses = "", has_boxes(text)  # the words in front of the options of a choice
    for place, (start, end) in enumerate(spans):
        if contents[place]:
            continue
        if place in values and units:
            _join_value(units[-1], start, end)
            continue
        pieces = cut_at_options(text, start, end) if chooses else []
        if any(ticked is not None for _, _, ticked in pieces):
            for piece_start, piece_end, ticked in pieces:
                if ticked is None:
                    lead = text[piece_start:piece_end]
                    mark = _mark_of(text, piece_start, piece_end, sequence)
                    _add(units, text, piece_start, piece_end, mark, sequence, declared, count)
                else:
                    _add_option(units, piece_start, piece_end, ticked, lead)
            continue
        lead = text[start:end] if _leads_in(text[start:end]) else ""
        if is_row(text, start, end) or (label_of(text, start, end) and not signatures[place]):
            _add_whole(units, text, start, end, sequence)
        else:
            for piece_start, piece_end, mark in _pieces(text, start, end, sequence):
                _add(units, text, piece_start, piece_end, mark, sequence, declared, count)
        if signatures[place]:
            units[-1].kind = SIGNATURE
    _tell_captions(text, units)
    return units


def _join_value(unit, start, end):
    """The value that stands below its label."""
    unit.breaks.append(unit.end)
    unit.end, unit.bare, unit.whole, unit.depth = end, False, True, max(unit.depth, 8)


def _leads_in(words):
    """Words in front of the options of a choice: a question, a heading, what ends with a colon."""
    if len(words) > LONGEST_LEAD or options_in(words, 0, len(words)):
        return False
    return words.endswith((":", "?", ")")) or line_heading(words)


def _add_option(units, start, end, ticked, lead):
    """An option of a choice: a clause of its own under the words in front of it."""
    heading = lead.strip(" *#_.:–—-\t")[:LONGEST_LEAD]
    kind = "" if ticked else UNTICKED
    units.append(Unit(start, end, None, 8, heading, inherits=not heading, whole=True, kind=kind))


def _add_whole(units, text, start, end, sequence):
    """A row of a table, or a label with its value: a clause of its own, whatever stands around it."""
    mark = _mark_of(text, start, end, sequence)
    if mark is not None and not mark.path:
        mark = None
    depth = sequence.take(mark) if mark is not None else 8
    heading = label_of(text, mark.end if mark else start, end).strip(" *#_.:–—-\t")
    units.append(Unit(start, end, mark, depth, heading, inherits=not heading, whole=True))


def _tell_captions(text, units):
    """The first row of a table, where it only names the columns."""
    before = None
    for unit, following in pairwise(units):
        is_first = is_row(text, unit.start, unit.end) and not (before and is_row(text, before.start, before.end))
        if is_first and is_row(text, following.start, following.end) and _names_columns(text[unit.start : unit.end]):
            unit.kind = unit.kind or CAPTION
        before = unit


def _names_columns(row):
    """Short names without a figure; the label of a row with its value is none."""
    cells = row.split(" | ")
    return (
        not any(map(str.isdigit, row))
        and all(len(cell.split()) <= 4 and not cell.endswith((".", ":")) for cell in cells)
        and (len(cells) > 2 or COLUMN.fullmatch(cells[0].strip()) is not None)
    )


def _mark_of(text, start, end, sequence):
    """The number in front of a paragraph, if it may follow the last one."""
    mark = mark_at(text, start, end)
    return mark if mark is not None and sequence.fits(mark) else None


def _pieces(text, start, end, sequence):
    """A paragraph cut at the numbers inside it that continue the row."""
    mark = _mark_of(text, start, end, sequence)
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
    if before is not None and not before.whole and _belongs_to(text, before, start, mark, bare):
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
    if BULLET.match(text, start):
        return _is_open(text, before) or _ends_in_bullet(text, before)
    if bare and mark is None:
        return False
    return _is_open(text, before) or _begins_small(text, before, start, mark)


def _is_open(text, before):
    return OPEN_END.search(text, max(before.start, before.end - 5), before.end) is not None


def _ends_in_bullet(text, before):
    """Whether the last paragraph of the unit is an item of a list without numbers."""
    return bool(before.breaks) and BULLET.match(text, _next_word(text, before.breaks[-1])) is not None


def _begins_small(text, before, start, mark):
    """Whether a paragraph, or the item of a list whose lead-in has no end, goes on in small letters."""
    if mark is None:
        return text[start].islower()
    words = _next_word(text, mark.end)
    return bool(mark.letter) and text[words : words + 1].islower() and text[before.end - 1] not in ".!?"


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
        kind = unit.kind or kind_of(text[unit.start : unit.end])
        kind = kind or ("definition" if _defines(text, unit, owner) else "clause")
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
