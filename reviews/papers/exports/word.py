"""A comparison as a Word file: underlined what came, struck through what went, in colour as well."""

import io

from docx import Document
from docx.shared import Pt, RGBColor

from reviews.papers.exports import NO_TERM, printable, touches

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GREEN, RED, GREY = RGBColor(0x1B, 0x7A, 0x3D), RGBColor(0xB3, 0x26, 0x1E), RGBColor(0x62, 0x6C, 0x7D)


def write(sheet):
    """The bytes of the file."""
    document = Document()
    document.core_properties.title = sheet.title[:250]
    document.core_properties.author = "Duet"
    header = document.sections[0].header.paragraphs[0]
    header.text = f"{sheet.title}. {sheet.origin}"
    document.add_heading(sheet.title, level=1)
    document.add_paragraph(sheet.versions)
    document.add_paragraph(sheet.origin)
    document.add_paragraph(sheet.summary)
    _legend(document.add_paragraph())
    for row in sheet.rows:
        _row(document, row)
    if not sheet.rows:
        document.add_paragraph("No clause changed.")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _legend(paragraph):
    _piece(paragraph, "insert", "Underlined")
    paragraph.add_run(" was added, ")
    _piece(paragraph, "delete", "struck through")
    paragraph.add_run(" was removed.")


def _row(document, row):
    document.add_heading(printable(f"{row.label}: {row.title}"), level=3)
    where = document.add_paragraph().add_run(printable(row.where))
    where.font.size, where.font.color.rgb = Pt(9), GREY
    paragraph = document.add_paragraph()
    for op, words in row.pieces:
        _piece(paragraph, op, printable(words))
    if row.loose:
        document.add_paragraph(NO_TERM)
    if row.terms:
        document.add_paragraph(printable(touches(row)))


def _piece(paragraph, op, words):
    run = paragraph.add_run(words)
    if op == "insert":
        run.font.underline, run.font.color.rgb = True, GREEN
    elif op == "delete":
        run.font.strike, run.font.color.rgb = True, RED
