"""Letters from pictures of pages, where the program Tesseract is installed. The page is drawn in the throw-away
process; Tesseract sees that picture only, and runs within limits of its own."""

import re
import shutil
import sys
from dataclasses import replace

from reading import sandbox
from reading.document import Outcome
from reading.refusal import Refusal
from reading.words import in_words, join_hyphenated, words_in

PROGRAM = "tesseract"
DOTS_PER_INCH = 200
MAX_PAGES = 100
START = (
    "import os, resource as r, sys; "
    "[r.setrlimit(*limit) for limit in ((r.RLIMIT_AS, (448 << 20,) * 2), (r.RLIMIT_CPU, (17, 17)))]; "
    "os.environ['OMP_THREAD_LIMIT'] = '1'; os.execv(sys.argv[1], sys.argv[1:])"
)


def is_available():
    return shutil.which(PROGRAM) is not None


def add_text(document, file, *, languages="eng", progress=None):
    """The document with the text of its picture pages, as far as it could be recognised. It has no clauses yet."""
    pictures = [page.number for page in document.pages if page.picture][:MAX_PAGES]
    found = {}
    for done, number in enumerate(pictures):
        if progress:
            progress(done, len(pictures))
        if text := _recognise(file, number, languages):
            found[number] = text
    if not found:
        return document.with_(notes=(*document.notes, "No letters were recognised in its pictures."))
    return _with_pages(document, found)


def _recognise(file, number, languages):
    try:
        picture = sandbox.draw(file, number, dots_per_inch=DOTS_PER_INCH)
    except Refusal:
        return ""
    program = (sys.executable, "-I", "-c", START, shutil.which(PROGRAM))
    with sandbox.in_a_file(picture) as drawn:
        answer = sandbox.run(drawn, "stdin", "stdout", "-l", languages, program=program)
    return _joined(answer.content.decode("utf-8", "replace")) if answer.complete else ""


def _joined(text):
    """Paragraphs on one line each, words cut at the ends of lines made whole."""
    words = words_in(text.splitlines())
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\f", "\n\n")):
        joined = ""
        for line in paragraph.split("\n"):
            line = " ".join(line.split())
            cut = joined.endswith("-")
            joined = join_hyphenated(joined[:-1], line, words) + line if cut else f"{joined} {line}"
        paragraphs.append(joined.strip())
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _with_pages(document, found):
    """Put the recognised text where its page belongs; the other pages keep theirs."""
    text, pages, copied_to = "", [], None
    for page in document.pages:
        part = found.get(page.number) or document.text[page.start : page.end]
        if text and part:
            goes_on = copied_to is not None and page.number not in found
            text += document.text[copied_to : page.start] if goes_on else "\n\n"
        pages.append(replace(page, start=len(text), end=len(text) + len(part)))
        text += part
        if part:
            copied_to = None if page.number in found else page.end
    notes = tuple(note for note in document.notes if "without text" not in note)
    which = f"Page {in_words(list(found))} was" if len(found) == 1 else f"Pages {in_words(list(found))} were"
    sentence = f"{which} recognised from pictures, so single letters may be wrong."
    return document.with_(
        text=text, pages=tuple(pages), clauses=(), facts=(), outcome=Outcome.TEXT, notes=(sentence, *notes)
    )
