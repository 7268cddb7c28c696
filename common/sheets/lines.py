"""The lines of a CSV file that Excel, LibreOffice and Numbers open as it was meant: UTF-8, and no cell a formula.

What people typed ends up in these cells. A spreadsheet calculates what begins with certain signs, and such a formula
may send the rest of the sheet elsewhere (OWASP, *CSV Injection*): it is written as text, with an apostrophe before it.
"""

import csv
from collections.abc import Iterable
from typing import Any

BEGINNING = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""The byte order mark: Excel takes UTF-8 for something else without it."""

FORMULA = ("=", "+", "-", "@", "|", "%")


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text):
        return text


_WRITER = csv.writer(_Echo())


def first_line(cells: Iterable[Any]) -> str:
    """The heads of the columns, as a file begins."""
    return BEGINNING + line(cells)


def line(cells: Iterable[Any]) -> str:
    """One row, with its end. None is an empty cell; numbers stay numbers."""
    return _WRITER.writerow([cell_of(cell) for cell in cells])


def cell_of(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula.

    >>> cell_of("=1+1"), cell_of(" @SUM(A1)"), cell_of("Acme"), cell_of(-5), cell_of(None)
    ("'=1+1", "' @SUM(A1)", 'Acme', -5, '')
    """
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    text = str(value)
    begins_oddly = text.lstrip().startswith(FORMULA) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if begins_oddly else text
