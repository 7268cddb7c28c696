"""The table of contracts with the dates that are right: `cases.csv`, one row a test."""

import csv
from pathlib import Path

import pytest

from contracts.dates.table import COMPUTED, computed

with open(Path(__file__).with_name("cases.csv"), encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))


def test_have_all_groups_in_the_table():
    assert len(ROWS) == 80
    assert {row["group"][0] for row in ROWS} == set("ABCDEFGHIJKLM")


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_work_out_the_dates_of_a_row(row):
    assert computed(row) == {name: row[name] for name in COMPUTED}, row["note"]
