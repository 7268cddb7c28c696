"""Plain text: the paragraphs as they stand, in one page."""

import re

from reading.document import Document, Outcome, Page
from reading.refusal import Refusal

MAX_CHARACTERS = 5_000_000
ENCODINGS = ("utf-8-sig", "cp1252")


def extract(content, name, tell=None):
    text = re.sub(r"\r\n?", "\n", _decode(content, name)).strip("\n")
    if len(text) > MAX_CHARACTERS:
        raise Refusal(f"“{name}” holds far more text than a contract.")
    if not text.strip():
        return Document(name, pages=(Page(1, 0, 0),), outcome=Outcome.NO_TEXT, notes=("It holds no text.",))
    return Document(name, text, (Page(1, 0, len(text)),))


def _decode(content, name):
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise Refusal(f"“{name}” is no text file.")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
