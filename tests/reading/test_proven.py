"""When “meets” may be taken without a look: often enough right, on papers that nobody had seen."""

import json

import pytest

from reading.proven import FIGURES, Tally, is_proven, tallies
from scripts.bench_plain_contracts import FOLDER, meets_of_each_measure

PROVEN, UNPROVEN = Tally(60, 60), Tally(23, 23)


@pytest.mark.parametrize(
    ("given", "right", "precision", "bound"),
    [(60, 60, 1.0, 0.94), (23, 23, 1.0, 0.857), (100, 97, 0.97, 0.915), (0, 0, 0, 0)],
)
def test_tally_says_what_is_certain_however_few_the_cases(given, right, precision, bound):
    tally = Tally(given, right)
    assert (round(tally.precision, 3), round(tally.lower_bound, 3)) == (precision, bound)


@pytest.mark.parametrize(
    ("tally", "proven"),
    [
        (Tally(52, 52), True),
        (Tally(51, 51), False),  # never wrong, but too few to tell
        (Tally(200, 194), True),
        (Tally(200, 193), False),  # 96.5 %
        (Tally(100, 97), False),  # right often enough, but too few to tell
    ],
)
def test_measure_is_proven_by_its_precision_and_by_its_number(tally, proven):
    assert tally.is_proven is proven


def test_term_is_proven_only_where_all_its_measures_are():
    figures = {"payment_days": PROVEN, "late_interest": UNPROVEN}
    assert is_proven(["payment_days"], figures)
    assert not is_proven(["payment_days", "late_interest"], figures)
    assert not is_proven(["payment_days", "never_measured"], figures)
    assert not is_proven([], figures)


def test_figures_are_those_of_the_half_that_nobody_looks_at():
    assert json.loads(FIGURES.read_text("utf-8")) == meets_of_each_measure(FOLDER)


def test_nothing_is_proven_yet_so_nothing_is_taken_without_a_look():
    """When the labelled set grows this will fail: then say in MODEL_CARD.md what may be confirmed from a list."""
    assert [name for name in tallies() if is_proven([name])] == []
