"""Lines of CSV files: nothing in them is calculated, and they read back as they were."""

import csv
import io
from decimal import Decimal

import pytest

from common.sheets.lines import BEGINNING, first_line, line


@pytest.mark.parametrize(
    "typed",
    ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "|cmd", "%0A", " =1+1", "\t=1", "\r=1", "\n=1", "\u00a0=1+1"],
)
def test_line_makes_no_cell_a_formula(typed):
    [[cell]] = csv.reader(io.StringIO(line([typed]), newline=""))
    assert cell == f"'{typed}"


def test_line_leaves_names_and_numbers_as_they_are():
    assert line(["Acme", -5, 0.5, Decimal("12.50"), None]) == "Acme,-5,0.5,12.50,\r\n"


def test_line_quotes_what_would_break_the_row():
    [cells] = csv.reader(io.StringIO(line(['Say "no"', "a,b", "two\nlines"]), newline=""))
    assert cells == ['Say "no"', "a,b", "two\nlines"]


def test_file_begins_so_that_it_is_read_as_utf_8():
    assert first_line(["Überschrift"]) == f"{BEGINNING}Überschrift\r\n"
    assert first_line(["A"]).encode().startswith(b"\xef\xbb\xbf")
