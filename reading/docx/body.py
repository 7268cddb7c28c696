"""The walk through a Word document in its own order: paragraphs, tables, text boxes, notes, tracked changes.

Insertions are kept and deletions left out, as if every change had been accepted; both are counted and reported.
"""

import re
from dataclasses import dataclass

from reading.docx.names import MC, M, W, is_on, number, value
from reading.docx.symbols import from_symbol_font, sign

LONG_CELL_WORDS = 40  # a cell longer than this holds running text, and its row is no row of figures
MAX_OPEN_FIELDS = 20
BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SKIPPED = ("pPr", "rPr", "sdtPr", "delText", "instrText", "delInstrText", "softHyphen", "ffData", "rt")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table."""

    text: str
    level: int | None = None  # of a heading
    table: int | None = None  # rows of one table carry the same number


class Body:
    """Two tables say what becomes of each element: one for what stands between paragraphs, one for what is in them."""

    def __init__(self, styles, numbering, footnotes):
        self.styles, self.numbering, self.footnotes = styles, numbering, footnotes
        self.blocks = []
        self.insertions = self.deletions = self.tables = self.marks = 0
        self.hidden = self.embedded = False
        self.fields = []  # for each field that is open: does its instruction, not its result, stand here?
        self.floating = []  # text boxes and notes of the paragraph at hand; they follow it
        self.carried = ""  # goes in front of the next paragraph
        self.outer = {
            f"{W}p": self._paragraph,
            f"{W}tbl": self._table,
            f"{W}sdt": lambda element: self._all(element.find(f"{W}sdtContent")),
            f"{W}altChunk": self._alien,
            f"{MC}AlternateContent": lambda element: self._all(_chosen(element)),
            **{W + name: self._all for name in ("customXml", "smartTag", "ins", "moveTo")},
        }
        self.inner = {
            f"{W}r": self._run,
            f"{W}t": lambda element: self._text(element.text or ""),
            f"{M}t": lambda element: self._text(element.text or ""),
            f"{W}tab": lambda element: self._text(" "),
            f"{W}ptab": lambda element: self._text(" "),
            f"{W}cr": lambda element: self._text("\n"),
            f"{W}br": lambda element: self._text(" " if element.get(f"{W}type") else "\n"),
            f"{W}noBreakHyphen": lambda element: self._text("-"),
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field,
            f"{W}footnoteReference": self._mark,
            f"{W}endnoteReference": self._mark,
            f"{W}txbxContent": self._text_box,
            f"{W}ins": self._inserted,
            f"{W}moveTo": self._inserted,
            f"{W}del": self._deleted,
            f"{W}moveFrom": self._deleted,
            f"{W}sdt": lambda element: self._inline(element.find(f"{W}sdtContent")),
            f"{W}ruby": lambda element: self._inline(element.find(f"{W}rubyBase")),
            f"{MC}AlternateContent": lambda element: self._inline(_chosen(element)),
            **{W + name: lambda element: "" for name in SKIPPED},
        }

    def walk(self, document):
        self._all(document.find(f"{W}body"))

    def notes(self):
        """What to know about the reading, as sentences."""
        sentences = []
        if self.insertions or self.deletions:
            kept = _counted(self.insertions, "insertion was kept", "insertions were kept")
            left = _counted(self.deletions, "deletion was left out", "deletions were left out")
            sentences.append(f"It has tracked changes: {kept}, {left}.")
        if self.hidden:
            sentences.append("It holds hidden text, which was left out.")
        if self.embedded:
            sentences.append("Another document is placed inside it; that part was not read.")
        return tuple(sentences)

    # --- paragraphs and tables ---

    def _all(self, parent):
        for element in parent if parent is not None else ():
            handler = self.outer.get(element.tag)
            if handler:
                handler(element)

    def _alien(self, element):
        self.embedded = True

    def _paragraph(self, element):
        properties = element.find(f"{W}pPr")
        changes = self.insertions, self.deletions
        text = self.carried + self._inline(element)
        floating, self.floating, self.carried = self.floating, [], ""
        self.fields = [False] * min(len(self.fields), MAX_OPEN_FIELDS)  # an instruction ends with its paragraph
        end = properties.find(f"{W}rPr") if properties is not None else None
        if _has(end, "del") or _has(end, "moveFrom"):
            self.carried = text
            self.deletions += changes == (self.insertions, self.deletions)
        else:
            self.insertions += _has(end, "ins") and changes == (self.insertions, self.deletions)
            self._add(_tidy(text), properties)
        for content in floating:
            self._float(content)

    def _add(self, text, properties):
        """An empty paragraph counts in its list, too, unless it only carries the end of a section."""
        if not text and _has(properties, "sectPr"):
            return
        shown_number = self.numbering.next(properties)
        if text:
            text = f"{shown_number} {text}" if shown_number else text
            self.blocks.append(Block(text, self.styles.heading_level(properties)))

    def _float(self, content):
        prefix, element = content
        carried, self.carried = self.carried, prefix
        self._all(element)
        self.carried = carried

    def _table(self, element):
        self.tables += 1
        table = self.tables
        for row in _below(element, "tr"):
            properties = row.find(f"{W}trPr")
            if _has(properties, "del"):
                self.deletions += 1
                continue
            self.insertions += _has(properties, "ins")
            cells = [blocks for cell in _below(row, "tc") if (blocks := self._cell(cell))]
            if len(cells) < 2 or any(_is_running_text(blocks) for blocks in cells):
                self.blocks += [block for blocks in cells for block in blocks]
            else:
                self.blocks.append(Block(" | ".join(_on_one_line(blocks) for blocks in cells), table=table))

    def _cell(self, element):
        """The blocks inside a cell."""
        before, self.blocks = self.blocks, []
        self._all(element)
        inside, self.blocks = self.blocks, before
        return inside

    # --- what stands inside a paragraph ---

    def _inline(self, parent):
        if parent is None:
            return ""
        return "".join([self.inner.get(element.tag, self._inline)(element) for element in parent])

    def _run(self, element):
        properties = element.find(f"{W}rPr")
        hidden = is_on(properties, "vanish")
        if hidden is None and (style := value(properties, "rStyle")):
            hidden = self.styles.is_hidden(style)
        text = self._inline(element)
        if hidden and text.strip():
            self.hidden = True
        return "" if hidden else text

    def _text(self, text):
        return "" if any(self.fields) else from_symbol_font(text)

    def _symbol(self, element):
        code = element.get(f"{W}char") or ""
        if not re.fullmatch("[0-9A-Fa-f]{1,6}", code):
            return ""
        return self._text(sign(element.get(f"{W}font"), int(code, 16)))

    def _field(self, element):
        kind, shown = element.get(f"{W}fldCharType"), ""
        if kind == "begin":
            shown = self._text(_shown_by_form_field(element.find(f"{W}ffData")))
            self.fields.append(True)
        elif self.fields and kind == "separate":
            self.fields[-1] = False
        elif self.fields and kind == "end":
            self.fields.pop()
        return shown

    def _mark(self, element):
        """The mark of a foot- or endnote. The note itself follows the paragraph."""
        kind = element.tag.removeprefix(W).removesuffix("Reference")
        content = self.footnotes.pop((kind, element.get(f"{W}id")), None)
        if content is None or any(self.fields):
            return ""
        self.marks += 1
        self.floating.append((f"[{self.marks}] ", content))
        return f" [{self.marks}]"

    def _text_box(self, element):
        self.floating.append(("", element))
        return ""

    def _inserted(self, element):
        self.insertions += 1
        return self._inline(element)

    def _deleted(self, element):
        self.deletions += 1
        return ""


def _has(parent, name):
    return parent is not None and parent.find(W + name) is not None


def _chosen(element):
    """Of several versions of the same content, the newest; the others repeat it for older programs."""
    for version in (f"{MC}Choice", f"{MC}Fallback"):
        branch = element.find(version)
        if branch is not None:
            return branch
    return None


def _below(parent, name):
    """The rows of a table or the cells of a row, also those wrapped in content controls."""
    for element in parent:
        if element.tag == W + name:
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from _below(element, name)


def _is_running_text(blocks):
    return len(blocks) > 1 or len(blocks[0].text.split()) > LONG_CELL_WORDS


def _on_one_line(blocks):
    return blocks[0].text.replace("\n", " ")


def _shown_by_form_field(data):
    """A tick box or a choice from a list keeps what it shows beside the text."""
    box, choice = (data.find(f"{W}{kind}") if data is not None else None for kind in ("checkBox", "ddList"))
    if box is not None:
        ticked = is_on(box, "checked")
        return "☒" if (is_on(box, "default") if ticked is None else ticked) else "☐"
    if choice is not None:
        entries, chosen = choice.findall(f"{W}listEntry"), number(choice, "result") or 0
        return (entries[chosen].get(f"{W}val") or "") if 0 <= chosen < len(entries) else ""
    return ""


def _tidy(text):
    lines = [BLANKS.sub(" ", line).strip() for line in UNSEEN.sub("", text).split("\n")]
    return "\n".join(line for line in lines if line)


def _counted(count, one, many):
    return f"{count or 'no'} {one if count == 1 else many}"
