"""A table of contracts, CSV in and CSV out: the input columns of docs/domain/contract-dates.md, the answers beside."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from contracts.dates.answers import answer
from contracts.dates.lengths import CannotWorkOut, read_day
from contracts.dates.record import read_record

COMPUTED = (
    "state",
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
CANNOT_WORK_OUT = "cannot be worked out"


def computed(row: Mapping[str, str]) -> dict[str, str]:
    """{column: text} of one row's answers. Raises CannotWorkOut."""
    result = answer(read_record(row), read_day((row.get("as_of") or "").strip(), of="The day of the answer (as_of)"))
    values = {name: getattr(result, name) for name in COMPUTED}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def fill_in(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[dict[str, str], str]]:
    """(row with its answers, why it cannot be worked out or "") of all rows; one bad row stops no other."""
    for row in rows:
        values = {name: value for name, value in row.items() if name is not None}
        try:
            yield values | computed(values), ""
        except CannotWorkOut as reason:
            nothing = dict.fromkeys(COMPUTED, "")
            yield values | nothing | {"state": CANNOT_WORK_OUT}, str(reason)


def write_answers(source: TextIO, target: TextIO, complaints: TextIO) -> int:
    """Copy a table with its answers; sentences about rows that cannot be worked out go to `complaints`.

    How many of those there were.
    """
    rows = csv.DictReader(source)
    columns = list(rows.fieldnames or [])
    writer = csv.DictWriter(target, columns + [name for name in COMPUTED if name not in columns], lineterminator="\n")
    writer.writeheader()
    refused = 0
    for line, (row, reason) in enumerate(fill_in(rows), start=2):
        writer.writerow(row)
        if reason:
            refused += 1
            complaints.write(f"{row.get('id') or f'Line {line}'}: {reason}\n")
    return refused
