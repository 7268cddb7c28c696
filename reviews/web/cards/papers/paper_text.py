"""The text of a document as the page shows it: in stretches, one for each clause, with the marks of pages and quotes.

A contract of two hundred pages is half a megabyte. It is sent in parts, each of them once, as a list of stretches, so
everything here is one pass over the text. What stands in a contract is never trusted: it is escaped before it is joined
to our marks.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from contracts.models import Reading
from reviews.web.cards.papers.paper_parts import Part

PARAGRAPH = "\n\n"

Span = tuple[int, int]
"""Where some words start and end in a text."""


@dataclass(frozen=True)
class Mark:
    """What a clause is about, beside it: the key of its point, its name, its tone, and what was decided."""

    key: str
    name: str
    tone: str
    note: str = ""


@dataclass
class Stretch:
    """One clause, or (without an index) what stands between two."""

    html: SafeString
    index: int | None = None
    marks: list[Mark] = field(default_factory=list)

    @property
    def anchors(self) -> str:
        return " ".join(f"point-{mark.key}" for mark in self.marks)

    @property
    def tone(self) -> str:
        """That of its first mark: what is to be looked at first comes first."""
        return self.marks[0].tone if self.marks else ""

    @property
    def is_settled(self) -> bool:
        return bool(self.marks) and all(mark.note for mark in self.marks)


def stretches_of(
    reading: Reading, marks_of: Mapping[int, list[Mark]], quotes: Iterable[Span], part: Part
) -> list[Stretch]:
    """A part of the text in stretches. `marks_of` maps the index of a clause to its marks; `quotes` are the words that
    something on the page refers to."""
    paper = Paper(reading.text, PageMarks(reading.pages, part.start), QuoteMarks(reading.text, quotes, part.start))
    stretches, at = [], part.start
    for index, clause in enumerate(reading.clauses[part.first : part.last], start=part.first):
        if between := paper.html(at, clause["start"]):
            stretches.append(Stretch(between))
        html = paper.html(clause["start"], clause["end"])
        stretches.append(Stretch(html, index=index, marks=marks_of.get(index, [])))
        at = clause["end"]
    if rest := paper.html(at, part.end):
        stretches.append(Stretch(rest))
    return stretches


def anchor_of(quote: Span) -> str:
    """The name of the place where quoted words stand."""
    return "q-{}-{}".format(*quote)


class PageMarks:
    """Where pages begin. A document without pages of its own (Word) has no marks."""

    def __init__(self, pages: list[dict[str, Any]], since: int = 0) -> None:
        self.pages = pages if len(pages) > 1 else []
        self.starts = [page["start"] for page in self.pages]
        self.done = bisect_left(self.starts, since)

    def within(self, end: int) -> list[Span]:
        """The pages that begin before `end` and were not marked yet, as (offset, number). Asked from left to right."""
        until = bisect_left(self.starts, max(end, 1))
        begun = [(page["start"], page["number"]) for page in self.pages[self.done : until]]
        self.done = max(self.done, until)
        return begun


class QuoteMarks:
    """Words that something refers to. They may overlap, and go on over the ends of paragraphs and clauses."""

    def __init__(self, text: str, quotes: Iterable[Span], since: int = 0) -> None:
        self.text = text
        self.quotes = sorted(set(quotes))
        self.begun: set[Span] = {quote for quote in self.quotes if quote[0] < since}

    def html(self, start: int, end: int) -> str:
        """The escaped text between two places, each piece of a quote in a mark of its own; its first one has the
        anchor."""
        quotes = [quote for quote in self.quotes if quote[0] < end and start < quote[1]]
        if not quotes:
            return escape(self.text[start:end])
        cuts = {start, end, *self._ends_of_paragraphs(start, end)}
        cuts |= {min(max(place, start), end) for quote in quotes for place in quote}
        return "".join(self._piece(*piece, quotes) for piece in pairwise(sorted(cuts)))

    def _ends_of_paragraphs(self, start, end):
        at = self.text.find(PARAGRAPH, start, end)
        while at >= 0:
            yield from (at, at + len(PARAGRAPH))
            at = self.text.find(PARAGRAPH, at + len(PARAGRAPH), end)

    def _piece(self, start, end, quotes):
        html = escape(self.text[start:end])
        if not html.strip():
            return html
        for quote in quotes:
            if quote[0] <= start and end <= quote[1]:
                anchor = anchor_of(quote)
                name = "" if quote in self.begun else f' id="{anchor}"'
                html = f'<span class="quoted"{name} data-quote="{anchor}">{html}</span>'
                self.begun.add(quote)
        return html


@dataclass(frozen=True)
class Paper:
    """A text with everything that is marked in it. Asked for its stretches from left to right."""

    text: str
    pages: PageMarks
    quotes: QuoteMarks

    def html(self, start: int, end: int) -> SafeString:
        """Paragraphs of one stretch, each page's mark where the page begins."""
        parts, at = [], start
        for offset, number in self.pages.within(end):
            begins = max(offset, at)
            parts.append(self.quotes.html(at, begins))
            parts.append(f'<span class="page-mark" id="page-{number}">Page {number}</span>')
            at = begins
        parts.append(self.quotes.html(at, end))
        paragraphs = "".join(parts).split(PARAGRAPH)
        return mark_safe("".join(f"<p>{paragraph.strip()}</p>" for paragraph in paragraphs if paragraph.strip()))
