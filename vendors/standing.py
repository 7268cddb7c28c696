"""Vendors with which nothing new begins: the sentence that stops a request, and whom one may ask instead."""

from common.words import listed
from vendors.models import Status, Vendor

ALTERNATIVES = 3


def fault_of(name, *, by):
    """Why no request with the vendor of this name begins now; empty where one may. The reason is for reviewers alone.

    Of a vendor that the person must not know of nothing is said.
    """
    vendor = Vendor.objects.known_to(by).named(name).first()
    if vendor is None or not vendor.stops_requests:
        return ""
    because = f" ({vendor.status_because})" if by.reads_lists and vendor.status_because else ""
    sentence = f"{vendor} is {vendor.get_status_display().lower()}{because}: nothing new begins with it."
    others = [other.name for other in alternatives_to(vendor, by=by)]
    offer = f" For the same there is {listed(others)}." if others else ""
    return f"{sentence}{offer} Procurement knows more."


def alternatives_to(vendor, *, by):
    """The few active vendors of one of its categories that the person may know of, by name.

    Index: vendor_by_category.
    """
    if not vendor.categories:
        return []
    active = Vendor.objects.known_to(by).filter(status=Status.ACTIVE, categories__overlap=vendor.categories)
    return list(active.exclude(pk=vendor.pk).by_name()[:ALTERNATIVES])
