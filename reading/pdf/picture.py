"""A picture of one page, for the eye and for the recognition of letters."""

import math
import struct
import zlib

from reading.document import Outcome
from reading.pdf.opening import open_page, open_pdf
from reading.refusal import Refusal

MAX_PIXELS = 8_000_000  # 200 dots per inch on A4 are half of that


def draw(content, number, *, dots_per_inch):
    """One page as PNG, in shades of grey. A very large page gets fewer dots."""
    with open_pdf(content, "The file") as pdf:
        page = open_page(pdf, number - 1) if 1 <= number <= len(pdf) else None
        if page is None:
            raise Refusal(f"There is no page {number} to show.", Outcome.UNREADABLE)
        width, height = page.get_size()
        scale = min(dots_per_inch / 72, math.sqrt(MAX_PIXELS / max(width * height, 1)))
        bitmap = page.render(scale=scale, grayscale=True)
        return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)


def _png(grey, width, height, stride):
    rows = b"".join(b"\0" + grey[row * stride : row * stride + width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
