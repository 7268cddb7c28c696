"""Scanned pages for tests: text drawn as a picture, turned, tilted or blurred, and put into a PDF file."""

import io

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DOTS = 200  # per inch
FONT = settings.BASE_DIR / "reviews" / "exports" / "fonts" / "DejaVuSans.ttf"
LETTER = (612, 792)
CONTRACT = """MASTER SERVICES AGREEMENT

1. Payment. Customer shall pay each undisputed invoice within forty-five
(45) days after the date on which it was received by electronic mail.

2. Limitation of liability. Except for breach of confidentiality, the total
liability of either party under this Agreement is limited to the fees paid
in the twelve months before the event giving rise to the claim.

3. Governing law. This Agreement is governed by the laws of the State of
Delaware, without regard to its rules on conflicts of laws.
"""


def scan(text=CONTRACT, *, turned=0):
    """A page as a scanner sees it, turned against the clock by so many degrees."""
    page = Image.new("L", (int(8.5 * DOTS), 11 * DOTS), 255)
    font = ImageFont.truetype(str(FONT), 22)
    ImageDraw.Draw(page).multiline_text((DOTS, DOTS), text, font=font, fill=20, spacing=12)
    return page.rotate(turned, expand=turned % 90 == 0, fillcolor=255, resample=Image.Resampling.BICUBIC)


def pdf_of(*pages):
    """Each page is a picture that fills it, plain text, or both as (text, picture): the text stands above."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=LETTER)
    for page in pages:
        text, picture = page if isinstance(page, tuple) else (page, None) if isinstance(page, str) else ("", page)
        if picture:
            width, height = LETTER if picture.height > picture.width else LETTER[::-1]
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(picture), 0, 0, width, height - (60 if text else 0))
        for place, line in enumerate(text.splitlines()):
            canvas.drawString(40, 770 - 13 * place, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
