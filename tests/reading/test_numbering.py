"""Word's automatic numbers, as a reader sees them."""

import pytest

from reading.docx import extract, formats
from tests.reading.builders import a_list, definition, docx, in_list, p, start_at, style

LEGAL = definition("0", ("ARTICLE %1", "upperRoman"), ("%1.%2", "decimal", "<w:isLgl/>"), ("(%3)", "lowerLetter"))


def numbers(*places, numbering, styles=""):
    """The number in front of each paragraph; a place is (list, level) or the name of a style."""
    body = "".join(
        p("x", style=place) if isinstance(place, str) else p("x", list_id=place[0], level=place[1]) for place in places
    )
    text = extract(docx(body, numbering=numbering, styles=styles), "a.docx").text
    return [paragraph.removesuffix("x").strip() for paragraph in text.split("\n\n")]


def test_levels_count_within_the_level_above_in_their_own_format():
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert numbers(*places, numbering=LEGAL + a_list(1, 0)) == [
        *("ARTICLE I", "1.1", "1.2", "(a)", "(b)"),
        *("ARTICLE II", "2.1", "(a)"),
    ]


def test_deep_level_without_the_one_above_shows_where_that_would_start():
    assert numbers((1, 1), (1, 0), numbering=LEGAL + a_list(1, 0)) == ["1.1", "ARTICLE I"]


def test_lists_of_one_definition_count_on_unless_they_say_where_to_start():
    numbering = definition("0", "%1.") + a_list(1, 0) + a_list(2, 0) + a_list(3, 0, start_at(0, 5))
    assert numbers((1, 0), (2, 0), (3, 0), (3, 0), (1, 0), numbering=numbering) == ["1.", "2.", "5.", "6.", "7."]


def test_lists_of_two_definitions_count_apart():
    numbering = definition("0", "%1.") + definition("1", ("%1)", "lowerLetter")) + a_list(1, 0) + a_list(2, 1)
    assert numbers((1, 0), (2, 0), (1, 0), (2, 0), numbering=numbering) == ["1.", "a)", "2.", "b)"]


@pytest.mark.parametrize(
    ("restart", "last"), [("", "a"), ('<w:lvlRestart w:val="0"/>', "c"), ('<w:lvlRestart w:val="1"/>', "a")]
)
def test_levels_restart_as_they_say(restart, last):
    numbering = definition("0", "%1", "%1.%2", ("%3", "lowerLetter", restart)) + a_list(1, 0)
    places = [(1, 0), (1, 2), (1, 2), (1, 0), (1, 2)]
    assert numbers(*places, numbering=numbering) == ["1", "a", "b", "2", last]


def test_level_that_restarts_after_the_highest_only_goes_on_after_the_middle_one():
    numbering = definition("0", "%1", "%1.%2", ("%3", "lowerLetter", '<w:lvlRestart w:val="1"/>')) + a_list(1, 0)
    assert numbers((1, 0), (1, 1), (1, 2), (1, 1), (1, 2), numbering=numbering) == ["1", "1.1", "a", "1.2", "b"]


def test_override_changes_a_level_for_one_list():
    own = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperLetter"/>'
        '<w:lvlText w:val="Annex %1"/></w:lvl></w:lvlOverride>'
    )
    assert numbers((1, 0), (1, 0), numbering=definition("0", "%1.") + a_list(1, 0, own)) == ["Annex C", "Annex D"]


def test_style_numbers_its_paragraphs_at_the_level_that_names_it():
    numbering = definition(
        "0", ("%1.", "decimal", '<w:pStyle w:val="H1"/>'), ("%1.%2", "decimal", '<w:pStyle w:val="H2"/>')
    ) + a_list(7, 0)
    styles = style("H1", in_list(7)) + style("H2", based_on="H1") + style("Plain", in_list(0), based_on="H1")
    labels = numbers("H1", "H2", "H2", "Plain", "H1", (0, 0), numbering=numbering, styles=styles)
    assert labels == ["1.", "1.1", "1.2", "", "2.", ""]


def test_definition_may_stand_for_that_of_a_numbering_style():
    numbering = (
        definition("0", more='<w:numStyleLink w:val="Outline"/>')
        + definition("1", "§ %1", more='<w:styleLink w:val="Outline"/>')
        + a_list(1, 0)
        + a_list(2, 1)
    )
    styles = style("Outline", in_list(2), more=' w:type="numbering"')
    assert numbers((1, 0), (1, 0), numbering=numbering, styles=styles) == ["§ 1", "§ 2"]


def test_bullets_and_unnumbered_levels_show_what_a_reader_sees():
    numbering = definition("0", ("\uf0b7", "bullet"), ("Note:", "none"), ("", "decimal")) + a_list(1, 0)
    assert numbers((1, 0), (1, 1), (1, 2), (9, 0), numbering=numbering) == ["•", "Note:", "", ""]


def test_empty_paragraphs_count_and_deleted_ones_and_ends_of_sections_do_not():
    body = p("a", list_id=1, level=0) + p("", list_id=1, level=0) + p("", list_id=1, level=0, mark="<w:del/>")
    body += p("", list_id=1, level=0, more="<w:sectPr/>") + p("b", list_id=1, level=0)
    text = extract(docx(body, numbering=definition("0", "%1.") + a_list(1, 0)), "a.docx").text
    assert text == "1. a\n\n3. b"


@pytest.mark.parametrize(
    ("kind", "count", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 26, "Z"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 1, "a"),
        ("ordinal", 1, "1st"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("cardinalText", 21, "Twenty-one"),
        ("ordinalText", 5, "Fifth"),
        ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 42, "Forty-second"),
        ("decimalEnclosedParen", 3, "(3)"),
        ("numberInDash", 3, "- 3 -"),
        ("chicago", 6, "††"),
        ("hex", 255, "FF"),
        ("none", 5, ""),
        ("aiueo", 5, "5"),
        ("upperRoman", 0, ""),
        ("lowerLetter", 10**9, "1000000000"),
        ("lowerRoman", -1, "-1"),
    ],
)
def test_formats_show_numbers_as_word_does(kind, count, shown):
    assert formats.show(count, kind) == shown


def test_legal_numbering_changes_the_numbers_of_higher_levels_only():
    levels = (
        ("Article %1.", "upperRoman"),
        ("Section %1.%2", "decimalZero", "<w:isLgl/>"),
        ("%1.%2.%3", "lowerLetter", "<w:isLgl/>"),
    )
    numbering = definition("9", *levels) + a_list("9", "9")
    body = "".join(p("x", list_id="9", level=level) for level in (0, 1, 1, 2, 0, 1))
    text = extract(docx(body, numbering=numbering), "a.docx").text
    assert text.replace(" x", "").split("\n\n") == [
        *("Article I.", "Section 1.01", "Section 1.02", "1.02.a", "Article II.", "Section 2.01"),
    ]


@pytest.mark.parametrize("code", ["\uf0a8", "\uf06f", "\uf071"])
def test_box_that_is_the_sign_of_a_list_is_no_box_to_tick(code):
    numbering = definition("9", (code, "bullet")) + a_list("9", "9")
    assert extract(docx(p("Fees", list_id="9", level=0), numbering=numbering), "a.docx").text == "• Fees"
