"""Text from Word files (DOCX). Runs in the throw-away process only.

`archive` opens the parts of the file, `styles` and `numbering` know what they say about a paragraph, `body` walks
through the document in its order, and `blocks` lays the result out as one text.
"""

from reading.document import Document, Heading, Outcome, Page
from reading.docx.archive import Archive
from reading.docx.body import Body
from reading.docx.numbering import Numbering
from reading.docx.styles import Styles
from reading.refusal import Refusal

MAX_CHARACTERS = 5_000_000


def extract(content, name, tell=None):
    """The text of a Word file as a reader sees it. What cannot be read is a Refusal."""
    archive = Archive(content, name)
    styles = Styles(archive.part("styles"))
    body = Body(styles, Numbering(archive.part("numbering"), styles), archive.footnotes())
    body.walk(archive.document())
    text, headings = _join(body.blocks)
    if len(text) > MAX_CHARACTERS:
        raise Refusal(f"“{name}” holds far more text than a contract.")
    notes = (*body.notes(), *archive.notes())
    if not text:
        return Document(name, pages=(Page(1, 0, 0),), outcome=Outcome.NO_TEXT, notes=("It holds no text.", *notes))
    return Document(name, text, (Page(1, 0, len(text)),), headings, notes=notes)


def _join(blocks):
    """One text, with a blank line between blocks; rows of one table stand on lines that follow each other."""
    pieces, length, headings, before = [], 0, [], None
    for block in blocks:
        if before is not None:
            separator = "\n" if block.table is not None and block.table == before.table else "\n\n"
            pieces.append(separator)
            length += len(separator)
        if block.level is not None:
            headings.append(Heading(length, length + len(block.text), block.level))
        pieces.append(block.text)
        length += len(block.text)
        before = block
    return "".join(pieces), tuple(headings)
