"""A picture of one page, for the eye and for the recognition of letters."""

import math
import struct
import zlib

from reading.document import Outcome
from reading.pdf.level import levelled
from reading.pdf.opening import open_page_to_draw, open_pdf
from reading.refusal import Refusal

MAX_PIXELS = 8_000_000  # 200 dots per inch on A4 are half of that


def draw(content, number, *, dots_per_inch, level=False):
    """One page as PNG, in shades of grey. A very large page gets fewer dots. `level` straightens a tilted scan."""
    with open_pdf(content, "The file") as pdf:
        page = open_page_to_draw(pdf, number - 1) if 1 <= number <= len(pdf) else None
        if page is None:
            raise Refusal(f"There is no page {number} to show.", Outcome.UNREADABLE)
        width, height = page.get_size()
        scale = min(dots_per_inch / 72, math.sqrt(MAX_PIXELS / max(width * height, 1)))
        bitmap = page.render(scale=scale, grayscale=True)
        rows = bitmap.to_numpy()[:, : bitmap.width]
        return _png(levelled(rows) if level else rows)


def _png(grey):
    height, width = grey.shape
    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
