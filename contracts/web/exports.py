"""Contracts as a file for a spreadsheet."""

from itertools import chain

from common.sheets.lines import first_line, line
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


def csv_lines(parts):
    """The lines of the file, the contracts of each part newest first; in batches, so that it holds little at a time."""
    yield first_line(HEAD)
    keys = {pk for part in parts for pk in part.order_by().values_list("pk", flat=True)} if len(parts) > 1 else None
    contracts = Contract.objects.filter(pk__in=keys) if keys is not None else parts[0]
    last = None
    while True:
        batch = contracts.for_rows().order_by("-pk")
        rows = rows_of(batch.filter(pk__lt=last)[:BATCH] if last else batch[:BATCH])
        yield from (line(_cells(row)) for row in rows)
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
