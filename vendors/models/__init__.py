"""Vendors and their contacts, contracts with their dates, and the versions of documents."""

from vendors.models.contract import Contract
from vendors.models.document import Document, DocumentKind, DocumentVersion
from vendors.models.vendor import RiskTier, Vendor, VendorContact

__all__ = [
    "Contract",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "RiskTier",
    "Vendor",
    "VendorContact",
]
