"""Rows of tables: lines of pieces that stand under each other, from line to line."""

import re
from dataclasses import replace
from itertools import pairwise

from reading.pdf.sheet import Cell

UNDER = 3.0  # points; pieces under each other begin or end at the same place, or nearly
CLOSE = 3.2  # heights of letters, at most, between two rows of a table
NUMBER = re.compile(
    r"(?:(?:article|section|clause|schedule|exhibit|annex|appendix|part)\s+\w{1,6}[.:]?"
    r"|§?\s?[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}[.):]?|\(?(?:[a-z]{1,2}|[ivxl]{1,6}|[0-9]{1,2})[.)]|[^\w\s]{1,2})",
    re.IGNORECASE,
)


def with_rows(lines, first_table):
    """The lines of a page, those that are rows of a table as they read then: [(line, table or None)].

    A line of pieces is a row where another one above or below it has a piece at the same place. A number in front of
    a clause is no piece. Lines that go on in a column belong to the row above them.
    """
    pieces = [_pieces(line) for line in lines]
    tables = _tables(lines, pieces, first_table)
    result = []
    for line, cells, table in zip(lines, pieces, tables, strict=True):
        if table is None:
            before = result[-1] if result else None
            if before and before[1] is not None and _goes_on_in_column(before[0], line, cells):
                result[-1] = (_longer(before[0], line, cells), before[1])
            else:
                result.append((line, None))
        else:
            text = " | ".join(cell.text for cell in cells)
            result.append((replace(line, text=text, cells=cells, hyphenated=False), table))
    return result


def _pieces(line):
    """The cells of a line; a number that stands in front belongs to what follows it."""
    cells = line.cells
    if len(cells) > 1 and NUMBER.fullmatch(cells[0].text):
        first, second, *others = cells
        cells = (Cell(f"{first.text} {second.text}", first.left, second.right), *others)
    return cells if len(cells) > 1 else ()


def _tables(lines, pieces, number):
    """For each line the number of its table, or None."""
    tables = [None] * len(lines)
    last = None  # the last line of pieces, in reach
    for place, cells in enumerate(pieces):
        if not cells:
            continue
        if last is not None and (_are_drawn(lines, last, place) or _is_next_row(lines, pieces, last, place)):
            if tables[last] is None:
                number += 1
                tables[last] = number
            tables[place] = tables[last]
        last = place
    return tables


def _are_drawn(lines, last, place):
    """Whether two lines are rows of one table whose rules are drawn."""
    return place == last + 1 and lines[last].row and lines[place].row


def _is_next_row(lines, pieces, last, place):
    """Whether two lines of pieces are rows of one table: close by, or with lines between that go on in a column."""
    between = lines[last + 1 : place]
    chain = [lines[last], *between, lines[place]]
    if any(not 0 < above.y - below.y < CLOSE * below.size for above, below in pairwise(chain)):
        return False
    if not all(_under(cell, pieces[last][1:]) for line in between for cell in (line.cells or (line,))):
        return False
    return any(_under(cell, pieces[last][1:]) for cell in pieces[place][1:])


def _under(cell, others):
    """Whether a piece stands under one of the others: it begins, ends or has its middle at the same place."""
    return any(
        abs(cell.left - other.left) <= UNDER
        or abs(cell.right - other.right) <= UNDER
        or abs(cell.left + cell.right - other.left - other.right) <= 2 * UNDER
        for other in others
    )


def _goes_on_in_column(row, line, cells):
    """Whether a line goes on with words of the row above: all of its pieces begin where pieces of the row do."""
    if row.row or not 0 < row.y - line.y < 1.7 * line.size:
        return False
    own = cells or (line,)
    begins = [_column_of(cell, row.cells) for cell in own]
    if None in begins:
        return False
    return begins[0] > 0 or (own[0].text[:1].islower() and not NUMBER.match(own[0].text))


def _column_of(cell, columns):
    return next((place for place, other in enumerate(columns) if abs(cell.left - other.left) <= UNDER), None)


def _longer(row, line, cells):
    """The row with the words of one more line in its columns; their baseline counts from now on."""
    longer = list(row.cells)
    for cell in cells or (Cell(line.text, line.left, line.right),):
        at = _column_of(cell, row.cells)
        before = longer[at]
        longer[at] = Cell(f"{before.text} {cell.text}", before.left, max(before.right, cell.right))
    text = " | ".join(cell.text for cell in longer)
    return replace(row, text=text, cells=tuple(longer), y=line.y)
