"""A comparison as a PDF, over as many pages as it needs. The font (fonts/, DejaVu Sans) is embedded."""

import io
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from reviews.papers.exports import NO_TERM, printable, touches

CONTENT_TYPE = "application/pdf"
FONT = "DejaVuSans"
FONT_FILE = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
GREEN, RED, GREY = "#1b7a3d", "#b3261e", "#626c7d"
BODY = {"fontName": FONT, "fontSize": 9.5, "leading": 14, "splitLongWords": True}
STYLES = {
    "title": ParagraphStyle("title", fontName=FONT, fontSize=16, leading=21, spaceAfter=8),
    "clause": ParagraphStyle("clause", fontName=FONT, fontSize=11, leading=15, spaceBefore=12, keepWithNext=True),
    "where": ParagraphStyle("where", **{**BODY, "fontSize": 8, "leading": 12}, textColor=HexColor(GREY)),
    "body": ParagraphStyle("body", **BODY),
}
INSERTED = f'<u><font color="{GREEN}">%s</font></u>'
DELETED = f'<strike><font color="{RED}">%s</font></strike>'


def write(sheet):
    """The bytes of the file."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, FONT_FILE))
    content = io.BytesIO()
    margins = {"leftMargin": 22 * mm, "rightMargin": 22 * mm, "topMargin": 24 * mm, "bottomMargin": 20 * mm}
    document = SimpleDocTemplate(content, pagesize=A4, title=sheet.title, author="Duet", **margins)
    on_page = partial(_frame, sheet)
    document.build(list(_story(sheet)), onFirstPage=on_page, onLaterPages=on_page)
    return content.getvalue()


def _frame(sheet, canvas, document):
    """What every page has above and below."""
    canvas.saveState()
    canvas.setFont(FONT, 7.5)
    canvas.setFillColor(HexColor(GREY))
    canvas.drawString(22 * mm, A4[1] - 14 * mm, f"{sheet.title}. {sheet.origin}"[:120])
    canvas.drawRightString(A4[0] - 22 * mm, 11 * mm, f"Page {document.page}")
    canvas.restoreState()


def _story(sheet):
    yield _paragraph(sheet.title, "title")
    for words in (sheet.versions, sheet.origin, sheet.summary):
        yield _paragraph(words, "body")
    legend = f"{INSERTED % 'Underlined'} was added, {DELETED % 'struck through'} was removed."
    yield Paragraph(legend, STYLES["body"])
    yield Spacer(1, 4 * mm)
    for row in sheet.rows:
        yield _paragraph(f"{row.label}: {row.title}", "clause")
        yield _paragraph(row.where, "where")
        yield Paragraph("".join(_piece(op, words) for op, words in row.pieces), STYLES["body"])
        if row.loose:
            yield _paragraph(NO_TERM, "where")
        if row.terms:
            yield _paragraph(touches(row), "where")
    if not sheet.rows:
        yield _paragraph("No clause changed.", "body")


def _paragraph(words, style):
    return Paragraph(_safe(words), STYLES[style])


def _piece(op, words):
    words = _safe(words).replace("\n", "<br/>")
    return {"insert": INSERTED, "delete": DELETED}.get(op, "%s") % words


def _safe(words):
    return escape(printable(words))
