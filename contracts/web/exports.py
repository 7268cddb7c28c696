"""Contracts as a file for a spreadsheet. What it would take for a formula is written as text."""

import csv
from itertools import chain

from contracts.models import Contract
from contracts.web.rows import rows_of

HEAD = [
    "Number",
    "Title",
    "Kind",
    "Vendor",
    "Number on the paper",
    "Our company",
    "Their company",
    "Owner",
    "Desk",
    "State",
    "Signed on",
    "Runs from",
    "Term ends on",
    "Act by",
    "Decide by",
    "Prepare by",
    "If nobody decides",
    "Value",
    "Currency",
    "Per",
]
BATCH = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""Excel takes UTF-8 for something else without it."""


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text):
        return text


def csv_lines(parts):
    """The lines of the file, the contracts of each part newest first; in batches, so that it holds little at a time."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(HEAD)
    keys = {pk for part in parts for pk in part.order_by().values_list("pk", flat=True)} if len(parts) > 1 else None
    contracts = Contract.objects.filter(pk__in=keys) if keys is not None else parts[0]
    last = None
    while True:
        batch = contracts.for_rows().order_by("-pk")
        rows = rows_of(batch.filter(pk__lt=last)[:BATCH] if last else batch[:BATCH])
        for row in rows:
            yield writer.writerow([as_text(value) for value in _cells(row)])
        if len(rows) < BATCH:
            return
        last = rows[-1].contract.pk


def _cells(row):
    contract = row.contract
    value = contract.value
    return chain(
        [contract.number, contract.title, contract.get_kind_display(), contract.vendor.name, contract.reference],
        [contract.our_entity, contract.their_entity, contract.owner.name, contract.desk or ""],
        [contract.get_state_display(), contract.signed_on, contract.starts_on, contract.term_ends_on],
        [contract.act_by, contract.decide_by, contract.prepare_by, row.after],
        [value.amount, value.currency, contract.get_value_per_display()] if value else ["", "", ""],
    )


def as_text(value) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
