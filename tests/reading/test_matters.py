"""Where a clause is cut because the matter passes from one side to the other."""

from dataclasses import replace
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading import matters
from reading.clauses import segment
from reading.document import Page, Side
from reading.understand import clauses_of

FEES = "Customer pays the yearly subscription fee of EUR 24,000 within thirty days of receipt of the invoice."
LAW = "This agreement is governed by the laws of Ireland, and the courts of Dublin have exclusive jurisdiction."
CAP = "In no event shall either party's liability exceed the fees paid in the preceding twelve months."


def texts(clauses):
    return [clause.text for clause in clauses]


def test_divide_cuts_a_clause_where_the_matter_changes():
    clauses = clauses_of(f"4. General. {FEES} {CAP} {LAW}")
    assert texts(clauses) == [f"4. General. {FEES}", f"{CAP} {LAW}"]
    assert [clause.side for clause in clauses] == [Side.COMMERCIAL, Side.LEGAL]
    assert {(clause.number, clause.heading) for clause in clauses} == {("4", "General")}


@pytest.mark.parametrize("text", [f"4. Liability. {CAP} {LAW}", "Liability", FEES, ""])
def test_divide_leaves_a_clause_of_one_matter_whole(text):
    cut = segment(text)
    assert matters.divide(cut) == cut


def test_divide_keeps_offsets_and_the_clause_that_others_lie_in():
    text = f"1. Charges. {FEES} {LAW}\n\n1.1 Due date. Each invoice of the vendor is payable within thirty days."
    clauses = matters.divide(segment(text))
    assert [text[clause.start : clause.end] for clause in clauses] == texts(clauses)
    assert [clause.parent for clause in clauses] == [None, None, 0]
    assert all(before.end <= after.start for before, after in pairwise(clauses))


def test_divide_says_on_which_page_a_part_begins():
    text = f"1. Charges. {FEES} {LAW}"
    pages = (Page(1, 0, text.index(LAW) - 20), Page(2, text.index(LAW) - 20, len(text)))
    assert [clause.page for clause in matters.divide(segment(text, pages=pages), pages=pages)] == [1, 2]


def test_sentences_of_puts_a_short_sentence_with_its_neighbour():
    (clause,) = segment(f"Noted. {FEES} Agreed. {LAW} So be it.")
    assert [clause.text[start:end] for start, end in matters.sentences_of(clause)] == [
        f"Noted. {FEES} ",
        f"Agreed. {LAW} So be it.",
    ]


@pytest.mark.parametrize(
    "odds, cuts",
    [([], []), ([3.0], []), ([3.0, -3.0], [1]), ([3.0, -0.5, 3.0], []), ([3.0, -2.0, -2.0, 3.0], [1, 3])],
)
def test_changes_are_made_only_where_they_are_worth_a_cut(odds, cuts):
    assert matters.changes(odds) == cuts


@given(st.lists(st.integers(-40, 40).map(lambda tenths: tenths / 10 + 0.013), max_size=7))
def test_changes_are_the_best_of_all_courses(odds):
    """Against trying every course: none is worth more than the one that was found."""

    def worth(course):
        agreed = sum(value / 2 * sign for value, sign in zip(odds, course, strict=True))
        return agreed - matters.CHANGE * sum(a != b for a, b in pairwise(course))

    courses = list(product((1, -1), repeat=len(odds)))
    changed = set(matters.changes(odds))
    chosen = [
        course for course in courses if {at for at in range(1, len(odds)) if course[at] != course[at - 1]} == changed
    ]
    assert max(map(worth, chosen)) == pytest.approx(max(map(worth, courses)))


def test_a_bare_heading_is_not_divided():
    (clause,) = segment("Limitation of Liability")
    assert matters.sentences_of(replace(clause, text=clause.text, heading=clause.text)) == []
