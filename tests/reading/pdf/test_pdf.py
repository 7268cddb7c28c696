"""PDF files: paragraphs from lines with their places, running lines dropped, pictures told."""

import pytest

from reading.document import Outcome, Page
from reading.pdf import extract
from reading.pdf.picture import draw
from reading.refusal import Refusal
from reading.words import in_words
from tests.reading.builders import paragraph, pdf, stream

LONG = "Customer will pay each invoice within thirty days after the date on which it was received by mail."
PICTURE = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q"
FIELD = (
    "/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Rosa) /F 4 /Rect [100 100 300 120] "
    "/AP << /N 90 0 R >> >>]"
)


def text_of(*pages, **more):
    return extract(pdf(*pages, **more), "a.pdf").text


def test_lines_join_to_paragraphs_by_their_places():
    first, second = paragraph(LONG, y=700), paragraph(LONG, y=650)
    assert text_of([(200, 740, "PAYMENT"), *first, *second]) == f"PAYMENT\n\n{LONG}\n\n{LONG}"


def test_numbers_and_short_lines_begin_paragraphs_without_a_gap():
    lines = [(72, 700, "1.1 Fees. " + "x" * 50), (72, 686, "are due."), (72, 672, "1.2 Taxes. " + "y" * 49)]
    assert text_of(lines) == f"1.1 Fees. {'x' * 50} are due.\n\n1.2 Taxes. {'y' * 49}"


def test_entries_of_a_table_of_contents_stay_apart():
    entries = ["1. Definitions" + "." * 44 + " 3", "2. Fees" + "." * 51 + " 4", "Annex" + "." * 53 + " 9"]
    lines = [(72, 700 - 14 * place, entry) for place, entry in enumerate(entries)]
    text = extract(pdf(lines, [(72, 740, "THIS AGREEMENT is made.")]), "a.pdf").text
    assert text == "\n\n".join([*entries, "THIS AGREEMENT is made."])


def test_first_line_indent_begins_a_paragraph_and_a_hanging_one_does_not():
    indented = [
        (100, 700, "a" * 55),
        (72, 686, "b" * 60),
        (72, 672, "c" * 60),
        (100, 658, "D" * 55),
        (72, 644, "e" * 60),
    ]
    assert text_of(indented) == f"{'a' * 55} {'b' * 60} {'c' * 60}\n\n{'D' * 55} {'e' * 60}"
    hanging = [(72, 700, "(a) " + "a" * 56), (96, 686, "b" * 56), (96, 672, "c" * 56)]
    assert text_of(hanging) == f"(a) {'a' * 56} {'b' * 56} {'c' * 56}"


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["The agree-", "ment ends."], "The agreement ends."),
        (["A non-", "exclusive right."], "A non-exclusive right."),
        (["The then-current fee of then and current fees, then-", "current fees."], None),
        (["Smith-", "Jones pays."], "Smith-Jones pays."),
        (["In 2020-", "2021 it ends."], "In 2020-2021 it ends."),
        (["A 12-", "month period."], "A 12-month period."),
        (["The then-", "current term."], "The then-current term."),
        (["Any out-of-", "pocket cost."], "Any out-of-pocket cost."),
        (["A year-to-", "year renewal."], "A year-to-year renewal."),
        (["The fixed-", "price project."], "The fixed-price project."),
        (["A cloud-", "hosted service."], "A cloud-hosted service."),
        (["The cancel-", "lation takes effect."], "The cancellation takes effect."),
        (["The non-exclu-", "sive licence."], "The non-exclusive licence."),
        (["Any re-", "negotiation ends."], "Any renegotiation ends."),
        (["The sub-", "processors are listed."], "The subprocessors are listed."),
        (["A sub-", "contractor is liable."], "A subcontractor is liable."),
    ],
)
def test_words_cut_at_the_end_of_a_line_are_made_whole(lines, whole):
    places = [(72, 700, "zzz " * 10 + lines[0]), (72, 686, lines[1])]
    text = text_of(places).replace("zzz ", "")
    assert text == (whole or "The then-current fee of then and current fees, then-current fees.")


def test_printed_soft_hyphens_and_wide_blanks_become_plain_letters():
    assert text_of(["Multi\xadyear \xa0\xa0 fee"]) == "Multi-year fee"


WORDS = ["one", "two", "three", "four"]


