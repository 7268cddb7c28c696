"""Paragraphs of a text, whatever broke its lines: a PDF, a Word file, Markdown or a mail.

A paragraph is a pair of offsets. Page numbers, running headers and the remarks of filing systems are left out, and a
sentence that a page break cut in two is one paragraph again.
"""

import re
from collections import Counter
from itertools import pairwise

LINE = re.compile(r"[^\n\r\f]+")
PAGE_NUMBER = re.compile(r"(?:page\s{0,3})?[-–—\s]{0,4}(?:\d{1,4}|[ivxl]{1,6})[-–—\s]{0,4}(?:of\s{0,3}\d{1,4})?$", re.I)
FILING_REMARK = re.compile(
    r"(?:source:|\[\*+\]\s+(?:certain|confidential)|\*+\s*confidential|confidential treatment)", re.I
)
RULE = re.compile(r"[-_=*•.|\s]+$")
LIST_MARK = re.compile(r"(?:\(?[a-zA-Z]{1,4}[.)]|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|[-*•●o]|#{1,6})\s")
ROW = " | "  # between the cells of a row of a table, which is a paragraph of its own
NAMED = re.compile(r"[A-Z][^.:;|]{1,50}:\s+\S")  # a label with its value
SENTENCE_END = '.;:!?"”)]'
RUNNING_WORDS = 12
RUNNING_TIMES = 3


def paragraphs(text):
    """Offsets (start, end) of the paragraphs, in order, without blank ends."""
    lines = _lines(text)
    dropped = _running_lines(text, lines)
    kept = [line for line in lines if line not in dropped]
    starts_new = _blank_line_breaks(text, kept) if _has_blank_lines(text, lines) else _hard_breaks(text, kept)
    spans = []
    for (start, end), new in zip(kept, starts_new, strict=True):
        if spans and (not new or _goes_on(text, spans[-1][1], start)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _lines(text):
    spans = []
    for match in LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            spans.append((start, start + len(stripped)))
    return spans


def _running_lines(text, lines):
    """Lines that belong to the page and not to the contract."""
    short = [(line, text[line[0] : line[1]]) for line in lines if line[1] - line[0] <= 120]
    shape = {line: re.sub(r"\d+", "0", words.lower()) for line, words in short if len(words.split()) <= RUNNING_WORDS}
    times = Counter(shape.values())
    return {
        line
        for line, words in short
        if PAGE_NUMBER.match(words)
        or FILING_REMARK.match(words)
        or RULE.match(words)
        or (times[shape.get(line)] >= RUNNING_TIMES and not LIST_MARK.match(words) and len(words) > 3)
    }


def _has_blank_lines(text, lines):
    """Whether blank lines part the paragraphs, as they do in all but raw PDF text."""
    if len(lines) < 2:
        return True
    blank = sum("\n" in text[a[1] : b[0]].replace("\n", "", 1) for a, b in pairwise(lines))
    return blank * 12 >= len(lines)


def _blank_line_breaks(text, lines):
    """A new paragraph after a blank line, and where a line opens with a list mark after a finished sentence.

    A row of a table stands alone, and so does a label with its value below another one.
    """
    previous, stood_alone, was_row = 0, False, False
    for start, end in lines:
        gap = text[previous:start]
        finished = previous == 0 or text[previous - 1] in SENTENCE_END
        alone = _stands_alone(text, start, end)
        yield (
            gap.count("\n") > 1
            or "\f" in gap
            or bool(finished and LIST_MARK.match(text, start, end))
            or (alone and (stood_alone or ROW in text[start:end]))
            or was_row
        )
        previous, stood_alone, was_row = end, alone, ROW in text[start:end]


def _stands_alone(text, start, end):
    """A row of a table, or a short line with a label and its value."""
    if text.find(ROW, start, end) >= 0:
        return True
    return end - start <= 160 and NAMED.match(text, start, end) is not None


def _hard_breaks(text, lines):
    """Without blank lines a paragraph ends at a line that stops short, or before a list mark or a heading."""
    usual = sorted(end - start for start, end in lines)[len(lines) * 3 // 4] if lines else 0
    previous = None
    for start, end in lines:
        if previous is None:
            yield True
        else:
            last = text[previous[0] : previous[1]]
            stops_short = len(last) < usual * 0.75
            opens = text[start].isupper() or not text[start].isalnum()
            finished = last[-1] in SENTENCE_END
            yield bool(
                LIST_MARK.match(text, start, end)
                or _stands_alone(text, start, end)
                or ROW in last
                or (stops_short and opens and (finished or len(last) < usual * 0.5))
                or (_is_heading(text[start:end]) and not last.isupper() and (finished or stops_short))
                or (_is_heading(last) and not text[start:end].isupper())
            )
        previous = (start, end)


def _is_heading(line):
    """In capitals, and in words: “EUR 5,000” is none."""
    return line.isupper() and sum(map(str.isalpha, line)) >= 4 and not any(map(str.isdigit, line))


def _goes_on(text, end, start):
    """Whether the paragraph that begins at `start` goes on with the sentence that stopped at `end`."""
    if ROW in text[max(end - 300, 0) : end].rpartition("\n")[2]:
        return False
    return text[end - 1] not in SENTENCE_END and text[start].islower() and not LIST_MARK.match(text, start)


def words_in(text):
    """A function that counts the words between two offsets."""
    return lambda start, end: len(text[start:end].split())
