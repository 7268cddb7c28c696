"""A comparison to take along: as a Word file or a PDF, drawn from the same rows as its page.

Contracts hold whatever their writers put there, so every word passes `printable` on its way into a file.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from common.words import clock_in_words, day_in_words

MOST_LETTERS = 400_000
"""In the clauses that are exported: about 250 pages, and a few seconds of work."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Control characters, which no file format keeps, and marks that turn the direction of what follows them."""

NO_TERM = "No term rests on these words."


@dataclass(frozen=True)
class Sheet:
    """What an export shows. `rows` are pages.comparison.ChangeRow, those that are changes."""

    title: str
    versions: str
    origin: str
    summary: str
    rows: list


def sheet(review, document, comparison, rows, summary, *, by, at: datetime):
    """The sheet of a comparison; ValidationError where it would be too long to be made."""
    characters = sum(len(words) for row in rows for _, words in row.pieces)
    if characters > MOST_LETTERS:
        raise ValidationError(["More than 250 pages changed: too much for one file. Please read it here."])
    old, new = comparison.old, comparison.new
    return Sheet(
        title=printable(f"{document.title}: what changed"),
        versions=printable(
            f"Version {old.number} ({old.original_name}, {day_in_words(old.uploaded_at)}) and "
            f"version {new.number} ({new.original_name}, {day_in_words(new.uploaded_at)})"
        ),
        origin=printable(f"{review.reference}, exported by {by} on {day_in_words(at)}, {clock_in_words(at)}"),
        summary=summary,
        rows=rows,
    )


def touches(row):
    """“Touches: Payment terms, Governing law (its words are the same)”."""
    named = [f"{term.term}{'' if term.words_changed else ' (its words are the same)'}" for term in row.terms]
    return f"Touches: {', '.join(named)}"


def printable(words):
    """The words without characters that a file cannot hold, or that would change how the rest is read."""
    return UNPRINTABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
