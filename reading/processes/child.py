"""The throw-away process: ties its own hands, then does one task with the file on its standard input.

`read` answers in lines: some on progress ("# 20 71"), then JSON that says what the file holds, then the same with
clauses and facts; so the text is not lost when telling clauses apart takes too long. `draw` answers with a picture.
`recognise` becomes Tesseract, which answers with the letters of the picture it is given.
"""

import importlib
import json
import os
import sys

from reading.document import Document, Outcome
from reading.gate import DOCX, PDF
from reading.processes.confine import confine
from reading.refusal import Refusal

TEXT, KNOWN = "text/plain", "application/json"
FINDS_THE_RIGHT_WAY_UP = "1"  # Tesseract's way of cutting pages that also turns those that lie on their side
PICTURES = "reading.pdf.picture"
PARSERS = {PDF: "reading.pdf", DOCX: "reading.docx", TEXT: "reading.plain", KNOWN: "reading.known"}


def main(task, *arguments):
    confine(may_become_another_program=task == "recognise")
    {"read": read, "draw": draw, "recognise": recognise}[task](*arguments)


def load_all():
    """Every parser, in the parent that never uses one: its children have them without loading them again."""
    for name in (*PARSERS.values(), PICTURES):
        importlib.import_module(name)


def read(kind, name):
    document = _extract(kind, name)
    _say(document)
    if document.text:
        _say(importlib.import_module("reading.understand").understand(document))


def draw(number, dots_per_inch, level=""):
    draw_page = importlib.import_module(PICTURES).draw
    content = sys.stdin.buffer.read()
    picture = draw_page(content, int(number), dots_per_inch=int(dots_per_inch), level=bool(level))
    sys.stdout.buffer.write(picture)


def recognise(program, languages):
    """Every limit stays in force: no file is written, no other process started, no connection made."""
    os.execv(program, [program, "stdin", "stdout", "-l", languages, "--psm", FINDS_THE_RIGHT_WAY_UP])  # noqa: S606


def _extract(kind, name):
    """The parser is used only now, behind the limits."""
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
