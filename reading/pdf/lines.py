"""The lines of one page with their places, from the letters that pdfium finds on it.

Left out are marks across the page, letters that nobody sees (white on white, tiny, off the page, without ink) and words
that a line is drawn through. Pieces of a line that stand apart are kept as its cells.
"""

import ctypes
import math
import re
from dataclasses import replace

import pypdfium2.raw as pdfium

from reading.pdf.grid import tables_of, with_grid
from reading.pdf.shapes import PALE, Shapes
from reading.pdf.sheet import Cell, Line

PICTURE_SHARE = 0.4  # of the page, from which on pictures are its content
DRAWN_SHAPES = 300  # a page without text, but with more shapes than that, has its letters drawn
MARK_LENGTH = 40  # a line that runs across the page and is no longer than that is a mark such as DRAFT
APART = 0.95  # heights of letters between two pieces of a line that belong to different cells
MOST_PIECES = 60  # of a line; beyond that it is no row of a table
TINY = 2.6  # points; nothing is printed in letters of that height
WITHOUT_INK = 3  # how pdfium calls letters that are neither filled nor drawn

LINE_END_HYPHEN = "\ufffe"  # pdfium's sign for a word that is cut in two at the end of a line
PIECES = re.compile(f"[^\r\n{LINE_END_HYPHEN}]+{LINE_END_HYPHEN}?")
PLAIN_SIGNS = str.maketrans(
    {
        "\u00a0": " ",
        "\u00ad": "-",  # a soft hyphen that was printed
        "\u037e": ";",  # the Greek question mark, which some fonts have in the place of the semicolon
        "\u2010": "-",
        "\u2011": "-",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\uf0b7": "•",  # the bullets of Word's symbol fonts
        "\uf0a7": "▪",
        "\uf0d8": "‣",
        "\uf06f": "☐",  # and their boxes
        "\uf0a8": "☐",
        "\uf0fe": "☒",
        "\uf0fd": "☒",
        "\u200b": "",
        "\ufeff": "",
    }
)
DRAWN_RULE = re.compile(r"[-=\s]{10,}")  # a line across the page, made of letters
ODD = re.compile(f"[{''.join(map(chr, PLAIN_SIGNS))}]")
UNTOLD = re.compile(r"[\ue000-\uf8ff\ufffd\uffff\x00-\x08\x0b-\x1f\x7f-\x9f]")  # letters whose meaning the font hides


def lines_of(page, findings, filled=()):
    """The lines of a page with their places as a reader sees them. None when its fonts hide what the letters mean.

    `filled` are the fields of the page with what was typed into them (reading/pdf/fields.py), which becomes part of
    the lines beside them. What is left out is counted in the findings.
    """
    page_text = Letters(page)
    try:
        return page_text.lines(findings, filled)
    finally:
        page_text.close()


