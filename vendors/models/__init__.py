"""Vendors and their contacts, contracts with their dates, the versions of documents and what is read in them."""

from vendors.models.comparison import Comparison
from vendors.models.contract import Contract
from vendors.models.document import Document, DocumentKind, DocumentVersion
from vendors.models.reading import Reading, ReadingOutcome, ReadingStage, ReadingState
from vendors.models.vendor import RiskTier, Vendor, VendorContact

__all__ = [
    "Comparison",
    "Contract",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "Reading",
    "ReadingOutcome",
    "ReadingStage",
    "ReadingState",
    "RiskTier",
    "Vendor",
    "VendorContact",
]
