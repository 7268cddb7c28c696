"""The walk through a Word document in its own order: paragraphs, tables, text boxes, notes, tracked changes.

Insertions are kept and deletions left out, as if every change had been accepted; both are counted and reported. Words
that nobody sees (hidden, white on white, tiny) or that are struck through are left out, and said.
"""

import re
from dataclasses import dataclass

from reading.docx.grounds import is_dark_ground
from reading.docx.looks import Looks
from reading.docx.names import MC, W14, M, W, is_on, number, value
from reading.docx.symbols import from_symbol_font, sign
from reading.remarks import HIDDEN, on_struck
from reading.remarks import UNSEEN as NOT_TO_BE_SEEN

LONG_CELL_WORDS = 40  # a cell longer than this holds running text, and its row is no row of figures
MAX_OPEN_FIELDS = 20
BLANK = "____"  # where something is still to be filled in
TICKED, UNTICKED = "☒", "☐"
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
        self.styles, self.numbering, self.footnotes, self.looks = styles, numbering, footnotes, Looks(styles)
        self.blocks = []
        self.insertions = self.deletions = self.tables = self.marks = 0
        self.hidden = self.unseen = self.embedded = False
        self.struck = []  # the passages that are struck through
        self.striking = False  # did the run before this one end in struck words?
        self.properties = None  # of the paragraph at hand
        self.on_dark_ground = False  # in a cell, paragraph or box with a ground of its own, where white is seen
        self.fields = []  # for each field that is open: does its instruction, not its result, stand here?
        self.floating = []  # text boxes and notes of the paragraph at hand; they follow it
        self.carried = ""  # goes in front of the next paragraph
        self.outer = {
            f"{W}p": self._paragraph,
            f"{W}tbl": self._table,
            f"{W}sdt": self._control,
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
            f"{W}sdt": self._inline_control,
            f"{W}ruby": lambda element: self._inline(element.find(f"{W}rubyBase")),
            f"{MC}AlternateContent": lambda element: self._inline(_chosen(element)),
            **{W + name: lambda element: "" for name in SKIPPED},
        }

    def walk(self, document):
        ground = document.find(f"{W}background")
        self.on_dark_ground = ground is not None and (ground.get(f"{W}color") or "").upper() not in (
            "",
            "AUTO",
            "FFFFFF",
        )
        self._all(document.find(f"{W}body"))

    def notes(self):
        """What to know about the reading, as sentences."""
        sentences = []
        if self.insertions or self.deletions:
            kept = _counted(self.insertions, "insertion was kept", "insertions were kept")
            left = _counted(self.deletions, "deletion was left out", "deletions were left out")
            sentences.append(f"It has tracked changes: {kept}, {left}.")
        if self.hidden:
            sentences.append(HIDDEN)
        if self.unseen:
            sentences.append(NOT_TO_BE_SEEN)
        if self.struck:
            sentences.append(on_struck(self.struck))
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

    def _control(self, element):
        """A content control around paragraphs or rows."""
        if _shows_placeholder(element) and element.find(f".//{W}tbl") is None:
            self._add(BLANK, None)
        else:
            self._all(element.find(f"{W}sdtContent"))

    def _inline_control(self, element):
        """A content control inside a paragraph: a tick box says whether it is ticked, an empty one that it is empty."""
        box = element.find(f"{W}sdtPr/{W14}checkbox")
        if box is not None:
            checked = box.find(f"{W14}checked")
            is_ticked = checked is not None and checked.get(f"{W14}val", "1") not in ("0", "false", "off")
            return self._text(TICKED if is_ticked else UNTICKED)
        if _shows_placeholder(element):
            return self._text(BLANK)
        return self._inline(element.find(f"{W}sdtContent"))

    def _paragraph(self, element):
        properties = element.find(f"{W}pPr")
        changes = self.insertions, self.deletions
        before, self.properties, self.striking = self.properties, properties, False
        dark, self.on_dark_ground = self.on_dark_ground, self.on_dark_ground or is_dark_ground(properties)
        text = self.carried + self._inline(element)
        self.properties, self.on_dark_ground = before, dark
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
        """An empty paragraph counts in its list, too, unless it only carries the end of a section, or is hidden."""
        if not text and (_has(properties, "sectPr") or self._is_hidden(properties)):
            return
        shown_number = self.numbering.next(properties)
        if text:
            text = f"{shown_number} {text}" if shown_number else text
            self.blocks.append(Block(text, self.styles.heading_level(properties)))

    def _is_hidden(self, properties):
        end = properties.find(f"{W}rPr") if properties is not None else None
        return self.looks.of_run(end, properties).hidden

    def _float(self, content):
        prefix, element = content
        carried, self.carried = self.carried, prefix
        dark, self.on_dark_ground = self.on_dark_ground, self.on_dark_ground or not prefix  # boxes may be filled
        self._all(element)
        self.carried, self.on_dark_ground = carried, dark

    def _table(self, element):
        self.tables += 1
        table, dark = self.tables, self.on_dark_ground
        properties = element.find(f"{W}tblPr")
        shaded = dark or is_dark_ground(properties) or self.styles.shades_cells(value(properties, "tblStyle"))
        for row in _below(element, "tr"):
            properties = row.find(f"{W}trPr")
            if _has(properties, "del"):
                self.deletions += 1
                continue
            if is_on(properties, "hidden"):
                self.hidden = True
                continue
            self.insertions += _has(properties, "ins")
            cells = [blocks for cell in _below(row, "tc") if (blocks := self._cell(cell, shaded))]
            if len(cells) < 2 or any(_is_running_text(blocks) for blocks in cells):
                self.blocks += [block for blocks in cells for block in blocks]
            else:
                self.blocks.append(Block(" | ".join(_on_one_line(blocks) for blocks in cells), table=table))

    def _cell(self, element, shaded):
        """The blocks inside a cell of a table that may give it a ground of its own."""
        before, self.blocks = self.blocks, []
        dark, self.on_dark_ground = self.on_dark_ground, shaded or is_dark_ground(element.find(f"{W}tcPr"))
        self._all(element)
        inside, self.blocks, self.on_dark_ground = self.blocks, before, dark
        return inside

    # --- what stands inside a paragraph ---

    def _inline(self, parent):
        if parent is None:
            return ""
        return "".join([self.inner.get(element.tag, self._inline)(element) for element in parent])

    def _run(self, element):
        look = self.looks.of_run(element.find(f"{W}rPr"), self.properties)
        text = self._inline(element)
        if not text.strip():
            return "" if look.hidden else text
        unseen = look.tiny or (look.pale and not look.shaded and not self.on_dark_ground)
        self.hidden |= look.hidden
        self.unseen |= unseen and not look.hidden
        if look.struck and not look.hidden and not unseen:
            self._strike(text)
        self.striking = look.struck
        return "" if look.hidden or unseen or look.struck else text

    def _strike(self, text):
        """Words that are struck through; those of runs that follow each other are one passage."""
        if self.striking and self.struck:
            self.struck[-1] += text
        else:
            self.struck.append(text)

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


def _shows_placeholder(control):
    """Whether a content control shows what to type there, because nobody has."""
    properties = control.find(f"{W}sdtPr")
    return bool(is_on(properties, "showingPlcHdr"))


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
        return TICKED if (is_on(box, "default") if ticked is None else ticked) else UNTICKED
    if choice is not None:
        entries, chosen = choice.findall(f"{W}listEntry"), number(choice, "result") or 0
        return (entries[chosen].get(f"{W}val") or "") if 0 <= chosen < len(entries) else ""
    return ""


def _tidy(text):
    lines = [BLANKS.sub(" ", line).strip() for line in UNSEEN.sub("", text).split("\n")]
    return "\n".join(line for line in lines if line)


def _counted(count, one, many):
    return f"{count or 'no'} {one if count == 1 else many}"
