"""The throw-away process: ties its own hands, then does one task with the file on its standard input.

`read` answers in lines: some on progress ("# 20 71"), then JSON that says what the file holds, then the same with
clauses and facts; so the text is not lost when telling clauses apart takes too long. `draw` answers with a picture.
"""

import importlib
import json
import sys

from reading.confine import confine
from reading.document import Document, Outcome
from reading.gate import DOCX, PDF
from reading.refusal import Refusal

TEXT, KNOWN = "text/plain", "application/json"
PARSERS = {PDF: "reading.pdf", DOCX: "reading.docx", TEXT: "reading.plain", KNOWN: "reading.known"}


def main(task, *arguments):
    confine()
    {"read": read, "draw": draw}[task](*arguments)


def read(kind, name):
    document = _extract(kind, name)
    _say(document)
    if document.text:
        _say(importlib.import_module("reading.understand").understand(document))


def draw(number, dots_per_inch):
    draw_page = importlib.import_module("reading.pdf.picture").draw
    picture = draw_page(sys.stdin.buffer.read(), int(number), dots_per_inch=int(dots_per_inch))
    sys.stdout.buffer.write(picture)


def _extract(kind, name):
    """The parsers are loaded only now, behind the limits."""
    try:
        return importlib.import_module(PARSERS[kind]).extract(sys.stdin.buffer.read(), name, tell=_tell)
    except Refusal as refusal:
        return Document(name, outcome=refusal.outcome, notes=(refusal.sentence,))
    except (MemoryError, RecursionError):
        sentence = f"“{name}” needs far more memory than a contract and was not read."
        return Document(name, outcome=Outcome.UNREADABLE, notes=(sentence,))


def _tell(done, total):
    """A line about progress; the caller passes it on."""
    sys.stdout.write(f"# {done} {total}\n")
    sys.stdout.flush()


def _say(document):
    sys.stdout.write(json.dumps(document.as_full_json()) + "\n")
    sys.stdout.flush()
