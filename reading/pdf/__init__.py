"""Text with positions from PDF files, through pdfium. Runs in the throw-away process only, one document at a time.

pdfium gives the letters of a page and where each one stands: `lines`. What only repeats goes (`running`), the rest
becomes `paragraphs`.
"""

import re

import pypdfium2.raw as pdfium

from reading.document import Document, Outcome, Page
from reading.pdf.fields import filled_fields
from reading.pdf.lines import is_picture, lines_of
from reading.pdf.opening import damaged, open_form, open_page, open_pdf
from reading.pdf.paragraphs import join, paragraphs
from reading.pdf.running import without_running_lines
from reading.pdf.sheet import Findings, Sheet
from reading.refusal import Refusal
from reading.remarks import notes_on_findings
from reading.scans import notes_on_pictures
from reading.words import Words

MAX_PAGES = 2000
MAX_CHARACTERS = 5_000_000  # the longest contract we know has 400,000
TELL_EVERY = 20  # pages
FEW_LINES = 12  # a page with more of them is no scan
STREAM = re.compile(rb">>\s{0,9}stream\r?\n")
STREAM_END = b"endstream"
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|RichMedia)\b")


def extract(content, name, tell=None):
    """The text of a PDF, page by page. What cannot be read is a Refusal. `tell(done, total)` is called now and then."""
    findings = Findings()
    with open_pdf(content, name) as pdf:
        if len(pdf) > MAX_PAGES:
            raise Refusal(f"“{name}” has {len(pdf):,} pages; files with up to {MAX_PAGES:,} pages are read.")
        sheets = _read_pages(pdf, name, findings, tell)
        notes = _notes_on_contents(pdf, content)
    text, pages = _join(without_running_lines(sheets))
    outcome = Outcome.TEXT if text else Outcome.NO_TEXT
    return Document(
        name, text, pages, outcome=outcome, notes=(*_notes_on_pages(pages), *notes_on_findings(findings), *notes)
    )


def _read_pages(pdf, name, findings, tell):
    """The lines of every page. A page that cannot be opened counts as a picture."""
    sheets, characters, broken = [], 0, 0
    form = open_form(pdf)
    for index in range(len(pdf)):
        if tell and index % TELL_EVERY == 0:
            tell(index, len(pdf))
        page = open_page(pdf, index)
        if page is None:
            broken += 1
            sheets.append(Sheet(0, (), picture=True))
            continue
        lines = lines_of(page, findings, filled_fields(page, form, findings))
        characters += sum(len(line.text) for line in lines or ())
        if characters > MAX_CHARACTERS:
            raise Refusal(f"“{name}” holds far more text than a contract.")
        picture = lines is None or (len(lines) < FEW_LINES and is_picture(page))
        sheets.append(Sheet(page.get_height(), tuple(lines or ()), picture))
        page.close()
    if tell:
        tell(len(pdf), len(pdf))
    if broken == len(sheets):
        raise damaged(name)
    return sheets


def _join(sheets):
    """One text with a blank line between paragraphs, none between rows of a table, and where each page stands in it."""
    words = Words(line.text for sheet in sheets for line in sheet.lines)
    text, length, starts, table = [], 0, {}, None
    for paragraph in paragraphs(sheets):
        joined, pages = join(paragraph, words)
        if text:
            separator = "\n" if paragraph.table is not None and paragraph.table == table else "\n\n"
            text.append(separator)
            length += len(separator)
        for page, offset in pages:
            starts.setdefault(page, length + offset)
        text.append(joined)
        length, table = length + len(joined), paragraph.table
    text = "".join(text)
    return text, _pages(sheets, starts, text)


def _pages(sheets, starts, text):
    pages, following = [], len(text)
    for number in reversed(range(len(sheets))):
        start = starts.get(number, following)
        end = start + len(text[start:following].rstrip())
        pages.append(Page(number + 1, start, end, sheets[number].picture))
        following = start
    return tuple(reversed(pages))


def _notes_on_pages(pages):
    if not any(page.has_text or page.picture for page in pages):
        return ("Its pages are empty.",)
    return notes_on_pictures(pages)


def _notes_on_contents(pdf, content):
    """Things inside the file that a contract does not need; they were not opened."""
    notes = []
    if pdfium.FPDFDoc_GetAttachmentCount(pdf) > 0:
        notes.append("Other files are attached inside it; they were not read.")
    if ACTIVE.search(_without_streams(content)) or pdfium.FPDFDoc_GetJavaScriptActionCount(pdf) > 0:
        notes.append("It contains active content (a script, or a button that starts something); nothing was run.")
    return tuple(notes)


def _without_streams(content):
    """What stands outside the streams, whose bytes hold every short run of letters; one that does not end is kept."""
    kept, start = [], 0
    while begin := STREAM.search(content, start):
        end = content.find(STREAM_END, begin.end())
        if end < 0:
            break
        kept.append(content[start : begin.start()])
        start = end + len(STREAM_END)
    return b" ".join([*kept, content[start:]])
