"""PDF files as people make them: forms, comments, tables, two columns, and words that nobody sees."""

import io
import textwrap

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from reading.pdf import extract
from reading.pdf.lines import PLAIN_SIGNS
from tests.reading.builders import pdf

UNSEEN = "It holds text in white or in tiny letters, which nobody sees; it was left out."
STYLE = getSampleStyleSheet()["Normal"]
CLAUSES = (
    "1. Payment. The Customer shall pay all invoices within thirty (30) days of receipt of a valid invoice. Late "
    "payments bear interest at 4 percent a year above the base rate of the Bank of England from the due date.",
    "2. Liability. The total aggregate liability of the Supplier under this Agreement is limited to the Fees paid in "
    "the twelve months before the event. Nothing limits liability for fraud.",
    "3. Governing law. This Agreement is governed by the laws of England and Wales, and the courts of London have "
    "exclusive jurisdiction over any dispute arising out of it.",
    "4. Term. This Agreement begins on 1 March 2026 and continues for an initial term of thirty six months. It renews "
    "for successive periods of twelve months unless either party gives ninety days of notice.",
)


def drawn(draw):
    """The document of one page that a function draws on a canvas."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    return extract(content.getvalue(), "a.pdf")


def text_of(*lines):
    """The text of lines (x, y, text) in Helvetica at 10 points."""
    return drawn(lambda canvas: [canvas.drawString(x, y, text) for x, y, text in lines]).text


# --- fields ---------------------------------------------------------------------------------------------


def fill_in(canvas):
    form = canvas.acroForm
    canvas.drawString(60, 780, "Supplier name:")
    form.textfield(name="name", x=200, y=775, width=200, height=18, value="Beta Ltd")
    canvas.drawString(60, 750, "Payment days")
    form.textfield(name="days", x=200, y=745, width=200, height=18, value="45")
    canvas.drawString(60, 720, "Fees are due within")
    form.textfield(name="due", x=155, y=716, width=30, height=16, value="60")
    canvas.drawString(190, 720, "days of the invoice, less")
    form.textfield(name="less", x=310, y=716, width=30, height=16, value="")
    canvas.drawString(345, 720, "percent.")
    canvas.drawString(60, 690, "Currency:")
    form.choice(name="money", x=200, y=686, width=100, height=18, value="EUR", options=["EUR", "USD"])
    canvas.drawString(60, 660, "Governing law")
    form.textfield(name="law", x=60, y=636, width=200, height=18, value="Ireland")


def test_values_of_fields_stand_on_the_lines_of_their_labels():
    assert drawn(fill_in).text.split("\n\n") == [
        "Supplier name: Beta Ltd",
        "Payment days | 45",
        "Fees are due within 60 days of the invoice, less ____ percent.",
        "Currency: EUR",
        "Governing law | Ireland",
    ]


def tick(canvas):
    form = canvas.acroForm
    canvas.drawString(60, 780, "Auto-renewal:")
    form.checkbox(name="yes", x=140, y=777, size=14, checked=True)
    canvas.drawString(160, 780, "Yes")
    form.checkbox(name="no", x=200, y=777, size=14, checked=False)
    canvas.drawString(220, 780, "No")
    form.radio(name="law", value="a", selected=False, x=60, y=747, size=14)
    canvas.drawString(80, 750, "The laws of Delaware apply.")
    form.radio(name="law", value="b", selected=True, x=60, y=727, size=14)
    canvas.drawString(80, 730, "The laws of England apply.")


def test_boxes_of_a_form_say_whether_they_are_ticked():
    assert drawn(tick).text.split("\n\n") == [
        "Auto-renewal: ☒ Yes ☐ No",
        "☐ The laws of Delaware apply.",
        "☒ The laws of England apply.",
    ]


def test_field_without_a_label_is_a_line_of_its_own():
    def draw(canvas):
        canvas.drawString(60, 780, "Above.")
        canvas.drawString(60, 500, "Below.")
        canvas.acroForm.textfield(name="n", x=60, y=640, width=200, height=18, value="Alone")

    assert drawn(draw).text == "Above.\n\nAlone\n\nBelow."


# --- remarks --------------------------------------------------------------------------------------------

REMARK = "<< /Type /Annot /Subtype /{} /Rect [300 700 320 720] /Contents (We need 14 days) {} >>"


@pytest.mark.parametrize("kind", ["Text", "Highlight", "Underline", "StrikeOut", "Caret", "Stamp", "Ink", "FreeText"])
def test_comments_are_not_read_and_said(kind):
    document = extract(pdf(["Pay in 30 days."], extra=f"/Annots [{REMARK.format(kind, '')}]"), "a.pdf")
    assert (document.text, document.notes) == (
        "Pay in 30 days.",
        ("It has a comment or mark on a page, which was not read: it is no part of the text.",),
    )


def test_comments_are_counted_over_all_pages_and_links_are_none():
    remarks = REMARK.format("Text", "") + REMARK.format("Link", "") + REMARK.format("Popup", "")
    document = extract(pdf(["One."], ["Two."], extra=f"/Annots [{remarks}]"), "a.pdf")
    assert document.notes == (
        "It has 2 comments or marks on its pages, which were not read: they are no part of the text.",
    )


def test_hidden_field_and_hidden_remark_say_nothing():
    hidden = REMARK.format("Text", "/F 2")
    assert extract(pdf(["One."], extra=f"/Annots [{hidden}]"), "a.pdf").notes == ()


# --- what nobody sees -----------------------------------------------------------------------------------


def white(canvas):
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(60, 700, "Secretly 90 days.")


def tiny(canvas):
    canvas.setFont("Helvetica", 1)
    canvas.drawString(60, 700, "Secretly 90 days.")


def off_the_page(canvas):
    canvas.drawString(60, 900, "Secretly 90 days.")


def without_ink(canvas):
    text = canvas.beginText(60, 700)
    text.setTextRenderMode(3)
    text.textLine("Secretly 90 days.")
    canvas.drawText(text)


def clear(canvas):
    canvas.setFillColorRGB(0, 0, 0, alpha=0)
    canvas.drawString(60, 700, "Secretly 90 days.")


@pytest.mark.parametrize("hide", [white, tiny, off_the_page, without_ink, clear])
def test_words_that_nobody_sees_are_left_out_and_said(hide):
    def draw(canvas):
        canvas.drawString(60, 780, "Pay in 30 days.")
        hide(canvas)

    document = drawn(draw)
    assert (document.text, document.notes) == ("Pay in 30 days.", (UNSEEN,))


def test_white_letters_on_a_dark_ground_are_read():
    def draw(canvas):
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(50, 690, 300, 30, fill=1, stroke=0)
        white(canvas)

    assert (drawn(draw).text, drawn(draw).notes) == ("Secretly 90 days.", ())


def test_words_with_a_line_through_them_are_left_out_and_quoted():
    def draw(canvas):
        canvas.drawString(60, 780, "The fee is EUR 100 EUR 120 per month.")
        start, end = (60 + canvas.stringWidth(text) for text in ("The fee is ", "The fee is EUR 100"))
        canvas.line(start, 783, end, 783)
        canvas.drawString(60, 700, "Underlined words stay.")
        canvas.line(60, 698, 160, 698)

    document = drawn(draw)
    assert document.text == "The fee is EUR 120 per month.\n\nUnderlined words stay."
    assert document.notes == ("Words in it are struck through and were left out: “EUR 100”.",)


# --- tables ---------------------------------------------------------------------------------------------


def built(*flowables):
    content = io.BytesIO()
    SimpleDocTemplate(content).build(list(flowables))
    return extract(content.getvalue(), "a.pdf").text


GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
ROWS = [
    ("Governing law", "England and Wales"),
    (
        "Liability cap",
        "125 % of the Fees paid in the twelve months before the claim, and no more than EUR 100,000 in all",
    ),
    ("End Date", "31 March 2029"),
    ("Payment terms and invoicing of the customer", "Net 45"),
]


@pytest.mark.parametrize("vertical", ["TOP", "MIDDLE", "BOTTOM"])
def test_row_of_a_drawn_table_is_a_line_with_its_cells(vertical):
    cells = [[Paragraph(text, STYLE) for text in row] for row in ROWS]
    style = TableStyle([*GRID.getCommands(), ("VALIGN", (0, 0), (-1, -1), vertical)])
    text = built(Paragraph("Order form", STYLE), Spacer(1, 8), Table(cells, colWidths=[110, 300], style=style))
    assert text == "Order form\n\n" + "\n".join(" | ".join(row) for row in ROWS)


def test_two_tables_and_the_heading_between_them_keep_their_order():
    tables = [
        Table([[*row] for row in rows], colWidths=[120, 120], style=GRID) for rows in (ROWS[:1] * 2, ROWS[2:3] * 2)
    ]
    text = built(tables[0], Spacer(1, 8), Paragraph("Fees", STYLE), Spacer(1, 8), tables[1])
    first, second = (" | ".join(row) for row in (ROWS[0], ROWS[2]))
    assert text == f"{first}\n{first}\n\nFees\n\n{second}\n{second}"


def test_row_of_a_table_without_rules_is_a_line_with_its_cells():
    lines = [
        *((60, 700, "Item"), (200, 700, "Qty"), (300, 700, "Price")),
        *((60, 686, "Platform"), (200, 686, "250"), (300, 686, "EUR 480.00")),
        *((60, 672, "Support by telephone and"), (200, 672, "1"), (300, 672, "EUR 18,500.00")),
        *((60, 658, "by mail, each"), (60, 640, "day of the week")),
    ]
    rows = text_of(*lines[:9], (60, 660, "and by mail")).split("\n")
    assert rows == [
        "Item | Qty | Price",
        "Platform | 250 | EUR 480.00",
        "Support by telephone and and by mail | 1 | EUR 18,500.00",
    ]


def test_numbers_in_front_of_clauses_make_no_table():
    lines = [(60, 700, "1."), (90, 700, "Fees are due."), (60, 680, "2."), (90, 680, "Taxes are added.")]
    assert text_of(*lines) == "1. Fees are due.\n\n2. Taxes are added."


# --- columns and lines ----------------------------------------------------------------------------------


def columns(draw_both):
    left, right = (
        [line for text in texts for line in [*textwrap.wrap(text, 44), ""]] for texts in (CLAUSES[:2], CLAUSES[2:])
    )

    def draw(canvas):
        canvas.drawString(60, 800, "MASTER SERVICES AGREEMENT between Alpha Ltd and Beta Ltd of London")
        draw_both(canvas, left, right)

    return drawn(draw).text


def row_by_row(canvas, left, right):
    for place in range(max(len(left), len(right))):
        for x, lines in ((60, left), (320, right)):
            if place < len(lines):
                canvas.drawString(x, 760 - 13 * place, lines[place])


def column_by_column(canvas, left, right):
    for x, lines in ((60, left), (320, right)):
        for place, line in enumerate(lines):
            canvas.drawString(x, 760 - 13 * place, line)


@pytest.mark.parametrize("draw", [row_by_row, column_by_column])
def test_two_columns_are_read_one_after_the_other(draw):
    title, *paragraphs = columns(draw).split("\n\n")
    assert title.startswith("MASTER SERVICES AGREEMENT")
    assert paragraphs == list(CLAUSES)


@pytest.mark.parametrize(
    "lines",
    [
        [
            "This Agreement and all disputes that arise out of it are governed by the laws of",
            "Ireland, without its rules.",
        ],
        ["The Customer pays for the subscription in advance, in every year of the term,", "EUR 5,000 plus VAT."],
        ["NOTHING IN THIS AGREEMENT LIMITS THE LIABILITY OF EITHER PARTY TOWARDS", "THE OTHER FOR FRAUD."],
    ],
    ids=["a name", "an amount", "capitals"],
)
def test_sentence_goes_on_where_its_line_wraps_before_a_capital(lines):
    """Lines end unevenly here: the first word of the next line would have fitted."""
    wide = (
        60,
        660,
        "Another paragraph of the same page whose line is a good deal longer than those two are, as it happens.",
    )
    assert text_of((60, 700, lines[0]), (60, 687, lines[1]), wide).split("\n\n")[0] == " ".join(lines)


def test_heading_above_running_text_stays_apart():
    lines = [(60, 700, "LIMITATION OF LIABILITY AND OF ALL DAMAGES OF THE PARTIES"), (60, 687, "Nothing limits it.")]
    assert text_of(*lines).split("\n\n") == [lines[0][2], lines[1][2]]


def test_greek_question_mark_is_read_as_the_semicolon_that_it_looks_like():
    assert "fees\u037e".translate(PLAIN_SIGNS) == "fees;"
