"""What people can do with vendors, documents and contracts."""

from vendors.actions.comparisons import compare_versions
from vendors.actions.contracts import record_contract
from vendors.actions.documents import add_version, store_document
from vendors.actions.readings import ask_again
from vendors.actions.vendors import add_contact, add_vendor, remove_contact, update_contact, update_vendor

__all__ = [
    "add_contact",
    "add_vendor",
    "add_version",
    "ask_again",
    "compare_versions",
    "record_contract",
    "remove_contact",
    "store_document",
    "update_contact",
    "update_vendor",
]
