"""Dates that follow from a contract: when its term ends, when the company must act, what happens if nobody does.

Pure Python, no Django: an answer needs a record and a day, and nothing else. The rules, with their numbers, stand in
docs/domain/contract-dates.md. Legal advice it is not; pages say so.
"""

from contracts.dates.answers import Answer, State, answer, whose_day
from contracts.dates.business_days import BusinessDays
from contracts.dates.deadlines import prepare_by
from contracts.dates.lengths import CannotWorkOut
from contracts.dates.record import Record, Rules, read_record

__all__ = [
    "Answer",
    "BusinessDays",
    "CannotWorkOut",
    "Record",
    "Rules",
    "State",
    "answer",
    "prepare_by",
    "read_record",
    "whose_day",
]
