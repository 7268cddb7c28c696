"""Tables with drawn lines: what stands between two of them is a row, whatever order its cells come in."""

from dataclasses import dataclass
from itertools import pairwise

from reading.pdf.sheet import Cell, Line

SAME = 4.0  # points; the rules of one table begin and end at the same place, or nearly
LEAST = 3  # rules of a table, for two rows
HIGHEST = 260.0  # points of a row; beyond that the rules part a page and not a table
APART = 2.5  # points between two columns
RUNNING = 60  # words; two cells longer than that are running text side by side, and no row


@dataclass(frozen=True, slots=True)
class Table:
    """The rules of a table from top to bottom, and how far they reach."""

    left: float
    right: float
    heights: tuple[float, ...]


def tables_of(rules):
    """The tables that horizontal rules draw. Those of single cells, side by side, count as one rule."""
    by_height = {}
    for rule in rules:
        height = round((rule.bottom + rule.top) / 2)
        near = next((other for other in (height, height - 1, height + 1) if other in by_height), height)
        left, right, exact = by_height.get(near, (rule.left, rule.right, (rule.bottom + rule.top) / 2))
        by_height[near] = min(left, rule.left), max(right, rule.right), exact
    tables, chain = [], []
    for _, (left, right, height) in sorted(by_height.items(), reverse=True):
        last = chain[-1] if chain else None
        if last and (abs(left - last[0]) > SAME or abs(right - last[1]) > SAME or last[2] - height > HIGHEST):
            tables.append(chain)
            chain = []
        chain.append((left, right, height))
    tables.append(chain)
    return [
        Table(chain[0][0], chain[0][1], tuple(height for _, _, height in chain))
        for chain in tables
        if len(chain) >= LEAST
    ]


def with_grid(lines, tables):
    """The lines of a page; those between the rules of a table as one line for each row, with its cells."""
    for table in tables:
        lines = _with_table(lines, table)
    return lines


def _with_table(lines, table):
    bands = list(pairwise(table.heights))
    of_band = [[] for _ in bands]
    for line in lines:
        place = next((n for n, (top, bottom) in enumerate(bands) if bottom < line.y + 0.2 * line.size < top), None)
        if place is not None and table.left - SAME <= line.left and line.right <= table.right + SAME:
            of_band[place].append(line)
    rows = [_row(band) for band in of_band]
    if sum(row is not None for row in rows) < 2:
        return lines
    in_rows = {id(line): n for n, band in enumerate(of_band) if rows[n] is not None for line in band}
    result, reached = [], 0
    for line in lines:
        place = in_rows.get(id(line))
        if place is None:
            result.append(line)
        elif place >= reached:
            result += [row for row in rows[reached : place + 1] if row is not None]
            reached = place + 1
    return result


def _row(lines):
    """One row: the words of each column from top to bottom. None where there is only one column, or running text."""
    pieces = [piece for line in lines for piece in _pieces(line)]
    columns = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if columns and piece.left < max(other.right for other in columns[-1]) + APART:
            columns[-1].append(piece)
        else:
            columns.append([piece])
    if len(columns) < 2:
        return None
    cells = [_cell(sorted(column, key=lambda piece: (-round(piece.y), piece.left))) for column in columns]
    if sum(len(cell.text.split()) > RUNNING for cell in cells) > 1:
        return None
    y, size = max(piece.y for piece in pieces), max(piece.size for piece in pieces)
    text = " ".join(cell.text for cell in cells)
    return Line(text, cells[0].left, cells[-1].right, y, size, cells=tuple(cells), row=True)


def _pieces(line):
    cells = line.cells or (Cell(line.text, line.left, line.right),)
    return [Line(cell.text, cell.left, cell.right, line.y, line.size, line.hyphenated) for cell in cells]


def _cell(pieces):
    text = ""
    for piece in pieces:
        text = f"{text}{piece.text}" if text.endswith("-") else f"{text} {piece.text}"
    return Cell(text.strip(), min(piece.left for piece in pieces), max(piece.right for piece in pieces))
