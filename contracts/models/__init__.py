"""Documents and their versions, what is read in them, how versions differ, what was signed and what is owed."""

from contracts.models.comparison import Comparison
from contracts.models.contract import Contract, ContractKind, Per, Renewal, State
from contracts.models.contract_event import ContractEvent, ContractEventKind
from contracts.models.disk import DiskMeasure, FileLimits
from contracts.models.document import Document, DocumentKind, DocumentVersion
from contracts.models.obligation import DateState, Obligation, ObligationDate, Party, Rhythm
from contracts.models.reader import Reader
from contracts.models.reading import Reading, ReadingOutcome, ReadingStage, ReadingState
from contracts.models.renewal import ENDS, Answer, LadderStep, NoticeBand, RenewalDecision, Told
from contracts.models.signed_file import SignedFile

__all__ = [
    "ENDS",
    "Answer",
    "Comparison",
    "Contract",
    "ContractEvent",
    "ContractEventKind",
    "ContractKind",
    "DateState",
    "DiskMeasure",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "FileLimits",
    "LadderStep",
    "NoticeBand",
    "Obligation",
    "ObligationDate",
    "Party",
    "Per",
    "Reader",
    "Reading",
    "ReadingOutcome",
    "ReadingStage",
    "ReadingState",
    "Renewal",
    "RenewalDecision",
    "Rhythm",
    "SignedFile",
    "State",
    "Told",
]
