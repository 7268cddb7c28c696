"""Documents and their versions, what is read in them, how versions differ, and what was signed."""

from contracts.models.comparison import Comparison
from contracts.models.contract import Contract
from contracts.models.disk import DiskMeasure, FileLimits
from contracts.models.document import Document, DocumentKind, DocumentVersion
from contracts.models.reading import Reading, ReadingOutcome, ReadingStage, ReadingState

__all__ = [
    "Comparison",
    "Contract",
    "DiskMeasure",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "FileLimits",
    "Reading",
    "ReadingOutcome",
    "ReadingStage",
    "ReadingState",
]