class Letters:
    """The page_text of an open page. The boxes that pdfium writes into are made once."""

    def __init__(self, page):
        self.textpage, self.shapes, self.page = page.get_textpage(), Shapes(page), page
        self.text = self.textpage.get_text_range()
        self.width, self.height = page.get_size()
        self.turn = _turner(page)
        left, bottom, right, top = page.get_bbox()
        self.paper = left - 2, bottom - 2, right + 2, top + 2
        self.box, self.x, self.y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self.sides = [ctypes.c_double() for _ in range(4)]
        self.parts = [ctypes.c_uint() for _ in range(4)]

    def close(self):
        self.textpage.close()

    def lines(self, findings, filled):
        struck = self._struck_places(findings)
        places = list(filled)
        lines = []
        for match in PIECES.finditer(self.text):
            if line := self._line(match, findings, struck, places):
                lines.append(line)
        if _is_untold(lines):
            return None
        cleaned = [clean for line in lines if (clean := _cleaned(line)).text]
        if self.turn is None:
            cleaned = with_grid(cleaned, tables_of(self.shapes.rules))
        for place in places:
            _insert(cleaned, place)
        return cleaned

    # --- one line ---

    def _line(self, match, findings, struck, places):
        """One line, or nothing when it is blank, runs across the page like a watermark, or cannot be seen."""
        raw = match[0]
        hyphenated = raw[-1] == LINE_END_HYPHEN
        text = raw.rstrip(LINE_END_HYPHEN).strip()
        if not text or DRAWN_RULE.fullmatch(text):
            return None
        start = match.start() + raw.index(text[0])
        first = pdfium.FPDFText_GetCharIndexFromTextIndex(self.textpage, start)
        last = pdfium.FPDFText_GetCharIndexFromTextIndex(self.textpage, start + len(text) - 1)
        if len(text) < MARK_LENGTH and 10 < math.degrees(pdfium.FPDFText_GetCharAngle(self.textpage, first)) % 90 < 80:
            return None
        left, bottom, _, top = self._box(first)
        _, last_bottom, right, last_top = self._box(last)
        size = max(abs(top - bottom), abs(last_top - last_bottom))
        base = self._baseline(first, bottom)
        if self._is_unseen(first, left, base, size):
            findings.unseen += 1
            return None
        size = max(size, 1.0)
        if struck:
            text = self._without_struck(text, first, last, base, size, struck, findings)
            if not text.strip():
                return None
        cells = self._cells(text, first, last, size) if self.turn is None else ()
        if places and self.turn is None:
            filled = [place for place in places if place.stands_on(left, right, base, size)]
            if filled:
                places[:] = [place for place in places if place not in filled]
                alone = any(place.is_box or place.left >= right - 2 for place in filled)
                left, right = min(left, *(place.left for place in filled)), max(right, *(place.end for place in filled))
                text = self._with_filled(text, first, last, filled)
                return Line(text, left, right, base, size, hyphenated, alone=alone)
        if self.turn is None:
            return Line(text, left, right, base, size, hyphenated, cells)
        x0, y0 = self.turn(left, base)
        x1, _ = self.turn(right, self._baseline(last, last_bottom))
        return Line(text, min(x0, x1), max(x0, x1), y0, size, hyphenated)

    def _box(self, index):
        pdfium.FPDFText_GetLooseCharBox(self.textpage, index, self.box)
        return self.box.left, self.box.bottom, self.box.right, self.box.top

    def _baseline(self, index, otherwise):
        is_known = pdfium.FPDFText_GetCharOrigin(self.textpage, index, self.x, self.y)
        return self.y.value if is_known else otherwise

    # --- what nobody sees ---

    def _is_unseen(self, index, x, y, size):
        left, bottom, right, top = self.paper
        if not (left <= x <= right and bottom <= y <= top) or (size < TINY and self._is_tiny(index)):
            return True
        parts = self.parts
        pdfium.FPDFText_GetFillColor(self.textpage, index, *parts)
        is_pale = parts[0].value >= PALE and parts[1].value >= PALE and parts[2].value >= PALE
        is_clear = parts[3].value == 0
        if not (is_pale or is_clear or self._is_without_ink(index)):
            return False
        return not self.shapes.has_ground(x + size / 4, y + size / 4)

    def _is_tiny(self, index):
        """By the letter itself, too: fonts may say nothing true of their height."""
        pdfium.FPDFText_GetCharBox(self.textpage, index, *self.sides)
        return abs(self.sides[3].value - self.sides[2].value) < TINY

    def _is_without_ink(self, index):
        """Letters of a scan lie without ink over its picture; anywhere else they are there for machines only."""
        stretch = pdfium.FPDFText_GetTextObject(self.textpage, index)
        return bool(stretch) and pdfium.FPDFTextObj_GetTextRenderMode(stretch) == WITHOUT_INK

    # --- words that are struck through ---

    def _struck_places(self, findings):
        return [(box.left, box.right, (box.bottom + box.top) / 2) for box in self.shapes.rules]

    def _without_struck(self, text, first, last, base, size, struck, findings):
        """The text without the words through which a rule goes, which is neither under them nor a border."""
        through = [(left, right) for left, right, y in struck if base + 0.14 * size < y < base + 0.5 * size]
        if not through or last - first != len(text) - 1:
            return text
        gone = [self._is_in(first + place, through) for place in range(len(text))]
        if not any(gone):
            return text
        kept, cut = "", ""
        for letter, is_gone in zip(text, gone, strict=True):
            kept, cut = (
                (kept, cut + letter) if is_gone else (kept + letter, cut + ("\n" if cut[-1:] not in "\n" else ""))
            )
        findings.struck += [" ".join(passage.split()) for passage in cut.split("\n") if passage.strip()]
        return " ".join(kept.split())

    def _is_in(self, index, stretches):
        left, _, right, _ = self._box(index)
        middle = (left + right) / 2
        return any(start <= middle <= end for start, end in stretches)

    # --- cells, and what was filled in ---

    def _cells(self, text, first, last, size):
        """The pieces of a line between which more room is left than between words."""
        count = last - first + 1
        pieces = pdfium.FPDFText_CountRects(self.textpage, first, count)
        if not 1 < pieces <= MOST_PIECES or count != len(text):
            return ()
        edges = []
        for place in range(pieces):
            pdfium.FPDFText_GetRect(self.textpage, place, *self.sides)
            edges.append((self.sides[0].value, self.sides[2].value))
        starts = [edges[at][0] for at in range(1, pieces) if edges[at][0] - edges[at - 1][1] > APART * size]
        if not starts:
            return ()
        return self._cut_at(text, first, starts)

    def _cut_at(self, text, first, starts):
        """The text as cells, cut where each of these places begins."""
        cells, begin, wanted = [], 0, list(starts)
        for place in range(1, len(text)):
            if not wanted:
                break
            if text[place] != " " and text[place - 1] == " " and self._box(first + place)[0] >= wanted[0] - 1.5:
                cells.append(self._cell(text, first, begin, place))
                begin = place
                wanted.pop(0)
        if not cells:
            return ()
        return (*cells, self._cell(text, first, begin, len(text)))

    def _cell(self, text, first, begin, end):
        piece = text[begin:end].rstrip()
        return Cell(piece, self._box(first + begin)[0], self._box(first + begin + len(piece) - 1)[2])

    def _with_filled(self, text, first, last, filled):
        """The text with what was filled in at its place among the letters."""
        if last - first != len(text) - 1:
            return " ".join([text, *(place.shown for place in filled)])
        lefts = [self._box(first + place)[0] for place in range(len(text))]
        for place in sorted(filled, key=lambda place: place.left, reverse=True):
            at = next((n for n, left in enumerate(lefts) if left >= place.middle and text[n] != " "), len(lefts))
            before, after = text[:at].rstrip(" _"), text[at:].lstrip(" _")
            text = f"{before}{place.joint(before, after)}{place.shown} {after}".strip()
        return text