def pages_with(head, foot):
    """Pages whose head and foot may say the number of the page."""
    for number, word in enumerate(WORDS, start=1):
        text = paragraph(f"Clause of page {word} is here.", y=600)
        yield [(72, 760, head.format(number)), *text, (300, 40, foot.format(number))]


@pytest.mark.parametrize(
    ("head", "foot"),
    [("ACME Master Agreement", "{}"), ("Version {}.0 - Confidential", "Page {} of 4"), ("Draft", "- {} -")],
)
def test_running_heads_and_feet_are_dropped(head, foot):
    assert text_of(*pages_with(head, foot)) == "\n\n".join(f"Clause of page {word} is here." for word in WORDS)


def test_feet_that_move_with_the_end_of_the_text_are_dropped():
    pages = [
        [
            (72, 700, f"Clause {'abcde'[n]} is here."),
            (72, 500 - 40 * n, "Proprietary and confidential"),
            (72, 30, f"{n}"),
        ]
        for n in range(5)
    ]
    assert text_of(*pages) == "\n\n".join(f"Clause {letter} is here." for letter in "abcde")


def test_sentence_goes_on_over_the_place_of_a_dropped_number():
    lines = [f"Sentence {'abc'[n - 1]} {k * 'x'}." for n in range(1, 4) for k in range(9)]
    places = [(72, 740 - 18 * place, line) for place, line in enumerate(lines)]
    for number, place in ((1, 8), (2, 17), (3, 26)):
        places[place] = (72, places[place][1], str(number))
    places[7] = (72, places[7][1], "The licensee may use and copy the")
    places[9] = (72, places[9][1], "software as it likes.")
    assert "The licensee may use and copy the software as it likes." in text_of(places)


def test_lines_that_repeat_in_the_text_are_kept():
    pages = [
        [(72, 700 - 30 * n, f"Section {'abc'[n]} begins."), (72, 500, "Signed:"), (72, 400, "Date:")] for n in range(3)
    ]
    assert text_of(*pages).count("Section") == 3
    pages = [["Hello world"]] * 5
    assert text_of(*pages).count("Hello world") == 5


def test_page_numbers_of_an_earlier_print_are_dropped_wherever_they_stand():
    lines = [
        line for n in range(1, 4) for line in ([f"Sentence {'abc'[n - 1]} {k * 'x'}." for k in range(9)] + [f"{n}"])
    ]
    numbered = [(72, 740 - 18 * place, line) for place, line in enumerate(lines)]
    assert not {"1", "2", "3"} & set(text_of(numbered).split())


def test_paragraph_goes_on_over_the_end_of_a_page():
    lines = paragraph(LONG, y=100)
    document = extract(pdf(lines[:1], [(72, 740, lines[1][2]), (72, 700, "Next paragraph.")]), "a.pdf")
    assert document.text == f"{LONG}\n\nNext paragraph."
    assert [document.text[page.start : page.end] for page in document.pages] == [
        lines[0][2],
        f"{lines[1][2]}\n\nNext paragraph.",
    ]


def test_blocks_out_of_order_are_put_from_top_to_bottom_and_columns_are_kept():
    shuffled = [(72, 300, "Third."), (72, 700, "First."), (72, 660, "Second.")]
    assert text_of(shuffled) == "First.\n\nSecond.\n\nThird."
    columns = [(72, 700, "Left one."), (72, 660, "Left two."), (330, 700, "Right one."), (330, 660, "Right two.")]
    assert text_of(columns) == "Left one.\n\nLeft two.\n\nRight one.\n\nRight two."


def test_turned_pages_are_read_as_they_are_shown():
    page = "BT /F 10 Tf 0 1 -1 0 100 72 Tm (First line of the page) Tj ET BT /F 10 Tf 0 1 -1 0 150 72 Tm (Second) Tj ET"
    assert text_of(page, extra="/Rotate 90") == "First line of the page\n\nSecond"


def test_marks_across_the_page_are_left_out():
    mark = "BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET BT /F 10 Tf 72 700 Td (The text.) Tj ET"
    assert text_of(mark) == "The text."


def test_filled_fields_are_part_of_the_page():
    form = "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F 3 0 R >> >>"
    objects = {90: stream("BT /F 10 Tf 2 5 Td (Rosa) Tj ET", form)}
    assert text_of(["Name of the customer"], extra=FIELD, objects=objects) == "Name of the customer\n\nRosa"


