"""Contracts as lists show them: each with what follows from it today."""

from dataclasses import dataclass

from contracts.models import Contract
from contracts.words import in_short, tone_of


@dataclass(frozen=True)
class ContractRow:
    """One contract of a list. `tone` says how near its last date to act is."""

    contract: Contract
    after: str
    tone: str
    is_missed: bool


def rows_of(contracts):
    """A `ContractRow` for each; no query, where the contracts came with what dates need (`for_rows`)."""
    return [_row(contract) for contract in contracts]


def _row(contract):
    contract.work_out()  # the columns may be some minutes behind the clock
    today = contract.today()
    is_missed = bool(contract.act_by and contract.act_by < today)
    tone = "danger" if is_missed else tone_of(contract.act_by, today) if contract.act_by else "neutral"
    return ContractRow(contract, in_short(contract, contract.answer), tone, is_missed)
