"""Reading documents: PDF, Word and plain text to text with positions, clauses and key facts. Needs no Django.

>>> document = reading.read("contract.pdf")
>>> document.outcome, len(document.clauses)

The file is checked, then parsed in a process of its own; however that ends, the answer is a Document.
"""

from pathlib import Path

from reading import gate, sandbox
from reading.document import Document
from reading.refusal import Refusal


def read(path):
    """What a PDF or Word file holds. A file that cannot be read has another outcome than "text", and a reason."""
    path = Path(path)
    with path.open("rb") as file:
        try:
            kind = gate.check(file, name=path.name)
        except Refusal as refusal:
            return Document(path.name, outcome=refusal.outcome, notes=(refusal.sentence,))
        return sandbox.run(file, kind, name=path.name)


def read_text(path):
    """The same for a file of plain text."""
    path = Path(path)
    with path.open("rb") as file:
        return sandbox.run(file, "text/plain", name=path.name)
