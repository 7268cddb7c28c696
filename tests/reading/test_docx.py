"""Word files: the text as a reader sees it, in the order of the document."""

import pytest

from reading.document import Heading, Outcome
from reading.docx import extract
from reading.refusal import Refusal
from tests.reading.builders import archive, cells, control, docx, field, note, p, r, table

STYLES = """
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Level 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>
<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
"""


def read(body, **parts):
    return extract(docx(body, **parts), "a.docx")


def text_of(body, **parts):
    return read(body, **parts).text


def test_paragraphs_stand_between_blank_lines_and_lose_surplus_blanks():
    body = p("Fees\u00a0 are ", "due.") + p("  ") + p("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t></w:r>")
    assert text_of(body) == "Fees are due.\n\nA B\nC"


def test_tables_stand_in_their_place_with_a_row_on_a_line():
    body = p("Before") + table(("Fee", "EUR 500", ""), ("Term", "12 months", "fixed")) + p("After")
    assert text_of(body) == "Before\n\nFee | EUR 500\nTerm | 12 months | fixed\n\nAfter"


def test_cells_with_running_text_become_paragraphs():
    long = " ".join(["word"] * 41)
    body = table(("Liability", long), ("Only one cell", ""), ("Two", p("First.") + p("Second.")))
    assert text_of(body) == f"Liability\n\n{long}\n\nOnly one cell\n\nTwo\n\nFirst.\n\nSecond."


def test_two_tables_and_tables_inside_tables_keep_apart():
    inner = table(("c", "d"))
    assert text_of(table(("a", "b")) + table(("e", "f"), ("g", p("h") + inner))) == "a | b\n\ne | f\n\ng\n\nh\n\nc | d"


def test_rows_and_cells_inside_content_controls_are_read():
    row = control(f"<w:tr>{control(cells('a', 'b'))}</w:tr>")
    assert text_of(f"<w:tbl>{row}</w:tbl>{control(p('inside', control(r(' and more'))))}") == "a | b\n\ninside and more"


def test_tracked_changes_are_read_as_accepted_and_reported():
    body = p(
        "Pay within ",
        f"<w:del>{r('30').replace('w:t', 'w:delText')}</w:del>",
        f"<w:ins>{r('60')}</w:ins>",
        " days.",
    )
    document = read(
        body + f"<w:p><w:moveFrom>{r('moved')}</w:moveFrom></w:p><w:p><w:moveTo>{r('moved')}</w:moveTo></w:p>"
    )
    assert (document.text, document.notes) == (
        "Pay within 60 days.\n\nmoved",
        ("It has tracked changes: 2 insertions were kept, 2 deletions were left out.",),
    )


def test_deleted_paragraph_ends_join_what_follows():
    document = read(p("One ", mark="<w:del/>") + p("sentence.") + p("New", mark="<w:ins/>"))
    assert (document.text, document.notes) == (
        "One sentence.\n\nNew",
        ("It has tracked changes: 1 insertion was kept, 1 deletion was left out.",),
    )


def test_deleted_rows_are_left_out():
    body = table(("a", "b"), ("c", "d")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)
    document = read(body)
    assert (document.text, document.reason) == (
        "c | d",
        "It has tracked changes: no insertions were kept, 1 deletion was left out.",
    )


def test_fields_show_their_result_and_not_their_instruction():
    instruction = field("begin") + "<w:r><w:instrText>REF x</w:instrText></w:r>" + r("code")
    section = instruction + field("separate") + r("4.2") + field("end")
    simple = f'<w:fldSimple w:instr="DATE">{r("1 May")}</w:fldSimple>'
    link = f"<w:hyperlink>{r(' our site')}</w:hyperlink>"
    assert text_of(p("Section ", section, " of ", simple, link)) == "Section 4.2 of 1 May our site"


def test_instruction_that_never_ends_hides_its_own_paragraph_only():
    assert text_of(p("a", field("begin"), "hidden") + p("b")) == "a\n\nb"


def test_form_fields_show_ticks_and_choices():
    def form(data):
        return field("begin", f"<w:ffData>{data}</w:ffData>") + field("end")

    ticked, empty = "<w:checkBox><w:checked/></w:checkBox>", '<w:checkBox><w:default w:val="0"/></w:checkBox>'
    choice = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="monthly"/><w:listEntry w:val="yearly"/></w:ddList>'
    assert text_of(p(form(ticked), " yes ", form(empty), " no, ", form(choice))) == "☒ yes ☐ no, yearly"


