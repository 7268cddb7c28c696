"""Text with positions from PDF files, through pdfium. Runs in the throw-away process only, one document at a time.

pdfium gives the letters of a page and where each one stands; `layout` makes paragraphs of them.
"""

import ctypes
import math
import re
import struct
import zlib

import pypdfium2
import pypdfium2.raw as pdfium

from reading import layout
from reading.document import Document, Outcome, Page
from reading.refusal import Refusal
from reading.words import in_words

MAX_PAGES = 2000
MAX_PIXELS = 8_000_000  # of a drawn page; 200 dots per inch on A4 are half of that
MAX_CHARACTERS = 5_000_000  # the longest contract we know has 400,000
FEW_LINES = 12  # a page with more of them is no scan
PICTURE_SHARE = 0.4  # of the page, from which on pictures are its content
DRAWN_LETTERS = 300  # a page without text, but with more shapes than that, has its letters drawn

LINE_END_HYPHEN = "\ufffe"  # pdfium's sign for a word that is cut in two at the end of a line
LETTERS = str.maketrans(
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
PASSWORD_NEEDED = "“{name}” is protected by a password. Please attach it without one."
DAMAGED = "“{name}” is damaged and cannot be read. Please print it to a new PDF and attach that."
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|RichMedia)\b")


def extract(content, name):
    """The text of a PDF, page by page. What cannot be read is a Refusal."""
    with _open(content, name) as pdf:
        if len(pdf) > MAX_PAGES:
            sentence = f"“{name}” has {len(pdf):,} pages; files with up to {MAX_PAGES:,} pages are read."
            raise Refusal(sentence)
        sheets = _read_pages(pdf, name)
        notes = _notes_on_contents(pdf, content)
    text, pages = _join(layout.without_running_lines(sheets))
    outcome = Outcome.TEXT if text else Outcome.NO_TEXT
    return Document(name, text, pages, outcome=outcome, notes=(*_notes_on_pictures(pages), *notes))


def draw(content, number, *, dots_per_inch):
    """A picture of one page, as PNG in shades of grey. A very large page gets fewer dots."""
    with _open(content, "The file") as pdf:
        if not 1 <= number <= len(pdf):
            raise Refusal(f"There is no page {number}.")
        page = pdf[number - 1]
        _show_filled_fields(page)
        width, height = page.get_size()
        scale = min(dots_per_inch / 72, math.sqrt(MAX_PIXELS / max(width * height, 1)))
        bitmap = page.render(scale=scale, grayscale=True)
        return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)


