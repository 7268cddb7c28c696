"""From lines with their places to paragraphs, in the order of reading and over the ends of pages."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from reading.words import join_hyphenated

WIDEST_GAP = 10  # in heights of letters; a sentence may go on over the place where a running line was dropped
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
ENDS_SENTENCE = re.compile(r"[.:;!?][\"'”’)\]]*$")


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
    """Pieces that stand beside each other on one height become one line."""
    rows = []
    for line in lines:
        before = rows[-1] if rows else None
        if before and abs(before.y - line.y) < 0.25 * line.size and line.left >= before.right - 1:
            text = f"{before.text} {line.text}"
            rows[-1] = replace(line, text=text, left=before.left, size=max(line.size, before.size))
        else:
            rows.append(line)
    return rows


# --- paragraphs ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; the page of each is kept so that pages can be found in the joined text."""

    lines: list
    pages: list

    def add(self, line, page):
        self.lines.append(line)
        self.pages.append(page)


def paragraphs(sheets):
    """The paragraphs of a document, over the ends of pages."""
    result, edge_before = [], 0
    for number, sheet in enumerate(sheets):
        lines = in_rows(in_reading_order(sheet.lines))
        if not lines:
            continue
        right_edge, leading = _right_edge(lines), _usual_leading(lines)
        for place, line in enumerate(lines):
            if place:
                goes_on = _goes_on(result[-1], line, right_edge, leading)
            else:
                goes_on = bool(result) and _goes_on_over_page(result[-1], line, edge_before)
            if goes_on:
                result[-1].add(line, number)
            else:
                result.append(Paragraph([line], [number]))
        edge_before = right_edge
    return result


def _right_edge(lines):
    """Where full lines end: the right end of the longest lines, leaving out single outliers."""
    ends = sorted((line.right for line in lines), reverse=True)
    return ends[min(len(ends) // 10, len(ends) - 1)]


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


def _goes_on(paragraph, line, right_edge, leading):
    """Does the line belong to the paragraph that stands before it on the same page?"""
    last = paragraph.lines[-1]
    if last.hyphenated:
        return True
    if abs(last.size - line.size) > 0.2 * max(last.size, line.size) or _begins_anew(paragraph, line):
        return False
    full, mid_sentence = _is_full(last, line, right_edge), _goes_on_in_mid_sentence(last, line)
    gap = (last.y - line.y) / line.size
    if 0.3 < gap < leading * 1.3 + 0.05 or _next_column(last, line):
        return full or mid_sentence
    wide = 0 < gap < WIDEST_GAP and abs(line.left - last.left) < 0.5 * line.size
    return wide and mid_sentence and (full or _breaks_off(last))


def _next_column(last, line):
    return line.y > last.y and line.left > last.right


def _is_full(last, line, right_edge):
    """Would the next line's first word not have fitted behind this one?"""
    width = (line.right - line.left) / max(len(line.text), 1)
    first_word = len(line.text.split(maxsplit=1)[0]) * width
    return last.right + first_word + width > right_edge - 0.02 * right_edge


def _goes_on_in_mid_sentence(last, line):
    return line.text[0].islower() and not ENDS_SENTENCE.search(last.text) and not NUMBERED.match(line.text)


def _breaks_off(last):
    """A line of running text that ends within a sentence, wherever it ends on the page."""
    return (last.text[-1].islower() or last.text[-1] == ",") and last.text.count(" ") >= 4


def _begins_anew(paragraph, line):
    """A number in front, or an indent that only the first line of a paragraph has."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    indent = line.left - last.left
    step = 1.2 * line.size
    if ENTRY_OF_CONTENTS.search(last.text) and (NUMBERED.match(line.text) or ENTRY_OF_CONTENTS.search(line.text)):
        return True
    if NUMBERED.match(line.text) and (ENDS_SENTENCE.search(last.text) or _says_number(line)):
        return True
    if re.match(r"\([a-z]{1,4}\)\s", line.text) and abs(indent) > 0.5 * line.size:
        return True
    if indent > step:
        hanging = len(paragraph.lines) == 1 and NUMBERED.match(first.text)
        return not hanging and not _goes_on_in_mid_sentence(last, line)
    if indent < -step and len(paragraph.lines) > 1:
        return ENDS_SENTENCE.search(last.text) is not None
    return False


def _says_number(line):
    """Numbers that hardly ever begin a line inside a sentence: 2.1 The, ARTICLE IV."""
    return re.match(r"[0-9]+\.[0-9]+\.?\s*[A-Z“\"]|ARTICLE\s", line.text) is not None


def _goes_on_over_page(paragraph, line, right_edge):
    """The last paragraph of a page goes on when it stops in mid-sentence at the edge and nothing new begins."""
    last = paragraph.lines[-1]
    if last.hyphenated:
        return True
    if _goes_on_in_mid_sentence(last, line):
        return True
    if any(sign.search(last.text) for sign in (ENDS_SENTENCE, ENTRY_OF_CONTENTS)) or NUMBERED.match(line.text):
        return False
    heading = last.text.isupper() or line.text.isupper()
    return not heading and last.text[-1] != "_" and _is_full(last, line, right_edge)


def join(paragraph, words):
    """(text, [(page, offset at which its first line on that page starts)])."""
    text, starts, before = "", [], None
    for line, page in zip(paragraph.lines, paragraph.pages, strict=True):
        if before is not None:
            text = join_hyphenated(text, line.text, words) if before.hyphenated else f"{text} "
        if not starts or starts[-1][0] != page:
            starts.append((page, len(text)))
        text += line.text
        before = line
    return text, starts
