"""Who we buy from."""

from vendors.models.vendor import RiskTier, Vendor, VendorContact

__all__ = [
    "RiskTier",
    "Vendor",
    "VendorContact",
]