def _turner(page):
    """From the page's own coordinates to those of the page as it is shown; None where they are the same."""
    width, height = page.get_size()
    return {
        90: lambda x, y: (y, height - x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (width - y, x),
    }.get(page.get_rotation())


def is_picture(page):
    """Do pictures cover a good part of the page, or is all of it drawn?"""
    if pdfium.FPDFPage_CountObjects(page) > DRAWN_SHAPES:
        return True
    covered, width, height = 0, *page.get_size()
    for picture in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += abs(right - left) * abs(top - bottom)
        if covered >= PICTURE_SHARE * width * height:
            return True
    return False


def _insert(lines, place):
    """Put what was filled in behind the label right above it; without one, in front of the first line below it."""
    for at, line in enumerate(lines):
        if place.stands_below(line):
            lines[at] = replace(line, text=f"{line.text}{place.joint(line.text, '')}{place.shown}", alone=True)
            return
    own = place.as_line()
    lines.insert(next((at for at, line in enumerate(lines) if line.y < own.y), len(lines)), own)


def _is_untold(lines):
    """Are most letters of the page codes that only its font understands?"""
    odd = "".join(line.text for line in lines if not _is_plain(line.text)).translate(PLAIN_SIGNS)
    return bool(odd) and len(UNTOLD.findall(odd)) > 0.3 * sum(len(line.text) for line in lines)


def _is_plain(text):
    return text.isascii() and text.isprintable()


def _cleaned(line):
    if not line.cells and "  " not in line.text and _is_plain(line.text):
        return line
    cells = [Cell(text, cell.left, cell.right) for cell in line.cells if (text := _clean(cell.text))]
    own = tuple(cells) if len(cells) > 1 else ()
    text = _clean(line.text)
    return Line(text, line.left, line.right, line.y, line.size, line.hyphenated, own, line.row, line.alone)


def _clean(text):
    if not text.isascii() and ODD.search(text):
        text = text.translate(PLAIN_SIGNS)
    if not text.isprintable():
        text = UNTOLD.sub("", text)
    return " ".join(text.split())
