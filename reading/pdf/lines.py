"""The lines of one page with their places, from the letters that pdfium finds on it."""

import ctypes
import math
import re

import pypdfium2.raw as pdfium

from reading.pdf.sheet import Line

PICTURE_SHARE = 0.4  # of the page, from which on pictures are its content
DRAWN_SHAPES = 300  # a page without text, but with more shapes than that, has its letters drawn
MARK_LENGTH = 40  # a line that runs across the page and is no longer than that is a mark such as DRAFT

LINE_END_HYPHEN = "\ufffe"  # pdfium's sign for a word that is cut in two at the end of a line
PLAIN_SIGNS = str.maketrans(
    {
        "\u00a0": " ",
        "\u00ad": "-",  # a soft hyphen that was printed
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
        "\u200b": "",
        "\ufeff": "",
    }
)
UNTOLD = re.compile(r"[\ue000-\uf8ff\ufffd\uffff\x00-\x08\x0b-\x1f\x7f-\x9f]")  # letters whose meaning the font hides


def lines_of(page):
    """The lines of a page, with their places as a reader sees them. None when its fonts hide what the letters mean."""
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    turn = _turner(page)
    lines = []
    for match in re.finditer(f"[^\r\n{LINE_END_HYPHEN}]+{LINE_END_HYPHEN}?", text):
        line = _line(textpage, match, turn)
        if line:
            lines.append(line)
    textpage.close()
    return None if _is_untold(lines) else [cleaned for line in lines if (cleaned := _cleaned(line)).text]


def _line(textpage, match, turn):
    """One line, or nothing when it is blank or runs across the page like a watermark."""
    raw = match[0].rstrip(LINE_END_HYPHEN)
    text = raw.strip()
    if not text:
        return None
    start = match.start() + len(raw) - len(raw.lstrip())
    first = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, start)
    last = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, start + len(text) - 1)
    angle = math.degrees(pdfium.FPDFText_GetCharAngle(textpage, first)) % 90
    if 10 < angle < 80 and len(text) < MARK_LENGTH:
        return None
    begin, end = _box(textpage, first), _box(textpage, last)
    x0, y0 = turn(begin.left, _baseline(textpage, first, begin.bottom))
    x1, _ = turn(end.right, _baseline(textpage, last, end.bottom))
    size = max(abs(begin.top - begin.bottom), abs(end.top - end.bottom), 1.0)
    hyphenated = match[0].endswith(LINE_END_HYPHEN)
    return Line(text, min(x0, x1), max(x0, x1), y0, size, hyphenated)


def _box(textpage, index):
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
    return box


def _baseline(textpage, index, otherwise):
    x, y = ctypes.c_double(), ctypes.c_double()
    is_known = pdfium.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
    return y.value if is_known else otherwise


def _turner(page):
    """From the page's own coordinates to those of the page as it is shown."""
    width, height = page.get_size()
    return {
        90: lambda x, y: (y, height - x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (width - y, x),
    }.get(page.get_rotation(), lambda x, y: (x, y))


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


def _is_untold(lines):
    """Are most letters of the page codes that only its font understands?"""
    text = "".join(line.text for line in lines)
    bare = text.translate(PLAIN_SIGNS)
    return len(UNTOLD.findall(bare)) > 0.3 * len(bare)


def _cleaned(line):
    text = " ".join(UNTOLD.sub("", line.text.translate(PLAIN_SIGNS)).split())
    return Line(text, line.left, line.right, line.y, line.size, line.hyphenated)
