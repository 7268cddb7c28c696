"""Pages that are set in two columns: each column is read from top to bottom, and has its own edge.

The lines of both may come in any order, also row by row. Where the gap between two columns is, nothing stands on most
of the page; beside it on both sides is running text whose lines are full. A table has no such lines.
"""

from statistics import median

from reading.pdf.sheet import Line

LEAST = 8  # lines on either side of the gap
CROSSING = 0.35  # of the lines may go over the gap: titles, feet, a paragraph across the page
WORDS = 3.5  # in the middle, on a line of running text in a column
FULL = 0.5  # of the lines of a column reach its edge
EDGE = 0.2  # of the width of a column that a full line may lack
GAP = 8.0  # points, at least


def regions(lines):
    """The lines of a page in parts that are read one after the other; one part where it has no columns."""
    pieces = [piece for line in lines for piece in _pieces(line)]
    gap = _gap(pieces) if len(pieces) >= 2 * LEAST else None
    if gap is None:
        return [lines]
    return _read_by_columns(lines, gap)


def _pieces(line):
    if not line.cells:
        return [line]
    return [Line(cell.text, cell.left, cell.right, line.y, line.size) for cell in line.cells]


def _gap(pieces):
    """Where the gap between two columns is: (its left edge, its right edge), or None."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    width = right - left
    starts = sorted({round(piece.left) for piece in pieces if 0.35 * width < piece.left - left < 0.65 * width})
    for start in starts:
        on_right = [piece for piece in pieces if piece.left >= start - 1.5]
        on_left = [piece for piece in pieces if piece.right <= start - GAP + 1.5]
        if len(on_left) < LEAST or len(on_right) < LEAST:
            continue
        if len(pieces) - len(on_left) - len(on_right) > CROSSING * len(pieces):
            continue
        if _is_running_text(on_left) and _is_running_text(on_right) and _are_beside(on_left, on_right):
            return max(piece.right for piece in on_left), start - 1.5
    return None


def _is_running_text(column):
    left, right = min(piece.left for piece in column), max(piece.right for piece in column)
    full = sum(piece.right >= right - EDGE * (right - left) for piece in column)
    return full >= FULL * len(column) and median(len(piece.text.split()) for piece in column) >= WORDS


def _are_beside(on_left, on_right):
    """Whether both stand on the same part of the page, and not one below the other."""
    top, bottom = (bound(piece.y for piece in on_left) for bound in (max, min))
    return sum(bottom - 2 <= piece.y <= top + 2 for piece in on_right) >= LEAST


def _read_by_columns(lines, gap):
    """From top to bottom: what goes over the gap by itself, what stands between two such lines column by column."""
    end, start = gap
    parts, left, right, across = [], [], [], []

    def close():
        parts.extend(part for part in (left[:], right[:]) if part)
        left.clear()
        right.clear()

    for line in sorted(lines, key=lambda line: -line.y):
        pieces = _pieces(line)
        sides = [0 if piece.right <= end + 0.5 else 1 if piece.left >= start else None for piece in pieces]
        if None in sides:
            if not across:
                close()
            across.append(line)
            continue
        if across:
            parts.append(across[:])
            across.clear()
        for side, column in enumerate((left, right)):
            of_side = [piece for piece, where in zip(pieces, sides, strict=True) if where == side]
            column += _rejoined(of_side, line)
    close()
    return [*parts, *([across] if across else [])]


def _rejoined(pieces, line):
    """The pieces of one line that stand in one column, as a line again."""
    if not pieces:
        return []
    text = " ".join(piece.text for piece in pieces)
    hyphenated = line.hyphenated and pieces[-1].right >= line.right - 1
    return [Line(text, pieces[0].left, pieces[-1].right, line.y, line.size, hyphenated)]
