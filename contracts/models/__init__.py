"""Documents and their versions, what is read in them, how versions differ, and what was signed."""

from contracts.models.comparison import Comparison
from contracts.models.contract import Contract, ContractKind, Per, Renewal, State
from contracts.models.contract_event import ContractEvent, ContractEventKind
from contracts.models.disk import DiskMeasure, FileLimits
from contracts.models.document import Document, DocumentKind, DocumentVersion
from contracts.models.reader import Reader
from contracts.models.reading import Reading, ReadingOutcome, ReadingStage, ReadingState
from contracts.models.signed_file import SignedFile

__all__ = [
    "Comparison",
    "Contract",
    "ContractEvent",
    "ContractEventKind",
    "ContractKind",
    "DiskMeasure",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "FileLimits",
    "Per",
    "Reader",
    "Reading",
    "ReadingOutcome",
    "ReadingStage",
    "ReadingState",
    "Renewal",
    "SignedFile",
    "State",
]