@pytest.mark.parametrize(
    ("piece", "shown"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F099"/></w:r>', "•"),
        ('<w:r><w:sym w:font="Arial" w:char="00A7"/></w:r>', "§"),
        ('<w:r><w:sym w:font="Arial" w:char="nonsense"/></w:r>', ""),
        ("<w:r><w:t>\uf0b7</w:t></w:r>", "•"),
        ("<w:r><w:t>re</w:t><w:softHyphen/><w:t>new</w:t><w:noBreakHyphen/><w:t>al</w:t></w:r>", "renew-al"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>above</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "base",
        ),
    ],
)
def test_signs_and_special_letters_are_shown_as_read(piece, shown):
    assert text_of(p("a ", piece, " b")) == " ".join(f"a {shown} b".split())


def test_notes_follow_their_paragraph_with_their_mark():
    notes = f'<w:footnote w:id="0" w:type="separator">{p("line")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{p("Excluding VAT.")}</w:footnote>'
    body = p("Fees", note(2), " apply.") + p("Next.")
    assert text_of(body, footnotes=notes) == "Fees [1] apply.\n\n[1] Excluding VAT.\n\nNext."


def test_notes_that_point_at_themselves_end():
    notes = f'<w:footnote w:id="2">{p("x", note(2))}</w:footnote>'
    assert text_of(p("a", note(2)), footnotes=notes) == "a [1]\n\n[1] x"


def test_text_boxes_follow_the_paragraph_that_holds_them_once():
    box = f"<w:drawing><w:txbxContent>{p('boxed')}</w:txbxContent></w:drawing>"
    versions = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    run = f"<w:r><mc:AlternateContent>{versions}</mc:AlternateContent></w:r>"
    assert text_of(p("before ", run, "after") + p("next")) == "before after\n\nboxed\n\nnext"


def test_hidden_text_is_left_out_and_reported():
    document = read(
        p(
            "seen ",
            r("not", "<w:vanish/>"),
            r("neither", '<w:rStyle w:val="Secret"/>'),
            r("kept", '<w:vanish w:val="0"/>'),
        ),
        styles=STYLES,
    )
    assert (document.text, document.reason) == ("seen kept", "It holds hidden text, which was left out.")


def test_headings_are_known_from_styles():
    body = p("Agreement", style="T") + p("Fees", style="H1") + p("Due", style="Clause") + p("Text", style="Ring")
    document = read(body + p("Own", more='<w:outlineLvl w:val="2"/>'), styles=STYLES)
    headings = [(document.text[heading.start : heading.end], heading.level) for heading in document.headings]
    assert headings == [("Agreement", 0), ("Fees", 1), ("Due", 2), ("Own", 3)]
    assert document.headings[0] == Heading(0, 9, 0)


def test_comments_attached_files_and_alien_parts_are_reported():
    content = docx(p("Text", "<w:altChunk/>") + "<w:altChunk/>", comments="<w:comment/><w:comment/>")
    assert extract(content, "a.docx").notes == (
        "Another document is placed inside it; that part was not read.",
        "It has 2 comments in the margin, not part of the text.",
    )


def test_empty_document_has_no_text():
    document = read(p(""))
    assert (document.outcome, document.reason) == (Outcome.NO_TEXT, "It holds no text.")


def test_strict_edition_of_the_format_is_read():
    body = p("Fees").replace("w:", "w:")
    document = (
        f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{body}</w:body></w:document>'
    )
    assert extract(archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document}), "a.docx").text == "Fees"


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
    ],
    ids=["plain", "utf-16"],
)
def test_own_definitions_in_xml_are_refused(document):
    with pytest.raises(Refusal) as raised:
        extract(archive({"word/document.xml": document}), "a.docx")
    assert (raised.value.outcome, raised.value.sentence) == (
        Outcome.REFUSED,
        "“a.docx” defines its own XML, which no word processor does. It was not read.",
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 and no more",
        archive({"[Content_Types].xml": ""}),
        archive({"word/document.xml": "<not closed"}),
        archive({"word/document.xml": "<a>" * 5000}),
    ],
    ids=["empty", "cut off", "no document", "broken XML", "endless depth"],
)
def test_damaged_files_are_unreadable(content):
    with pytest.raises(Refusal) as raised:
        extract(content, "a.docx")
    assert raised.value.outcome == Outcome.UNREADABLE


def test_parts_that_unpack_to_too_much_are_refused(monkeypatch):
    monkeypatch.setattr("reading.docx.archive.MAX_PART_BYTES", 100)
    with pytest.raises(Refusal) as raised:
        extract(docx(p("x" * 200)), "a.docx")
    assert raised.value.sentence.startswith("“a.docx” unpacks to far more than a contract.")