def test_pages_that_are_pictures_are_told():
    document = extract(pdf(["Text."], PICTURE, ["More."], PICTURE, PICTURE), "a.pdf")
    assert (document.outcome, document.text, document.reason) == (
        Outcome.TEXT,
        "Text.\n\nMore.",
        "Pages 2 and 4-5 are pictures without text and were not read.",
    )
    assert document.pages[:3] == (Page(1, 0, 5), Page(2, 7, 7, picture=True), Page(3, 7, 12))


@pytest.mark.parametrize(
    ("pages", "reason"),
    [([PICTURE, PICTURE], "Its pages are pictures without text, as from a scanner."), ([""], "Its pages are empty.")],
)
def test_document_without_text_says_why(pages, reason):
    document = extract(pdf(*pages), "a.pdf")
    assert (document.outcome, document.reason, document.text) == (Outcome.NO_TEXT, reason, "")


def test_page_that_is_mostly_a_picture_is_told_and_its_text_read():
    mixed = "BT /F 10 Tf 72 760 Td (Signed by) Tj ET " + PICTURE
    document = extract(pdf(["Text."], mixed), "a.pdf")
    assert (document.text, document.reason) == (
        "Text.\n\nSigned by",
        "Page 2 is mostly a picture; only the text beside it was read.",
    )
    assert document.pages[1] == Page(2, 7, 16, picture=True)


def test_dots_of_a_picture_are_no_active_content():
    """A scan of some megabytes has every short run of letters somewhere."""
    assert extract(pdf(["Text.", "/JS (is only a word here)"]), "a.pdf").notes == ()


def test_active_content_and_attached_files_are_reported():
    document = extract(pdf(["Text."], catalog="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "a.pdf")
    assert document.notes == (
        "It contains active content (a script, or a button that starts something); nothing was run.",
    )


def test_active_content_is_reported_behind_a_string_that_looks_like_a_stream():
    hidden = "<< /Note (stream\n) /S /JavaScript /JS (app.alert(1)) >>"
    (note,) = extract(pdf(["Text."], objects={4: hidden}), "a.pdf").notes
    assert note.startswith("It contains active content")


@pytest.mark.timeout(60)  # looking for the end of each of them anew would take hours
def test_streams_without_an_end_are_read_once():
    begun = "<< >>\nstream\n" * 300_000
    document = extract(pdf(["Text."], objects={90: f"({begun} /JS )"}), "a.pdf")
    assert (document.text, len(document.notes)) == ("Text.", 1)


def test_too_many_pages_or_letters_are_refused(monkeypatch):
    monkeypatch.setattr("reading.pdf.MAX_PAGES", 2)
    with pytest.raises(Refusal, match="has 3 pages; files with up to 2 pages are read"):
        extract(pdf(["a"], ["b"], ["c"]), "a.pdf")
    monkeypatch.setattr("reading.pdf.MAX_CHARACTERS", 2)
    with pytest.raises(Refusal, match="holds far more text"):
        extract(pdf(["aaa"]), "a.pdf")


def test_damaged_file_is_unreadable():
    with pytest.raises(Refusal) as raised:
        extract(b"%PDF-1.7 and nothing else", "a.pdf")
    assert (raised.value.outcome, raised.value.sentence) == (
        Outcome.UNREADABLE,
        "“a.pdf” is damaged and cannot be read. Please print it to a new PDF and attach that.",
    )


def test_draw_makes_a_picture_of_a_page_within_bounds(monkeypatch):
    picture = draw(pdf(["Text."]), 1, dots_per_inch=72)
    assert (picture[:8], picture[16:24]) == (b"\x89PNG\r\n\x1a\n", (612).to_bytes(4) + (792).to_bytes(4))
    monkeypatch.setattr("reading.pdf.picture.MAX_PIXELS", 1000)
    assert int.from_bytes(draw(pdf(["Text."]), 1, dots_per_inch=72)[16:20]) < 40
    with pytest.raises(Refusal, match="There is no page 2"):
        draw(pdf(["Text."]), 2, dots_per_inch=72)


@pytest.mark.parametrize(
    ("numbers", "words"), [([4], "4"), ([1, 2, 3], "1-3"), ([1, 2, 3, 7], "1-3 and 7"), ([1, 3, 5], "1, 3 and 5")]
)
def test_in_words_names_pages_briefly(numbers, words):
    assert in_words(numbers) == words
