"""The addresses of vendors: reviewers look, procurement changes, everybody is helped to spell a name."""

from tests.factories import MembershipFactory, VendorContactFactory, VendorFactory
from tests.routes import Route
from vendors import merging
from vendors.api import state_of
from vendors.changes import ask_for_change


def vendor(case):
    return [case.review.vendor.pk]


def contact(case):
    return [VendorContactFactory(vendor=case.review.vendor).pk]


def new_vendor(case):
    return {"name": "Bright Ideas", "risk_tier": "low"}


def new_contact(case):
    return {"name": "Vera", "email": "vera@vendor.example"}


def asked(case):
    return {"field": "status", "status": "restricted", "why": "Late with everything"}


def asked_in_json(case):
    return {"field": "status", "value": "restricted", "why": "Late with everything"}


def country(case):
    return {"country": "Spain", "state": state_of(case.review.vendor).key}


def open_change(case):
    """Asked for by somebody of procurement who is none of the roles."""
    by = MembershipFactory(team=case.people["buyer"].teams[0]).user
    return [ask_for_change(case.review.vendor, "status", "restricted", why="Late", by=by).pk]


def change_of_the_buyer(case):
    change = ask_for_change(case.review.vendor, "status", "restricted", why="Late", by=case.people["buyer"])
    return [change.pk]


def twin(case):
    return {"source": VendorFactory(created_by=case.people["buyer"]).pk}


def merged(case):
    return [
        merging.merge(VendorFactory(created_by=case.people["buyer"]), case.review.vendor, by=case.people["lead"]).pk
    ]


def changing(**about):
    return Route(**about)


ROUTES = {
    "vendors:vendor_export": Route(),
    "vendors:change_ask": changing(given=vendor, data=asked),
    "vendors:change_confirm": Route(given=open_change),
    "vendors:change_refuse": Route(given=open_change),
    "vendors:change_withdraw": Route(given=change_of_the_buyer),
    "vendors:merge": Route(given=vendor, data=twin),
    "vendors:merge_undo": Route(given=merged),
    "vendors:vendor_list": Route(),
    "vendors:vendor_detail": Route(given=vendor),
    "vendors:suggest": Route(),
    "vendors:vendor_add": changing(data=new_vendor),
    "vendors:vendor_edit": changing(given=vendor, data=new_vendor),
    "vendors:contact_add": changing(given=vendor, data=new_contact),
    "vendors:contact_edit": changing(given=contact, data=new_contact),
    "vendors:contact_remove": Route(given=contact),
}

API_ROUTES = {
    "api-vendor-list": Route(data=new_vendor),
    "api-vendor-detail": Route(given=vendor),
    "api-vendor-edit": Route(given=vendor, data=country),
    "api-vendor-similar": Route(),
    "api-vendor-ask-change": Route(given=vendor, data=asked_in_json),
    "api-vendor-merge": Route(given=vendor, data=twin),
    "api-vendor-change-confirm": Route(given=open_change),
    "api-vendor-change-refuse": Route(given=open_change),
    "api-vendor-change-withdraw": Route(given=change_of_the_buyer),
    "api-vendor-merge-undo": Route(given=merged),
}
