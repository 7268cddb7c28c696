"""From lines with their places to paragraphs, in the order of reading and over the ends of pages."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from reading.pdf.columns import regions
from reading.pdf.rows import with_rows
from reading.pdf.sheet import Cell
from reading.words import join_hyphenated

WIDEST_GAP = 10  # in heights of letters; a sentence may go on over the place where a running line was dropped
APART = 0.95  # heights of letters between two pieces of a line that belong to different cells
LONG_LINE = 0.75  # of the width of the text, for a line that is no heading and no entry of a list
MAX_BLOCKS = 200  # beyond that the order of the file is kept as it is
NUMBERED = re.compile(
    r"(?:(?:article|section|schedule|exhibit|annex|appendix|attachment|clause|part)\s+(?:[0-9]+|[ivxlc]+|[a-z])\b"
    r"|§\s*[0-9]"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}[.):]?\s+\S"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3})+[a-z“\"]"
    r"|\((?:[a-z]{1,2}|[ivxl]{1,6}|[0-9]{1,2})\)\s*\S"
    r"|(?:[a-z]{1,2}|[ivxl]{1,6}|[0-9]{1,2})[).]\s+\S"
    r"|[•·▪◦‣●○■□–—-]\s+\S)",
    re.IGNORECASE,
)
ENTRY_OF_CONTENTS = re.compile(r"(?:[^\W\d]\)?|\.{3,}|(?:\. ){3,})\s*\s[0-9]{1,3}$")  # a line that ends with its page
FIGURE_WITH_HYPHEN = re.compile(r"[0-9]-$")


# --- order and rows -----------------------------------------------------------------------------------


def in_reading_order(lines):
    """Blocks that the file holds out of order are put from top to bottom; columns stay as they are."""
    blocks = []
    for line in lines:
        if blocks and line.y <= blocks[-1][-1].y + 0.5 * line.size:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    if not 1 < len(blocks) <= MAX_BLOCKS:
        return list(lines)
    ordered = []
    for block in blocks:
        place = len(ordered)
        while place and _stands_above(block, ordered[place - 1]):
            place -= 1
        ordered.insert(place, block)
    return [line for block in ordered for line in block]


def _stands_above(block, other):
    overlap = min(_right(block), _right(other)) - max(_left(block), _left(other))
    return overlap > 0 and block[-1].y >= other[0].y


def _left(block):
    return min(line.left for line in block)


def _right(block):
    return max(line.right for line in block)


def in_rows(lines):
    """Pieces that stand beside each other on one height become one line, whose cells they are if they stand apart."""
    rows = []
    for line in lines:
        before = rows[-1] if rows else None
        if before and abs(before.y - line.y) < 0.25 * line.size and line.left >= before.right - 1:
            text, size = f"{before.text} {line.text}", max(line.size, before.size)
            rows[-1] = replace(line, text=text, left=before.left, size=size, cells=_beside(before, line))
        else:
            rows.append(line)
    return rows


def _beside(before, line):
    """The cells of two pieces of one line."""
    first, second = (piece.cells or (Cell(piece.text, piece.left, piece.right),) for piece in (before, line))
    if line.left - before.right > APART * line.size:
        return (*first, *second)
    joint = Cell(f"{first[-1].text} {second[0].text}", first[-1].left, second[0].right)
    cells = (*first[:-1], joint, *second[1:])
    return cells if len(cells) > 1 else ()


# --- paragraphs ---------------------------------------------------------------------------------------


class Edges(NamedTuple):
    """Of the lines of a page, or of one of its columns."""

    right: float  # where full lines end
    usual: float  # where most do


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; the page of each is kept so that pages can be found in the joined text."""

    lines: list
    pages: list
    table: int | None = None  # a row of a table; rows of one table carry the same number

    def add(self, line, page):
        self.lines.append(line)
        self.pages.append(page)


def paragraphs(sheets):
    """The paragraphs of a document, over the ends of pages."""
    result, edges = [], Edges(0, 0)
    for number, sheet in enumerate(sheets):
        for part in regions(in_rows(in_reading_order(sheet.lines))):
            if part:
                edges = _add_part(result, part, number, edges)
    return result


def _add_part(result, part, number, edges_before):
    """The lines of a page, or of one of its columns, as paragraphs behind the others. Returns its edges."""
    tables = max((paragraph.table or 0 for paragraph in result[-1:]), default=0) + 1000 * number
    lines = with_rows(part, tables)
    edges, leading = Edges(_right_edge(part), _usual_end(part)), _usual_leading(part)
    for place, (line, table) in enumerate(lines):
        if table is not None or (place and lines[place - 1][1] is not None):
            goes_on = False
        elif place:
            goes_on = _goes_on(result[-1], line, edges, leading)
        else:
            goes_on = bool(result) and result[-1].table is None and _goes_on_over_page(result[-1], line, edges_before)
        if goes_on:
            result[-1].add(line, number)
        else:
            result.append(Paragraph([line], [number], table))
    return edges


