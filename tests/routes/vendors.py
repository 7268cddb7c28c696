"""The addresses of vendors: reviewers look, procurement changes, everybody is helped to spell a name."""

from tests.factories import VendorContactFactory
from tests.routes import NOT_FOUND, Route, cells

EVERYBODY = "requester stranger buyer counsel lead admin"
REVIEWERS = "buyer counsel lead"
PROCUREMENT = "buyer lead"
CHANGERS = {"forbidden": "counsel", "others": NOT_FOUND}


def vendor(case):
    return [case.review.vendor.pk]


def contact(case):
    return [VendorContactFactory(vendor=case.review.vendor).pk]


def new_vendor(case):
    return {"name": "Bright Ideas", "risk_tier": "low"}


def new_contact(case):
    return {"name": "Vera", "email": "vera@vendor.example"}


def changing(**about):
    return Route(get=cells(page=PROCUREMENT, **CHANGERS), post=cells(done=PROCUREMENT, **CHANGERS), **about)


ROUTES = {
    "vendors:vendor_list": Route(get=cells(page=REVIEWERS)),
    "vendors:vendor_detail": Route(given=vendor, get=cells(page=REVIEWERS)),
    "vendors:suggest": Route(get=cells(page=EVERYBODY)),
    "vendors:vendor_add": changing(data=new_vendor),
    "vendors:vendor_edit": changing(given=vendor, data=new_vendor),
    "vendors:contact_add": changing(given=vendor, data=new_contact),
    "vendors:contact_edit": changing(given=contact, data=new_contact),
    "vendors:contact_remove": Route(given=contact, post=cells(done=PROCUREMENT, refused="counsel")),
}
