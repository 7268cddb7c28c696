"""How the desks' decisions add up."""

import itertools

import pytest

from reviews.models import Outcome
from reviews.terms.outcomes import combined

OPEN, A, D, E, N = Outcome.OPEN, Outcome.AGREED, Outcome.DEVIATION, Outcome.ESCALATED, Outcome.NOT_APPLICABLE

ONE_DESK = [([], OPEN), ([A], A), ([D], D), ([E], E), ([N], N)]
TWO_DESKS = [
    ([], OPEN),
    ([A], OPEN),
    ([D], OPEN),
    ([N], OPEN),
    ([E], E),
    ([A, A], A),
    ([A, D], D),
    ([A, E], E),
    ([A, N], A),
    ([D, D], D),
    ([D, E], E),
    ([D, N], D),
    ([E, E], E),
    ([E, N], E),
    ([N, N], N),
]


@pytest.mark.parametrize(("decisions", "outcome"), ONE_DESK, ids=str)
def test_combined_is_what_the_only_desk_said(decisions, outcome):
    assert combined(decisions, needed=1) == outcome


@pytest.mark.parametrize(("decisions", "outcome"), TWO_DESKS, ids=str)
def test_combined_of_two_desks_in_either_order(decisions, outcome):
    for order in itertools.permutations(decisions):
        assert combined(order, needed=2) == outcome
