"""What differs between the words of both sides, marked word by word."""

from types import SimpleNamespace

import pytest

from reviews.checks.stands import Stand
from reviews.models import TermVerdict
from reviews.pure.expectations import Check, Verdict
from reviews.web.cards.wordings import pieces, pieces_of, unlike

PAYMENT = {"measure": "payment_days", "comparison": "at_least", "value": 60, "unit": "day"}
THEIRS = "The Customer pays the fees within 30 days of the invoice date."
OURS = "The fees are paid within 60 days of the invoice."


def shown(pieces_of_text):
    return "".join(f"[{text}]" if differs else text for text, differs in pieces_of_text)


def words(theirs, ours, checks=()):
    stand = Stand(TermVerdict.DIFFERS, wording=theirs, checks=list(checks))
    return [shown(side) for side in pieces_of(SimpleNamespace(position=ours), stand)]


def test_figures_that_a_check_finds_to_differ_are_marked_on_both_sides():
    assert words(THEIRS, OURS, [Check(PAYMENT, Verdict.DIFFERS)]) == [
        "The Customer pays the fees within [30 days] of the invoice date.",
        "The fees are paid within [60 days] of the invoice.",
    ]


def test_figures_that_meet_are_not_marked():
    assert words(THEIRS, OURS, [Check(PAYMENT, Verdict.MEETS)]) == [THEIRS, OURS]


def test_words_that_one_text_has_alone_are_marked_where_nothing_is_checked():
    ours = "Each party may end this contract with notice of two months."
    theirs = "Only the Vendor may end this contract with notice of six months."
    assert words(theirs, ours) == [
        "[Only the Vendor] may end this contract with notice of [six] months.",
        "[Each party] may end this contract with notice of [two] months.",
    ]


def test_texts_that_have_little_in_common_stay_unmarked():
    theirs, ours = "Fees are due at once.", "The cap is twice what we pay in a year."
    assert words(theirs, ours) == [theirs, ours]


@pytest.mark.parametrize("text", ["", "word"])
def test_nothing_beside_something_has_nothing_to_compare(text):
    assert unlike(text, "") == ([], [])


def test_pieces_of_spans_that_overlap_are_the_text():
    cut = pieces("0123456789", [(6, 8), (2, 5), (4, 7)])
    assert shown(cut) == "01[234][56][7]89"
    assert "".join(text for text, _ in cut) == "0123456789"
