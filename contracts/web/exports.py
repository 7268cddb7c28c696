"""Contracts as a file for a spreadsheet."""

import io
from datetime import date
from decimal import Decimal
from itertools import chain, islice

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from common.sheets.lines import cell_of, first_line, line
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
    """The lines of the file, newest first; in batches, so that it holds little at a time."""
    yield first_line(HEAD)
    for row in _rows(parts):
        yield line(_cells(row))


MOST_IN_A_WORKBOOK = 20_000
"""A workbook is written whole before it is sent; longer lists are a matter for CSV."""


def workbook(parts):
    """The same as a workbook (XLSX), with days as days and amounts as numbers. None where the list is too long."""
    rows = list(islice(_rows(parts), MOST_IN_A_WORKBOOK + 1))
    if len(rows) > MOST_IN_A_WORKBOOK:
        return None  # before a workbook is begun: one that is not saved leaves a file behind
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Contracts")
    sheet.freeze_panes = "A2"
    sheet.append(HEAD)
    for row in rows:
        sheet.append([_typed(cell) for cell in _cells(row)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _typed(cell):
    """Days and amounts as they are; text so that no spreadsheet calculates it, or chokes on its control characters."""
    if cell is None or isinstance(cell, date | Decimal | int):
        return cell
    return ILLEGAL_CHARACTERS_RE.sub(" ", str(cell_of(cell)))


def _rows(parts):
    """The rows of all parts, newest first, in batches."""
    keys = {pk for part in parts for pk in part.order_by().values_list("pk", flat=True)} if len(parts) > 1 else None
    contracts = Contract.objects.filter(pk__in=keys) if keys is not None else parts[0]
    last = None
    while True:
        batch = contracts.for_rows().order_by("-pk")
        rows = rows_of(batch.filter(pk__lt=last)[:BATCH] if last else batch[:BATCH])
        yield from rows
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
