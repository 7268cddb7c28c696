"""The letter by which a contract is ended, drafted for whoever sends it. A person reads and signs it."""

import io
from xml.sax.saxutils import escape

from django.conf import settings
from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from common.words import day_in_words
from contracts.models import Contract
from contracts.notation import in_words
from contracts.words import how_counted

PDF = "application/pdf"
FONT = "DejaVuSans"
FONT_FILE = settings.BASE_DIR / "reviews" / "papers" / "exports" / "fonts" / "DejaVuSans.ttf"  # the one that we have
BODY = ParagraphStyle("letter", fontName=FONT, fontSize=10.5, leading=16, spaceAfter=8, splitLongWords=True)
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paragraphs(contract: Contract) -> list[str]:
    """What it says, paragraph by paragraph."""
    result = contract.answer
    end = result and (result.current_term_end or result.earliest_end)
    ours = contract.our_entity or "[our company]"
    to = contract.notice_to or contract.their_entity or contract.vendor.name
    number = f", your number {contract.reference}" if contract.reference else ""
    when = f" with effect from the end of {day_in_words(end)}" if end else " with effect from the next possible date"
    period = f" The agreement asks for {in_words(contract.notice)}." if contract.notice else ""
    return [
        f"To: {to}",
        f"Date: {day_in_words(contract.today())}",
        f"Notice of termination: {contract.title}{number}",
        "Dear Sir or Madam,",
        f"We refer to the agreement “{contract.title}”{number} between {ours} and {_theirs(contract)}, signed on "
        f"{day_in_words(contract.signed_on)} and in force since {day_in_words(contract.starts_on)}.",
        f"We hereby give notice that we do not wish it to renew, and end it{when}; in case that is not possible, with "
        f"effect from the next possible date.{period}",
        "Please confirm in writing that you have received this notice, and the day on which the agreement ends.",
        "Yours faithfully,",
        f"{ours}",
        "[name and signature]",
    ]


def _theirs(contract):
    return contract.their_entity or contract.vendor.name


def notes(contract: Contract) -> list[str]:
    """What whoever sends it should know, on a page of its own that does not go out."""
    result = contract.answer
    send = [f"Send it by {day_in_words(contract.act_by)}."] if contract.act_by else []
    return [*send, *how_counted(contract, result), "This is a draft and no legal advice. Hold it against the clause."]


def write(contract: Contract) -> bytes:
    """The letter as a Word file."""
    document = Document()
    document.core_properties.title = f"Notice: {contract.title}"[:250]
    document.core_properties.author = "Duet"
    for text in paragraphs(contract):
        document.add_paragraph(printable(text))
    document.add_page_break()
    document.add_heading("Not part of the letter", level=2)
    for text in notes(contract):
        document.add_paragraph(printable(text), style="List Bullet")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def write_pdf(contract: Contract) -> bytes:
    """The letter as a PDF file, the notes on a page of their own."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, FONT_FILE))
    content = io.BytesIO()
    margins = {"leftMargin": 25 * mm, "rightMargin": 25 * mm, "topMargin": 30 * mm, "bottomMargin": 25 * mm}
    document = SimpleDocTemplate(
        content, pagesize=A4, title=f"Notice: {contract.title}"[:250], author="Duet", **margins
    )
    story = [_paragraph(text) for text in paragraphs(contract)]
    story += [PageBreak(), _paragraph("Not part of the letter")]
    story += [_paragraph(f"• {text}") for text in notes(contract)]
    document.build(story)
    return content.getvalue()


def _paragraph(text):
    return Paragraph(escape(printable(text)), BODY)


def printable(text: str) -> str:
    """Without the control characters that XML does not take."""
    return "".join(character if character.isprintable() else " " for character in text)
