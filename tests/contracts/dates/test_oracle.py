"""The engine against a slow second opinion (oracle.py): every column, on drawn records and days, and on the table."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contracts.dates import CannotWorkOut, answer, read_record
from tests.contracts.dates import oracle, records
from tests.contracts.dates.test_properties import AFTER, SETTINGS, day_after

CASES = list(csv.DictReader(Path(__file__).with_name("cases.csv").read_text(encoding="utf-8").splitlines()))
COLUMNS = (
    "current_term_start",
    "current_term_end",
    "renewals_done",
    "counted_date",
    "last_date_to_act",
    "decision_by",
    "next_term_end",
    "first_date_to_act",
    "earliest_end",
    "act_by_for_earliest_end",
)


def is_known(row):
    """Whether the oracle knows all that the row says."""
    signed_late = row["signed"] and row["signed"] > row["start"]
    words = ("from=", "for=")
    return not (signed_late or row["late_notice"] == "next" or any(word in row["events"] for word in words))


def engine(row, as_of):
    """What the engine says, by the names of the columns; None where it refuses."""
    try:
        result = answer(read_record(row), as_of)
    except CannotWorkOut:
        return None
    return {"state": str(result.state)} | {name: getattr(result, name) for name in COLUMNS}


def second_opinion(row, as_of):
    try:
        return oracle.opinion(row, as_of)
    except oracle.Refused:
        return None


@SETTINGS
@given(records.rows(events=False), AFTER)
def test_engine_says_what_a_day_by_day_life_says(row, days):
    assume(is_known(row))
    as_of = day_after(row, days)
    answered = engine(row, as_of)
    assume(answered is not None)
    assert answered == second_opinion(row, as_of)


@SETTINGS
@given(records.rows(events=False), st.integers(0, 1500), AFTER)
def test_contract_recorded_years_later_answers_as_if_it_had_been_kept(row, recorded_after, days):  # P11
    """The oracle lives day by day; the engine jumps. A record that was first read years later says the same."""
    assume(is_known(row))
    kept, as_of = engine(row, day_after(row, recorded_after)), day_after(row, recorded_after + max(days, 0))
    assume(kept is not None and kept["state"] == "running")
    answered = engine(row, as_of)
    assume(answered is not None)
    assert answered == second_opinion(row, as_of)


@pytest.mark.parametrize("case", [case for case in CASES if is_known(case)], ids=lambda case: case["id"])
def test_second_opinion_agrees_with_the_table(case):
    columns = second_opinion(case, date.fromisoformat(case["as_of"]))
    assert {name: "" if value is None else str(value) for name, value in columns.items()} == {
        name: case[name] for name in columns
    }


def test_second_opinion_is_no_copy():
    """It imports nothing of the engine, and a day that is moved by one is noticed."""
    source = Path(oracle.__file__).read_text(encoding="utf-8")
    assert "contracts.dates" not in source.partition('"""\n\n')[2]
    row = dict(next(case for case in CASES if is_known(case) and case["last_date_to_act"]))
    as_of = date.fromisoformat(row["as_of"])
    assert second_opinion(row, as_of) != second_opinion(
        row | {"start": str(date.fromisoformat(row["start"]) - timedelta(1))}, as_of
    )
