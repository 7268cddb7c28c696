"""Text with positions from PDF files, through pdfium. Runs in the throw-away process only, one document at a time.

pdfium gives the letters of a page and where each one stands; `layout` makes paragraphs of them.
"""

import ctypes
import math
import re

import pypdfium2
import pypdfium2.raw as pdfium

from reading import layout
from reading.document import Document, Outcome, Page
from reading.refusal import Refusal

MAX_PAGES = 2000
MAX_CHARACTERS = 5_000_000  # the longest contract we know has 400,000
MAX_PAGE_OBJECTS = 200_000

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
        sheets, pictures = _read_pages(pdf, name)
        notes = _notes_on_contents(pdf, content)
    text, pages = _join(layout.without_running_lines(sheets))
    empty = [page.number for page in pages if not page.has_text]
    missing = [number for number in empty if number in pictures]
    outcome = Outcome.TEXT if len(empty) < len(pages) else Outcome.NO_TEXT
    return Document(name, text, pages, outcome=outcome, notes=(*_notes_on_missing(missing, pages), *notes))


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
    """(the lines of every page, the numbers of pages with something else on them than text)."""
    sheets, pictures, characters, broken = [], set(), 0, 0
    for index in range(len(pdf)):
        try:
            page = pdf[index]
        except pypdfium2.PdfiumError:
            broken += 1
            sheets.append(layout.Sheet(0, ()))
            pictures.add(index + 1)
            continue
        lines = _lines(page)
        characters += sum(len(line.text) for line in lines)
        if characters > MAX_CHARACTERS:
            raise Refusal(f"“{name}” holds far more text than a contract.")
        sheets.append(layout.Sheet(page.get_height(), tuple(lines)))
        if pdfium.FPDFPage_CountObjects(page):
            pictures.add(index + 1)
        page.close()
    if broken == len(sheets):
        raise Refusal(DAMAGED.format(name=name), Outcome.UNREADABLE)
    return sheets, pictures


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
    return text, _pages(len(sheets), starts, text)


def _pages(count, starts, text):
    pages, following = [], len(text)
    for number in reversed(range(count)):
        start = starts.get(number, following)
        end = start + len(text[start:following].rstrip())
        pages.append(Page(number + 1, start, end))
        following = start
    return tuple(reversed(pages))


def _notes_on_missing(missing, pages):
    if not missing:
        return () if any(page.has_text for page in pages) else ("Its pages are empty.",)
    if len(missing) == len(pages):
        return ("Its pages are pictures without text, as from a scanner, and cannot be read.",)
    numbers = _in_words(missing)
    if len(missing) == 1:
        return (f"Page {numbers} is a picture without text and was not read.",)
    return (f"Pages {numbers} are pictures without text and were not read.",)


def _in_words(numbers):
    """1, 2, 3, 7 -> "1-3 and 7"."""
    runs = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [f"{first}-{last}" if last > first else str(first) for first, last in runs]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)


def _notes_on_contents(pdf, content):
    """Things inside the file that a contract does not need; they were not opened."""
    notes = []
    if pdfium.FPDFDoc_GetAttachmentCount(pdf) > 0:
        notes.append("Other files are attached inside it; they were not read.")
    if ACTIVE.search(content) or pdfium.FPDFDoc_GetJavaScriptActionCount(pdf) > 0:
        notes.append("It contains active content (a script, or a button that starts something); nothing was run.")
    return tuple(notes)