def _png(grey, width, height, stride):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + grey[row * stride : row * stride + width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _open(content, name):
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal(PASSWORD_NEEDED.format(name=name), Outcome.PASSWORD) from error
        raise Refusal(DAMAGED.format(name=name), Outcome.UNREADABLE) from error
    if not len(pdf):
        raise Refusal(DAMAGED.format(name=name), Outcome.UNREADABLE)
    return pdf


def _read_pages(pdf, name):
    """The lines of every page. A page that cannot be opened counts as a picture."""
    sheets, characters, broken = [], 0, 0
    for index in range(len(pdf)):
        try:
            page = pdf[index]
        except pypdfium2.PdfiumError:
            broken += 1
            sheets.append(layout.Sheet(0, (), picture=True))
            continue
        lines = _lines(page)
        characters += sum(len(line.text) for line in lines)
        if characters > MAX_CHARACTERS:
            raise Refusal(f"“{name}” holds far more text than a contract.")
        picture = len(lines) < FEW_LINES and _is_picture(page)
        sheets.append(layout.Sheet(page.get_height(), tuple(lines), picture))
        page.close()
    if broken == len(sheets):
        raise Refusal(DAMAGED.format(name=name), Outcome.UNREADABLE)
    return sheets


def _lines(page):
    """The lines of a page, with their places as a reader sees them."""
    _show_filled_fields(page)
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    turn = _turner(page)
    lines = []
    for match in re.finditer(f"[^\r\n{LINE_END_HYPHEN}]+{LINE_END_HYPHEN}?", text):
        line = _line(textpage, match, turn)
        if line:
            lines.append(line)
    textpage.close()
    return [] if _is_untold(lines) else [_cleaned(line) for line in lines]


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
    if 10 < angle < 80 and len(text) < 40:
        return None
    begin, end = _box(textpage, first), _box(textpage, last)
    x0, y0 = turn(begin.left, _baseline(textpage, first, begin.bottom))
    x1, _ = turn(end.right, _baseline(textpage, last, end.bottom))
    size = max(abs(begin.top - begin.bottom), abs(end.top - end.bottom), 1.0)
    hyphenated = match[0].endswith(LINE_END_HYPHEN)
    return layout.Line(text, min(x0, x1), max(x0, x1), y0, size, hyphenated)


def _box(textpage, index):
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
    return box


def _baseline(textpage, index, otherwise):
    x, y = ctypes.c_double(), ctypes.c_double()
    found = pdfium.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
    return y.value if found else otherwise


def _turner(page):
    """From the page's own coordinates to those of the page as it is shown."""
    width, height = page.get_size()
    return {
        90: lambda x, y: (y, height - x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (width - y, x),
    }.get(page.get_rotation(), lambda x, y: (x, y))


def _show_filled_fields(page):
    """What people typed into a form's fields becomes part of the page."""
    count = pdfium.FPDFPage_GetAnnotCount(page)
    for index in range(min(count, 2000)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation) if annotation else None
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            return


def _is_picture(page):
    """Do pictures cover a good part of the page, or is all of it drawn?"""
    if pdfium.FPDFPage_CountObjects(page) > DRAWN_LETTERS:
        return True
    covered, width, height = 0, *page.get_size()
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        covered += abs(right - left) * abs(top - bottom)
        if covered >= PICTURE_SHARE * width * height:
            return True
    return False


def _is_untold(lines):
    """Are most letters of the page codes that only its font understands?"""
    text = "".join(line.text for line in lines)
    bare = text.translate(LETTERS)
    return len(UNTOLD.findall(bare)) > 0.3 * len(bare)


def _cleaned(line):
    text = " ".join(UNTOLD.sub("", line.text.translate(LETTERS)).split())
    return layout.Line(text or "-", line.left, line.right, line.y, line.size, line.hyphenated)


def _join(sheets):
    """One text with a blank line between paragraphs, and where each page starts and ends in it."""
    words = layout.words_of(sheets)
    text, length, starts = [], 0, {}
    for paragraph in layout.paragraphs(sheets):
        joined, pages = layout.join(paragraph, words)
        for page, offset in pages:
            starts.setdefault(page, length + offset)
        text += [joined, "\n\n"]
        length += len(joined) + 2
    text = "".join(text[:-1])
    return text, _pages(sheets, starts, text)


def _pages(sheets, starts, text):
    pages, following = [], len(text)
    for number in reversed(range(len(sheets))):
        start = starts.get(number, following)
        end = start + len(text[start:following].rstrip())
        pages.append(Page(number + 1, start, end, sheets[number].picture and end == start))
        following = start
    return tuple(reversed(pages))


def _notes_on_pictures(pages):
    pictures = [page.number for page in pages if page.picture]
    if not any(page.has_text for page in pages):
        return ("Its pages are pictures without text, as from a scanner.",) if pictures else ("Its pages are empty.",)
    if len(pictures) == 1:
        return (f"Page {pictures[0]} is a picture without text and was not read.",)
    return (f"Pages {in_words(pictures)} are pictures without text and were not read.",) if pictures else ()


def _notes_on_contents(pdf, content):
    """Things inside the file that a contract does not need; they were not opened."""
    notes = []
    if pdfium.FPDFDoc_GetAttachmentCount(pdf) > 0:
        notes.append("Other files are attached inside it; they were not read.")
    if ACTIVE.search(content) or pdfium.FPDFDoc_GetJavaScriptActionCount(pdf) > 0:
        notes.append("It contains active content (a script, or a button that starts something); nothing was run.")
    return tuple(notes)
