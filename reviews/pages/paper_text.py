"""The text of a document as the page shows it: in stretches, one for each clause, with the marks of pages.

A contract of two hundred pages is half a megabyte. It is sent once, as one list of stretches, so everything here is
one pass over the text. What stands in a contract is never trusted: it is escaped before it is joined to our marks.
"""

from bisect import bisect_left
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PARAGRAPH = "\n\n"


@dataclass
class Stretch:
    """One clause, or (without an index) what stands between two. `rows` are the proposals about it."""

    html: SafeString
    index: int | None = None
    rows: list = field(default_factory=list)

    @property
    def anchors(self):
        return " ".join(f"row-{row.pk}" for row in self.rows)


def stretches_of(reading, rows_of):
    """The whole text in stretches. `rows_of` maps the index of a clause to the proposals about it."""
    text, marks = reading.text, PageMarks(reading.pages)
    made, at = [], 0
    for index, clause in enumerate(reading.clauses):
        if between := _stretch(text, at, clause["start"], marks):
            made.append(between)
        made.append(
            Stretch(_html(text, clause["start"], clause["end"], marks), index=index, rows=rows_of.get(index, []))
        )
        at = clause["end"]
    if rest := _stretch(text, at, len(text), marks):
        made.append(rest)
    return made


def _stretch(text, start, end, marks):
    html = _html(text, start, end, marks)
    return Stretch(html) if html else None


class PageMarks:
    """Where pages begin. A document without pages of its own (Word) has no marks."""

    def __init__(self, pages):
        self.pages = pages if len(pages) > 1 else []
        self.starts = [page["start"] for page in self.pages]
        self.done = 0

    def within(self, end):
        """The pages that begin before `end` and were not marked yet, as (offset, number). Asked from left to right."""
        until = bisect_left(self.starts, max(end, 1))
        found = [(page["start"], page["number"]) for page in self.pages[self.done : until]]
        self.done = max(self.done, until)
        return found


def _html(text, start, end, marks):
    """Paragraphs of one stretch, each page's mark where the page begins."""
    parts, at = [], start
    for offset, number in marks.within(end):
        parts.append(escape(text[at : max(offset, at)]))
        parts.append(f'<span class="page-mark" id="page-{number}">Page {number}</span>')
        at = max(offset, at)
    parts.append(escape(text[at:end]))
    paragraphs = "".join(parts).split(PARAGRAPH)
    return mark_safe("".join(f"<p>{each.strip()}</p>" for each in paragraphs if each.strip()))
