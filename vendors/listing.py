"""The list of vendors, as the page, the API and the export narrow it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F
from django.db.models.fields.tuple_lookups import TupleGreaterThan

from common.paging import first_of
from common.sheets.lines import first_line, line
from vendors.models import Vendor, VendorChange

WAITING = 1000
"""Vendors with something to confirm: at most so many are listed."""

HEAD = (
    "Name",
    "Legal names",
    "Also known as",
    "Status",
    "Risk",
    "Country",
    "Website",
    "Registration number",
    "Categories",
    "Owner",
    "Known since",
)
AT_ONCE = 500
"""Rows that the export reads with one query."""

NARROWINGS = {
    "status": lambda vendors, status, user: vendors.filter(status=status),
    "risk": lambda vendors, risk, user: vendors.filter(risk_tier=risk),
    "mine": lambda vendors, wanted, user: vendors.filter(owner=user),
    "to_confirm": lambda vendors, wanted, user: vendors.filter(pk__in=_waiting()),
    "category": lambda vendors, category, user: vendors.filter(categories__contains=[category.lower()]),
}


@dataclass(frozen=True)
class Listing:
    """`vendors` are those that the filters leave, `parts` the same for a search (`common.paging`), `key` the order."""

    vendors: object
    parts: list | None
    key: tuple | str


def listing_for(user, chosen: dict) -> Listing:
    """What the person sees of the list by the filters `chosen`, {name: value}.

    Indexes: vendor_by_name, the primary key; vendor_by_status, vendor_by_risk, vendor_by_owner, vendor_by_category,
    vendor_change_open; for a search, those of `places_of`.
    """
    vendors = Vendor.objects.visible_to(user)
    for name, value in chosen.items():
        if name in NARROWINGS:
            vendors = NARROWINGS[name](vendors, value, user)
    by_newest = chosen.get("sort") == "newest"
    vendors = vendors if by_newest else vendors.by_name()
    parts = vendors.places_of(chosen["q"]) if chosen.get("q") else None
    return Listing(vendors, parts, "-pk" if by_newest else ("sort_name", "pk"))


def _waiting():
    keys = VendorChange.objects.open().order_by("vendor").values_list("vendor", flat=True)
    return list(keys[:WAITING])


def csv_rows(listing: Listing) -> Iterator[str]:
    """The lines of a CSV file of the list by name, a few hundred rows at a time: none of it is held in memory."""
    yield first_line(HEAD)
    place = None
    while rows := _next(listing, place):
        yield from (line(_texts(vendor)) for vendor in rows)
        place = rows[-1]


def _next(listing, place):
    keys = ("sort_name", "pk")
    vendors = Vendor.objects.by_name()
    parts = [part.by_name() for part in listing.parts or [listing.vendors]]
    if place is not None:
        beyond = TupleGreaterThan((F("sort_name"), F("pk")), (place.sort_name, place.pk))
        parts = [part.filter(beyond) for part in parts]
    vendors = vendors.filter(pk__in=first_of(parts, keys, AT_ONCE))
    return list(vendors.select_related("owner").prefetch_related("names")[:AT_ONCE])


def _texts(vendor):
    names = vendor.names.all()
    return (
        vendor.name,
        "; ".join(name.name for name in names if name.is_legal),
        "; ".join(name.name for name in names if not name.is_legal),
        vendor.get_status_display(),
        vendor.get_risk_tier_display(),
        vendor.country,
        vendor.website,
        vendor.registration_number,
        ", ".join(vendor.categories),
        vendor.owner or "",
        vendor.created_at.date().isoformat(),
    )
