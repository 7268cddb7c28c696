"""A long text in parts: the page brings one, the others come when somebody scrolls to them or asks for them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.models import Reading

MOST_LETTERS = 18_000
MOST_CLAUSES = 60
PLACE = re.compile(r"(c|q|page)-(\d{1,9})(?:-\d{1,9})?")
"""The anchors of the text: a clause, quoted words, a page."""


@dataclass(frozen=True)
class Part:
    """Some clauses in a row, with what stands before each of them; the last one has the rest of the text too."""

    number: int
    first: int
    last: int  # the index behind the last one
    start: int
    end: int
    first_page: int
    last_page: int

    @property
    def pages(self) -> str:
        """“pages 3 to 5”."""
        if self.first_page == self.last_page:
            return f"page {self.first_page}"
        return f"pages {self.first_page} to {self.last_page}"


def parts_of(reading: Reading) -> list[Part]:
    """The parts of a text, in order: at least one."""
    parts: list[Part] = []
    first, start = 0, 0
    clauses = reading.clauses
    for index, clause in enumerate(clauses):
        if index > first and (index - first >= MOST_CLAUSES or clause["end"] - start > MOST_LETTERS):
            end = clauses[index - 1]["end"]
            parts.append(_part(reading, len(parts) + 1, first, index, start, end))
            first, start = index, end
    return [*parts, _part(reading, len(parts) + 1, first, len(clauses), start, len(reading.text))]


def part_with(parts: Sequence[Part], place: str, clause: int | None = None) -> Part | None:
    """The part in which an anchor stands, else the clause, else the first one."""
    named = PLACE.fullmatch(place)
    if named and named[1] == "q":
        return next((part for part in parts if int(named[2]) < part.end), parts[-1] if parts else None)
    if named and named[1] == "page":
        return next((part for part in parts if int(named[2]) <= part.last_page), parts[-1] if parts else None)
    index = int(named[2]) if named else clause
    if index is not None:
        return next((part for part in parts if index < part.last), parts[0] if parts else None)
    return parts[0] if parts else None


def _part(reading, number, first, last, start, end):
    starts = [page["start"] for page in reading.pages]

    def page_at(offset):
        return reading.pages[max(bisect_right(starts, offset), 1) - 1]["number"] if starts else 1

    return Part(number, first, last, start, end, page_at(start), page_at(max(end - 1, start)))