def _right_edge(lines):
    """Where full lines end: the right end of the longest lines, leaving out single outliers."""
    ends = sorted((line.right for line in lines), reverse=True)
    return ends[min(len(ends) // 10, len(ends) - 1)]


def _usual_end(lines):
    """Where lines of running text end in most cases, however unevenly."""
    ends = [line.right for line in lines if _has_words(line)]
    return median(ends) if ends else 0


def _usual_leading(lines):
    """The distance between two lines of one paragraph, in heights of letters: the most frequent small one."""
    gaps = Counter(
        round((above.y - below.y) / below.size, 1)
        for above, below in pairwise(lines)
        if below.size and 0.5 * below.size < above.y - below.y < 2.6 * below.size
    )
    if not gaps:
        return 1.3
    most = max(gaps.values())
    return min(gap for gap, times in gaps.items() if times >= 0.4 * most)


def _goes_on(paragraph, line, edges, leading):
    """Does the line belong to the paragraph that stands before it on the same page?"""
    last = paragraph.lines[-1]
    if last.hyphenated:
        return True
    if last.alone or line.alone:
        return False
    if abs(last.size - line.size) > 0.2 * max(last.size, line.size) or _begins_anew(paragraph, line):
        return False
    if last.text.isupper() and len(paragraph.lines) == 1 and not line.text.isupper() and line.text[0].isupper():
        return False  # a heading above running text
    full, mid_sentence = _is_full(last, line, edges.right), _goes_on_in_mid_sentence(last, line)
    gap = (last.y - line.y) / line.size
    if 0.3 < gap < leading * 1.3 + 0.05 or _next_column(last, line):
        return full or mid_sentence or (gap < leading * 1.12 + 0.05 and _wraps(paragraph, line, edges.usual))
    wide = 0 < gap < WIDEST_GAP and abs(line.left - last.left) < 0.5 * line.size
    return wide and (_goes_on_in_capitals(last, line) or (mid_sentence and (full or _breaks_off(last))))


def _next_column(last, line):
    return line.y > last.y and line.left > last.right


def _is_full(last, line, right_edge):
    """Would the next line's first word not have fitted behind this one?"""
    width = (line.right - line.left) / max(len(line.text), 1)
    first_word = len(line.text.split(maxsplit=1)[0]) * width
    return last.right + first_word + width > right_edge - 0.02 * right_edge


def _wraps(paragraph, line, usual_end):
    """A sentence that wraps before a capital or a figure, where lines end unevenly: it is long, and has no end yet."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    if _ends_sentence(last.text) or NUMBERED.match(line.text) or last.text.count(" ") < 5:
        return False
    if last.right - first.left < LONG_LINE * (usual_end - first.left):
        return False
    hangs = len(paragraph.lines) == 1 and NUMBERED.match(first.text) is not None and line.left > first.left
    return hangs or abs(line.left - last.left) < 0.6 * line.size or line.left < first.left - 0.6 * line.size


def _goes_on_in_capitals(last, line):
    """Running text in capitals, over the place where something was dropped."""
    in_capitals = last.text.isupper() and line.text.isupper()
    return in_capitals and not _ends_sentence(last.text) and not NUMBERED.match(line.text) and _has_words(last, line)


def _has_words(*lines):
    return all(line.text.count(" ") >= 4 for line in lines)


def _goes_on_in_mid_sentence(last, line):
    return line.text[0].islower() and not _ends_sentence(last.text) and not NUMBERED.match(line.text)


def _breaks_off(last):
    """A line of running text that ends within a sentence, wherever it ends on the page."""
    return (last.text[-1].islower() or last.text[-1] == ",") and last.text.count(" ") >= 4


def _begins_anew(paragraph, line):
    """A number in front, or an indent that only the first line of a paragraph has."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    indent = line.left - last.left
    step = 1.2 * line.size
    if _is_entry_of_contents(last.text) and (NUMBERED.match(line.text) or _is_entry_of_contents(line.text)):
        return True
    if NUMBERED.match(line.text) and (_ends_sentence(last.text) or _says_number(line)):
        return True
    if re.match(r"\([a-z]{1,4}\)\s", line.text) and abs(indent) > 0.5 * line.size:
        return True
    if indent > step:
        hanging = len(paragraph.lines) == 1 and NUMBERED.match(first.text)
        return not hanging and not _goes_on_in_mid_sentence(last, line)
    if indent < -step and len(paragraph.lines) > 1:
        return _ends_sentence(last.text)
    return False


def _ends_sentence(text):
    return text.rstrip("\"'”’)]")[-1:] in {".", ":", ";", "!", "?"}


def _is_entry_of_contents(text):
    return text[-1].isdigit() and ENTRY_OF_CONTENTS.search(text) is not None


def _says_number(line):
    """Numbers that hardly ever begin a line inside a sentence: 2.1 The, ARTICLE IV."""
    return re.match(r"[0-9]+\.[0-9]+\.?\s*[A-Z“\"]|ARTICLE\s", line.text) is not None


def _goes_on_over_page(paragraph, line, edges):
    """The last paragraph of a page goes on when it stops in mid-sentence at the edge and nothing new begins."""
    last = paragraph.lines[-1]
    if last.hyphenated:
        return True
    if _goes_on_in_mid_sentence(last, line):
        return True
    if _ends_sentence(last.text) or _is_entry_of_contents(last.text) or NUMBERED.match(line.text):
        return False
    if last.text.isupper() or line.text.isupper():  # a heading, or running text in capitals
        return _goes_on_in_capitals(last, line)
    return last.text[-1] != "_" and (_is_full(last, line, edges.right) or _wraps(paragraph, line, edges.usual))


def _blank(text, following):
    """Between two lines; none behind the hyphen of a figure, as in "12-" and "month"."""
    return "" if FIGURE_WITH_HYPHEN.search(text) and following[0].isalnum() else " "


def join(paragraph, words):
    """(text, [(page, offset at which its first line on that page starts)])."""
    text, starts, before = "", [], None
    for line, page in zip(paragraph.lines, paragraph.pages, strict=True):
        if before is not None:
            text = join_hyphenated(text, line.text, words) if before.hyphenated else f"{text}{_blank(text, line.text)}"
        if not starts or starts[-1][0] != page:
            starts.append((page, len(text)))
        text += line.text
        before = line
    return text, starts
