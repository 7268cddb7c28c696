"""Reading documents: PDF, Word and plain text to text with positions, clauses and key facts. Needs no Django.

>>> document = reading.read("contract.pdf")
>>> document.outcome, len(document.clauses)

A file is checked, then parsed in a process of its own; however that ends, the answer is a Document.
"""

import json
from pathlib import Path

from reading import gate, ocr
from reading.document import Document
from reading.facts import days
from reading.processes import sandbox
from reading.processes.child import KNOWN, TEXT
from reading.refusal import Refusal
from reading.scans import NOT_INSTALLED

__all__ = ["Document", "Refusal", "can_recognise", "draw", "read", "read_text", "with_order"]

can_recognise = ocr.is_available  # are scanned pages an option on this machine?


def read(path, *, name=None, recognise=False, languages="eng", progress=None):
    """What a PDF or Word file holds. A file that cannot be read has another outcome than "text", and a reason.

    `name` is what the person who attached the file calls it. With `recognise`, letters are looked for in pages that are
    pictures, where Tesseract is installed. `progress(done, total)` is called while pages are read.
    """
    path = Path(path)
    name = name or path.name
    with path.open("rb") as file:
        try:
            kind = gate.check(file, name=name)
        except Refusal as refusal:
            return Document(name, outcome=refusal.outcome, notes=(refusal.sentence,))
        document = sandbox.read(file, kind, name=name, progress=progress)
        if recognise and any(page.picture for page in document.pages):
            return _with_recognised_text(document, file, languages, progress)
    return document


def read_text(path, *, name=None):
    """The same for a file of plain text."""
    path = Path(path)
    with path.open("rb") as file:
        return sandbox.read(file, TEXT, name=name or path.name)


def with_order(document, order):
    """The document with days like 03/04/2027 read "day" or "month" first, where the paper itself leaves that open."""
    return document.with_(facts=days.settle(document.facts, order))


def draw(path, page, *, dots_per_inch=100):
    """A picture of one page of a PDF file, as PNG. What cannot be drawn is a Refusal."""
    path = Path(path)
    with path.open("rb") as file:
        kind = gate.check(file, name=path.name)
        if kind != gate.PDF:
            raise Refusal("Only the pages of PDF files can be shown.")
        return sandbox.draw(file, page, dots_per_inch=dots_per_inch)


def _with_recognised_text(document, file, languages, progress):
    if not ocr.is_available():
        return document.with_(notes=(*document.notes, NOT_INSTALLED))
    return _understood(ocr.add_text(document, file, languages=languages, progress=progress))


def _understood(document):
    with sandbox.in_a_file(json.dumps(document.as_full_json()).encode()) as file:
        return sandbox.read(file, KNOWN, name=document.file)
