"""The middle and nine in ten, counted by hand."""

import pytest

from reviews.pure.usual import Usual, usual

BY_HAND = [
    # nine of these ten are 9 or less; the middle lies between the fifth and the sixth
    ([5, 3, 9, 1, 7, 2, 8, 4, 10, 6], Usual(5.5, 9, 10)),
    # one that took very long moves neither: nine of ten are 2 or less
    ([2] * 9 + [400], Usual(2, 2, 10)),
    # with two long ones of ten, nine in ten keep to the shorter of the two
    ([2] * 8 + [90, 400], Usual(2, 90, 10)),
    # eleven: nine tenths are 9.9, so ten of them must keep to it
    (list(range(1, 12)), Usual(6, 10, 11)),
    # twenty: the eighteenth
    (list(range(20, 0, -1)), Usual(10.5, 18, 20)),
    # half days stay half days
    ([0.5] * 5 + [1.5] * 5, Usual(1.0, 1.5, 10)),
]


@pytest.mark.parametrize(("days", "expected"), BY_HAND)
def test_usual_is_what_one_counts_by_hand(days, expected):
    assert usual(days) == expected


@pytest.mark.parametrize("days", [days for days, _ in BY_HAND])
def test_nine_in_ten_is_true_to_the_letter(days):
    answer = usual(days)
    assert sum(day <= answer.nine_in_ten for day in days) >= 0.9 * len(days)
    assert sum(day < answer.nine_in_ten for day in days) < 0.9 * len(days)


def test_usual_says_nothing_of_nine():
    assert usual([3] * 9) is None
    assert usual([3] * 10) is not None
