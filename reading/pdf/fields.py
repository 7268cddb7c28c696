"""What was filled into the fields of a page, typed on top of it, or remarked on it: pdfium calls all of it annotations.

A field's words come from the field itself, not from its picture: so each stands on the line of its label, and a box
says whether it is ticked. Comments are no part of the contract; they are counted.
"""

import ctypes
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from reading.pdf.sheet import Line

MAX_ANNOTATIONS = 2000  # of a page
BLANK = "____"  # a field in which nobody wrote
TICKED, UNTICKED = "☒", "☐"
HIDDEN = 0x02 | 0x20  # flags of what is not shown
COMMENTS = {
    *(pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_SQUIGGLY),
    *(pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_CARET, pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_STAMP),
    *(pdfium.FPDF_ANNOT_FILEATTACHMENT, pdfium.FPDF_ANNOT_SOUND, pdfium.FPDF_ANNOT_REDACT),
    *(pdfium.FPDF_ANNOT_POLYGON, pdfium.FPDF_ANNOT_POLYLINE, pdfium.FPDF_ANNOT_LINE, pdfium.FPDF_ANNOT_SQUARE),
    pdfium.FPDF_ANNOT_CIRCLE,
}
BOXES = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
WRITTEN = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
LETTER = 11.0  # points; the height of letters in a field that is higher than one line
BESIDE = 320.0  # points, at most, between a label and its field
NEAR = 24.0  # points, at most, between a box to tick and its words
ENDS_LABEL = (":", "?", "(", "[", "“", '"')


@dataclass(frozen=True, slots=True)
class Filled:
    """Words at a place of the page. `is_box` for a box to tick."""

    shown: str
    left: float
    bottom: float
    right: float
    top: float
    is_box: bool = False

    @property
    def middle(self):
        return (self.left + self.right) / 2 if self.is_box else self.left

    def stands_on(self, left, right, base, size):
        """Whether it stands on the line of these letters: in it, behind it as behind a label, or a box in front."""
        height = base + 0.3 * size
        if self.top - self.bottom > 2.2 * size or not self.bottom - 0.35 * size <= height <= self.top + 0.35 * size:
            return False
        if left - 1 <= self.middle <= right:
            return True
        if self.is_box:
            return min(abs(left - self.right), abs(self.left - right)) <= NEAR
        return -2 <= self.left - right <= BESIDE or abs(left - self.right) <= NEAR

    def stands_below(self, line):
        """Whether a line is its label, which stands right above it."""
        near = 0 <= line.y - self.top < 0.9 * line.size and abs(line.left - self.left) < 8
        return near and not self.is_box and not line.alone and not line.text.endswith((".", ";", ","))

    def joint(self, before, after):
        """What stands between a label and what was filled in behind it: a row of a form reads as a row of a table."""
        if not before:
            return ""
        is_label = not after and not self.is_box and not before.endswith(ENDS_LABEL) and len(before.split()) <= 8
        return " | " if is_label else " "

    @property
    def end(self):
        """Where its words end, as far as can be told without their letters."""
        return min(max(self.right, self.left + 1), self.left + LETTER / 2 * len(self.shown))

    def as_line(self):
        """A line of its own, where no label stands beside it."""
        size = min(max(self.top - self.bottom, 1.0), LETTER)
        base = self.top - size if self.top - self.bottom > 2 * LETTER else self.bottom + 0.25 * size
        return Line(self.shown, self.left, self.end, base, size, alone=True)


def filled_fields(page, form, findings):
    """[Filled] of an open page; what people remarked on it goes to the findings. `form` may be None."""
    filled = []
    for place in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        if annotation:
            if field := _filled(annotation, form, findings):
                filled.append(field)
            pdfium.FPDFPage_CloseAnnot(annotation)
    return filled


def _filled(annotation, form, findings):
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if pdfium.FPDFAnnot_GetFlags(annotation) & HIDDEN:
        return None
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        shown, is_box = _shown_in(annotation, form)
        return _placed(annotation, shown, is_box) if shown else None
    if kind == pdfium.FPDF_ANNOT_FREETEXT and _has_picture(annotation):
        text = _text_of(annotation, "Contents")
        findings.typed_on_top += bool(text)
        return _placed(annotation, text) if text else None
    findings.comments += kind in COMMENTS or kind == pdfium.FPDF_ANNOT_FREETEXT
    return None


def _shown_in(annotation, form):
    """(what a field shows, whether it is a box to tick)."""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation) if form else pdfium.FPDF_FORMFIELD_UNKNOWN
    if kind in BOXES:
        return (TICKED if pdfium.FPDFAnnot_IsChecked(form, annotation) else UNTICKED), True
    if kind in WRITTEN:
        return _chosen(annotation, form) or _value(annotation, form) or BLANK, False
    if kind == pdfium.FPDF_FORMFIELD_UNKNOWN:
        return _text_of(annotation, "V"), False
    return "", False


def _chosen(annotation, form):
    """The words of what was chosen from a list, which may be stored under other words."""
    count = pdfium.FPDFAnnot_GetOptionCount(form, annotation)
    chosen = [n for n in range(min(count, 500)) if pdfium.FPDFAnnot_IsOptionSelected(form, annotation, n)]
    labels = (_wide(pdfium.FPDFAnnot_GetOptionLabel, form, annotation, place) for place in chosen)
    return ", ".join(label for label in labels if label)


def _value(annotation, form):
    return _wide(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)


def _text_of(annotation, key):
    return _wide(pdfium.FPDFAnnot_GetStringValue, annotation, key.encode())


def _wide(ask, *arguments):
    """A text that pdfium hands over in two steps, its length first; on one line."""
    length = ask(*arguments, None, 0)
    if not 2 < length <= 200_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(*arguments, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return " ".join(buffer.raw.decode("utf-16-le", "replace").rstrip("\0").split())


def _has_picture(annotation):
    return pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2


def _placed(annotation, shown, is_box=False):
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, box):
        return None
    left, right = sorted((box.left, box.right))
    bottom, top = sorted((box.bottom, box.top))
    return Filled(shown, left, bottom, right, top, is_box)
