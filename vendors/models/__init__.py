"""Who we buy from."""

from vendors.models.change import Answer, Sensitive, VendorChange
from vendors.models.merge import VendorMerge
from vendors.models.vendor import NameKind, RiskTier, Status, Vendor, VendorContact, VendorName

__all__ = [
    "Answer",
    "NameKind",
    "RiskTier",
    "Sensitive",
    "Status",
    "Vendor",
    "VendorChange",
    "VendorContact",
    "VendorMerge",
    "VendorName",
]
