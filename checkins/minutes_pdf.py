"""The minutes as a PDF. The font (that of comparisons, DejaVu Sans) is embedded."""

import io
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from checkins.minutes import Sheet
from reviews.papers.exports import printable
from reviews.papers.exports.pdf import FONT, FONT_FILE, STYLES


def write(sheet: Sheet) -> bytes:
    """The bytes of the file."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, FONT_FILE))
    content = io.BytesIO()
    margins = {"leftMargin": 22 * mm, "rightMargin": 22 * mm, "topMargin": 22 * mm, "bottomMargin": 20 * mm}
    document = SimpleDocTemplate(content, pagesize=A4, title=sheet.title, author="Duet", **margins)
    document.build([Paragraph(escape(printable(words)), STYLES[style]) for words, style in _lines(sheet)])
    return content.getvalue()


def _lines(sheet):
    yield f"{sheet.meeting.series}: {sheet.title}", "title"
    yield sheet.who, "body"
    yield sheet.summary, "body"
    for section in sheet.sections:
        yield section.heading, "clause"
        for line in section.lines:
            yield f"• {line.words}", "body"
            for more in (line.about, line.promise):
                if more:
                    yield more, "where"
    for heading, remarks in (("What worked", sheet.worked), ("What to improve", sheet.to_improve)):
        if remarks:
            yield heading, "clause"
            for remark in remarks:
                yield f"• {remark.text}", "body"
