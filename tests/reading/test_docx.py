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


# --- what nobody sees, and what is struck through -------------------------------------------------------

LOOKS = """
<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="OnNote"><w:name w:val="On note"/><w:basedOn w:val="Note"/></w:style>
<w:style w:type="paragraph" w:styleId="Seen"><w:basedOn w:val="Note"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Tiny"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Blue"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>
</w:tblStylePr></w:style>
"""
HIDDEN = "It holds hidden text, which was left out."
UNSEEN = "It holds text in white or in tiny letters, which nobody sees; it was left out."


def seen(body, default=""):
    """(the text, the notes) of a body in these styles."""
    document = read(body, styles=LOOKS.format(default))
    return document.text, document.notes


@pytest.mark.parametrize(
    "hidden",
    [
        p("Fall back to 60 days.", style="Note"),
        p("Fall back to 60 days.", style="OnNote"),
        p(r("Fall back to 60 days.", "<w:vanish/>")),
        p(r("Fall back to 60 days.", '<w:rStyle w:val="Secret"/>')),
        p(r("Fall back to 60 days.", '<w:rStyle w:val="Secret"/><w:b/>')),
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{cells('Fall back', '60 days')}</w:tr></w:tbl>",
    ],
    ids=["style of the paragraph", "inherited", "run", "style of the run", "beside another property", "row"],
)
def test_hidden_text_is_left_out_and_said(hidden):
    assert seen(p("Pay in 30 days.") + hidden) == ("Pay in 30 days.", (HIDDEN,))


def test_text_that_a_default_hides_is_left_out():
    assert seen(p(r("Seen.", '<w:vanish w:val="0"/>')) + p("Hidden."), default="<w:vanish/>") == ("Seen.", (HIDDEN,))


@pytest.mark.parametrize(
    "shown",
    [
        p("Pay.", style="Seen"),
        p(r("Pay.", '<w:rStyle w:val="Secret"/>'), style="Note"),
        p(r("Pay.", '<w:vanish w:val="false"/>'), style="Note"),
    ],
    ids=["turned off by a style", "turned on twice", "turned off by the run"],
)
def test_text_that_is_not_hidden_after_all_is_read(shown):
    assert seen(shown) == ("Pay.", ())


@pytest.mark.parametrize(
    "unseen",
    [
        p(r("Secretly 90 days.", '<w:color w:val="FFFFFF"/>')),
        p(r("Secretly 90 days.", '<w:color w:val="FDFEFD"/>')),
        p(r("Secretly 90 days.", '<w:color w:val="FFFFFF" w:themeColor="background1"/>')),
        p("Secretly 90 days.", style="White"),
        p(r("Secretly 90 days.", '<w:sz w:val="2"/>')),
        p(r("Secretly 90 days.", '<w:rStyle w:val="Tiny"/>')),
        table((p(r("Secretly 90 days.", '<w:color w:val="FFFFFF"/>')), "")),
    ],
    ids=["white", "nearly white", "theme", "style", "tiny", "tiny by style", "in a plain table"],
)
def test_white_and_tiny_letters_are_left_out_and_said(unseen):
    assert seen(p("Pay in 30 days.") + unseen) == ("Pay in 30 days.", (UNSEEN,))


WHITE = r("Term", '<w:color w:val="FFFFFF"/>')


@pytest.mark.parametrize(
    "shown",
    [
        p(r("Term", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>')),
        p(r("Term", '<w:color w:val="FFFFFF"/><w:shd w:fill="000080"/>')),
        p(WHITE, more='<w:shd w:fill="1F3864"/>'),
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>{p(WHITE)}</w:tc></w:tr></w:tbl>',
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Blue"/></w:tblPr><w:tr><w:tc>{p(WHITE)}</w:tc></w:tr></w:tbl>',
        p(f"<w:r><w:txbxContent>{p(WHITE)}</w:txbxContent></w:r>"),
        p(r("Term", '<w:color w:val="auto"/>')),
        p(r("Term", '<w:sz w:val="10"/>')),
    ],
    ids=["highlight", "ground", "paragraph", "cell", "style of the table", "text box", "automatic", "small print"],
)
def test_white_letters_on_a_dark_ground_and_small_print_are_read(shown):
    assert seen(shown) == ("Term", ())


def test_struck_words_are_left_out_and_quoted():
    body = p("Fee is ", r("EUR ", "<w:strike/>"), r("100", "<w:strike/><w:b/>"), " EUR 120.")
    body += p("Pay in ", r("30", "<w:dstrike/>"), " 60 days.") + p("Whole clause.", style="Gone")
    assert seen(body) == (
        "Fee is EUR 120.\n\nPay in 60 days.",
        ("Words in it are struck through and were left out: “EUR 100”, “30”, “Whole clause.”.",),
    )


def test_strike_that_is_turned_off_is_read():
    assert seen(p(r("Kept.", '<w:strike w:val="0"/>'), style="Gone")) == ("Kept.", ())


def test_long_and_many_struck_passages_are_quoted_in_short():
    body = "".join(p(r(f"Passage {n} {'x' * 100}", "<w:strike/>")) for n in range(7)) + p("Kept.")
    (note,) = seen(body)[1]
    assert (note.count("“"), note.count("…"), note.endswith(" and 2 more.")) == (5, 5, True)


# --- boxes, choices and what is still to be filled in ----------------------------------------------------


def inline_control(content, properties):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(state, shown):
    return inline_control(r(shown), f'<w14:checkbox xmlns:w14="{W14}">{state}</w14:checkbox>')


W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


@pytest.mark.parametrize(
    ("state", "shown", "text"),
    [
        ('<w14:checked w14:val="1"/>', "☒", "☒ Ireland"),
        ('<w14:checked w14:val="0"/>', "☐", "☐ Ireland"),
        ("", "☐", "☐ Ireland"),
        ('<w14:checked w14:val="true"/>', "R", "☒ Ireland"),
        ('<w14:checked w14:val="false"/>', "", "☐ Ireland"),
    ],
    ids=["ticked", "empty", "never touched", "a sign of its own", "without a sign"],
)
def test_tick_box_of_a_content_control_says_its_state(state, shown, text):
    assert text_of(p(box(state, shown), " Ireland")) == text


def test_content_control_that_nobody_filled_in_is_a_blank():
    prompt = inline_control(r("Choose an item."), "<w:showingPlcHdr/><w:dropDownList/>")
    filled = inline_control(r("60"), "<w:dropDownList/>")
    block = control(p("Click or tap here to enter text.")).replace("<w:alias/>", "<w:showingPlcHdr/>")
    body = p("Within ", prompt, " days.") + p("Within ", filled, " days.") + block
    assert text_of(body) == "Within ____ days.\n\nWithin 60 days.\n\n____"


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
