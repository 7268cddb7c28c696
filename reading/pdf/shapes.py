"""What is drawn on a page beside its letters, as far as it changes what the letters mean: rules and grounds."""

import ctypes
from dataclasses import dataclass
from functools import cached_property

import pypdfium2.raw as pdfium

MOST_OBJECTS = 3000  # of a page; one with more is a drawing
THIN = 2.6  # points; a rule is no higher
SHORTEST = 4.0  # points; a rule is longer
PALE = 0xF2  # of 255


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float


class Shapes:
    """The boxes of what is drawn on one page, in the page's own coordinates. Looked for once, where asked for."""

    def __init__(self, page):
        self.page = page

    @property
    def rules(self):
        """Thin horizontal ones, such as lines under or through words."""
        return self._boxes[0]

    def has_ground(self, x, y):
        """Whether something that is not white lies at this place: a picture, or a shape that is filled."""
        return any(box.left <= x <= box.right and box.bottom <= y <= box.top for box in self._boxes[1])

    @cached_property
    def _boxes(self):
        rules, grounds = [], []
        sides = [ctypes.c_float() for _ in range(4)]
        for place in range(min(pdfium.FPDFPage_CountObjects(self.page), MOST_OBJECTS)):
            shape = pdfium.FPDFPage_GetObject(self.page, place)
            kind = pdfium.FPDFPageObj_GetType(shape)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT or not pdfium.FPDFPageObj_GetBounds(shape, *sides):
                continue
            box = Box(*(side.value for side in sides))
            if kind == pdfium.FPDF_PAGEOBJ_PATH and box.top - box.bottom <= THIN:
                if box.right - box.left >= SHORTEST:
                    rules.append(box)
            elif kind != pdfium.FPDF_PAGEOBJ_PATH or _is_filled_dark(shape):
                grounds.append(box)
        return rules, grounds


def _is_filled_dark(shape):
    mode, is_stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(shape, mode, is_stroked) or mode.value == pdfium.FPDF_FILLMODE_NONE:
        return False
    parts = [ctypes.c_uint() for _ in range(4)]
    return bool(pdfium.FPDFPageObj_GetFillColor(shape, *parts)) and min(part.value for part in parts[:3]) < PALE
