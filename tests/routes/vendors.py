"""The addresses of vendors: reviewers look, procurement changes, everybody is helped to spell a name."""

from tests.factories import VendorContactFactory
from tests.routes import Route


def vendor(case):
    return [case.review.vendor.pk]


def contact(case):
    return [VendorContactFactory(vendor=case.review.vendor).pk]


def new_vendor(case):
    return {"name": "Bright Ideas", "risk_tier": "low"}


def new_contact(case):
    return {"name": "Vera", "email": "vera@vendor.example"}


def changing(**about):
    return Route(**about)


ROUTES = {
    "vendors:vendor_list": Route(),
    "vendors:vendor_detail": Route(given=vendor),
    "vendors:suggest": Route(),
    "vendors:vendor_add": changing(data=new_vendor),
    "vendors:vendor_edit": changing(given=vendor, data=new_vendor),
    "vendors:contact_add": changing(given=vendor, data=new_contact),
    "vendors:contact_edit": changing(given=contact, data=new_contact),
    "vendors:contact_remove": Route(given=contact),
}
