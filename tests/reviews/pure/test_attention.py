"""What must be looked at: every pair of verdicts, and that nothing undecided is ever folded away."""

from itertools import combinations, product

import pytest

from reviews.pure.attention import FOLDED, TO_LOOK_AT, Kind, Place, Subject, place_of, subject_of
from reviews.pure.expectations import Verdict

TERM = Subject(Kind.TERM, 7)
SURE = {"is_settled": False, "is_guess": False, "is_sure": True, "is_proven": True}
SETS = [frozenset(some) for number in range(5) for some in combinations(Verdict, number)]


@pytest.mark.parametrize(
    ("verdicts", "more", "place"),
    [
        ({Verdict.MEETS, Verdict.DIFFERS, Verdict.UNCLEAR}, {}, Place.DIFFERS),
        ({Verdict.MEETS, Verdict.UNCLEAR, Verdict.NOT_STATED}, {}, Place.UNCLEAR),
        ({Verdict.MEETS, Verdict.NOT_STATED}, {}, Place.NOT_STATED),
        ({Verdict.MEETS}, {"is_sure": False}, Place.MEETS),
        ({Verdict.MEETS}, {"is_sure": False, "is_guess": True}, Place.NOT_SURE),
        ({Verdict.MEETS}, {"is_proven": False}, Place.MEETS),
        ({Verdict.MEETS}, {}, Place.TOGETHER),
        (set(), {}, Place.NOT_CHECKED),
        ({Verdict.DIFFERS}, {"is_settled": True}, Place.SETTLED),
    ],
)
def test_place_is_that_of_the_worst_verdict(verdicts, more, place):
    assert place_of(TERM, verdicts, **SURE | more) == place


@pytest.mark.parametrize("verdicts", SETS)
@pytest.mark.parametrize("subject", [TERM, Subject(Kind.SIDE, "legal")])
def test_nothing_undecided_is_folded_away(subject, verdicts):
    for is_guess, is_sure, is_proven in product([True, False], repeat=3):
        known = {"is_guess": is_guess, "is_sure": is_sure, "is_proven": is_proven}
        place = place_of(subject, verdicts, is_settled=False, **known)
        assert place not in FOLDED
        is_clear = subject == TERM and verdicts == {Verdict.MEETS} and is_sure and is_proven and not is_guess
        assert (place == Place.TOGETHER) is is_clear
        assert is_clear or place in TO_LOOK_AT


def test_subject_is_the_term_else_the_side_else_nobody():
    assert subject_of(7, "legal", seems_nobodys=False) == TERM
    assert subject_of(None, "legal", seems_nobodys=False) == Subject(Kind.SIDE, "legal")
    assert subject_of(None, "legal", seems_nobodys=True) == Subject(Kind.NOBODY)
    assert place_of(Subject(Kind.NOBODY), set(), **SURE) == Place.NOBODYS
