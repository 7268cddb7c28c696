"""Letters from pictures of pages, where the program Tesseract is installed.

Page by page: a throw-away process draws it, another one becomes Tesseract, which sees that picture only. Both have
their hands tied (reading/processes). What limits them is time of the processor, so that a busy machine reads as many
pages as an idle one; and a page that failed is tried once more, in fewer dots, when all others are done.
"""

import re
import shutil
from dataclasses import replace
from time import monotonic

from reading.document import Outcome
from reading.processes import sandbox
from reading.refusal import Refusal
from reading.scans import (
    NOTHING_RECOGNISED,
    notes_on_mixed,
    notes_on_pictures,
    notes_on_recognition,
    notes_on_what_is_left,
)
from reading.words import join_hyphenated, words_in

PROGRAM = "tesseract"
DOTS_PER_INCH = 200  # at 300, one word in 700 more is found, for twice the picture
FEWER_DOTS_PER_INCH = 150  # for the second try
MAX_PAGES = 100
MAX_CPU_SECONDS = 12 * 60
MAX_SECONDS = 40 * 60  # by the clock, on the busiest machine
WORTH_WORDS = 10  # that a picture must add to the text of its page: text that is typed has no wrong letters


def is_available():
    return shutil.which(PROGRAM) is not None


def add_text(document, file, *, languages="eng", progress=None):
    """The document with the text of its picture pages, as far as it could be recognised. It has no clauses yet."""
    typed = {page.number: document.text[page.start : page.end] for page in document.pages if page.picture}
    seen = _texts_of_pages(file, list(typed)[:MAX_PAGES], languages, progress)
    recognised = {number: text for number, text in seen.items() if text and _is_worth(text, typed[number])}
    notes = (*_notes(typed, seen, recognised), *_notes_on_what_is_left(typed, seen))
    if not recognised:
        return document.with_(notes=(*document.notes, *notes))
    others = [note for note in document.notes if note not in notes_on_pictures(document.pages)]
    return _with_pages(document, recognised).with_(notes=(*notes, *others))


def _notes(typed, seen, recognised):
    """On the pages that were looked at. Where nothing was found, the document's own notes on its pictures stay."""
    empty = [number for number, text in seen.items() if text == "" and not typed[number]]
    failed = [number for number, text in seen.items() if text is None]
    if not recognised:
        return notes_on_recognition([], empty, failed) if failed else (NOTHING_RECOGNISED,)
    mixed = [number for number, text in typed.items() if text and number not in recognised]
    return (*notes_on_recognition(list(recognised), empty, failed), *notes_on_mixed(mixed))


def _notes_on_what_is_left(typed, seen):
    left = [number for number in typed if number not in seen]
    return notes_on_what_is_left(left, f"{MAX_PAGES} pages or {MAX_CPU_SECONDS // 60} minutes")


def _texts_of_pages(file, numbers, languages, progress):
    """{number of a page: its text, None where that failed twice}, of as many pages as there was time for."""
    give_up_at, spent, seen = monotonic() + MAX_SECONDS, 0.0, {}
    for done, number in enumerate(numbers):
        if monotonic() > give_up_at or spent > MAX_CPU_SECONDS:
            break
        if progress:
            progress(done, len(numbers))
        seen[number], seconds = _recognise(file, number, languages, DOTS_PER_INCH)
        spent += seconds
    for number in [number for number, text in seen.items() if text is None]:
        if monotonic() > give_up_at or spent > MAX_CPU_SECONDS:
            break
        seen[number], seconds = _recognise(file, number, languages, FEWER_DOTS_PER_INCH)
        spent += seconds
    if progress:
        progress(len(numbers), len(numbers))
    return seen


def _recognise(file, number, languages, dots_per_inch):
    """(the text of a page, None where that failed; CPU seconds)."""
    try:
        picture = sandbox.draw(file, number, dots_per_inch=dots_per_inch, level=True)
    except Refusal:
        return None, 0.0
    text, seconds = sandbox.recognise(picture, shutil.which(PROGRAM), languages)
    return None if text is None else _joined(text), seconds


def _is_worth(text, typed):
    return not typed or _count_words(text) >= _count_words(typed) + WORTH_WORDS


def _count_words(text):
    return len(re.findall(r"\w+", text))


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


def _with_pages(document, recognised):
    """Put the recognised text where its page belongs; the other pages keep theirs."""
    text, pages, copied_to = "", [], None
    for page in document.pages:
        part = recognised.get(page.number) or document.text[page.start : page.end]
        if text and part:
            goes_on = copied_to is not None and page.number not in recognised
            text += document.text[copied_to : page.start] if goes_on else "\n\n"
        pages.append(replace(page, start=len(text), end=len(text) + len(part)))
        text += part
        if part:
            copied_to = None if page.number in recognised else page.end
    return document.with_(text=text, pages=tuple(pages), clauses=(), facts=(), outcome=Outcome.TEXT)
