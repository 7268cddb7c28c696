"""The throw-away process: ties its own hands, reads one document from standard input, answers in lines of JSON.

The first line says what the file holds; a second one adds clauses and facts, so that the text is not lost when
telling clauses apart takes too long. Started by `sandbox` only.
"""

import importlib
import json
import sys

from reading.confine import confine
from reading.document import Document, Outcome
from reading.gate import DOCX, PDF
from reading.refusal import Refusal

PARSERS = {PDF: "reading.pdf", DOCX: "reading.docx", "text/plain": "reading.plain"}


def main(kind, name):
    confine()
    document = _extract(kind, name)
    _say(document.as_full_json())
    if document.text:
        understand = importlib.import_module("reading.understand").understand
        _say(understand(document).as_full_json())


def _extract(kind, name):
    """The parsers are loaded only now, behind the limits."""
    try:
        return importlib.import_module(PARSERS[kind]).extract(sys.stdin.buffer.read(), name)
    except Refusal as refusal:
        return Document(name, outcome=refusal.outcome, notes=(refusal.sentence,))
    except (MemoryError, RecursionError):
        sentence = f"“{name}” needs far more memory than a contract and was not read."
        return Document(name, outcome=Outcome.UNREADABLE, notes=(sentence,))


def _say(data):
    print(json.dumps(data), flush=True)  # noqa: T201 - this is how the answer leaves the process
