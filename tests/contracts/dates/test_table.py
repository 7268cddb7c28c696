"""`python -m contracts.dates FILE.csv`, as anybody would run it."""

import csv
import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contracts.dates import BusinessDays, prepare_by, read_record, whose_day
from contracts.dates import answer as answer_for
from contracts.dates.lengths import read_day

CASES = Path(__file__).with_name("cases.csv")


def run(path):
    command = [sys.executable, "-m", "contracts.dates", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_print_the_same_table_with_the_dates_filled_in(tmp_path):
    rows = list(csv.DictReader(io.StringIO(CASES.read_text(encoding="utf-8"))))
    inputs = list(rows[0])[: list(rows[0]).index("state")]
    bare = tmp_path / "bare.csv"
    with bare.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, inputs, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    result = run(bare)
    assert (result.returncode, result.stderr) == (0, "")
    answers = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row | {"note": ""} for row in answers] == [
        {name: row[name] for name in answers[0]} | {"note": ""} for row in rows
    ]
    assert run(CASES).stdout == CASES.read_text(encoding="utf-8").replace("\r\n", "\n")


def test_say_which_row_cannot_be_worked_out_and_go_on(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("id,start,initial,as_of\nA1,2026-01-01,0m,2026-02-01\nA2,2026-01-01,1m,2026-01-31\n")
    result = run(path)
    assert result.returncode == 1
    assert result.stderr == "A1: The first term (initial) is 0m: a term lasts a day at least.\n"
    first, second = csv.DictReader(io.StringIO(result.stdout))
    assert (first["state"], first["current_term_end"]) == ("cannot be worked out", "")
    assert (second["state"], second["current_term_end"]) == ("running", "2026-01-31")


@pytest.mark.parametrize(("content", "sentence"), [(None, "Cannot open"), (b"id,start\n\xff\xfe", "no text in UTF-8")])
def test_say_what_is_wrong_with_a_file(tmp_path, content, sentence):
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_bytes(content)
    result = run(path)
    assert result.returncode == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_do_without_django():
    program = "import sys, contracts.dates.table; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("moment", "zones", "day"),
    [
        ("2026-12-30T23:30", ["Europe/Berlin"], "2026-12-31"),
        ("2026-12-31T07:30", ["America/Los_Angeles"], "2026-12-30"),
        ("2026-12-31T11:30", ["Europe/Berlin", "Pacific/Auckland"], "2027-01-01"),
        ("2026-03-29T21:45", ["Europe/Berlin"], "2026-03-29"),
    ],
)
def test_take_the_later_day_of_the_zones_concerned(moment, zones, day):
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert whose_day(now, *zones) == read_day(day, of="day")


def test_refuse_a_moment_without_a_zone():
    with pytest.raises(ValueError, match="without a zone"):
        whose_day(datetime(2026, 1, 1), "Europe/Berlin")


def test_prepare_so_many_business_days_before_the_end():
    end = read_day("2026-10-31", of="end")
    assert prepare_by(end, 10, BusinessDays()).isoformat() == "2026-10-16"


def test_count_with_the_days_off_of_the_calendar():
    friday_and_saturday = BusinessDays(weekend={4, 5})
    assert friday_and_saturday.before(read_day("2026-12-05", of="day")).isoformat() == "2026-12-03"


def test_say_how_the_last_date_was_counted():
    row = {
        "start": "2025-04-01",
        "initial": "24m",
        "renewal": "auto",
        "renewal_length": "12m",
        "notice": "3m",
        "delivery": "2bd",
    }
    dates = answer_for(read_record(row), read_day("2026-10-31", of="as_of"))
    assert [(step.rule, str(step.day)) for step in dates.deadline.steps] == [
        ("count", "2026-12-31"),
        ("delivery", "2026-12-29"),
    ]
    assert not dates.is_missed
    late = answer_for(read_record(row), read_day("2026-12-30", of="as_of"))
    assert late.is_missed
