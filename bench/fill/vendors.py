"""Vendors and their contacts: few hold much, and names are spelled as names are."""

import random

from django.db.models import Value

from bench.fill.sql import words
from people.models import User
from vendors.models import Sensitive, Status, Vendor, VendorChange, VendorContact, VendorMerge, VendorName
from vendors.models.vendor import RiskTier

FIRST = words(
    "North Blue Silver Clear Bright Stone River Harbour Summit Prime Vector Quantum Nova Atlas Orbit "
    "Cedar Falcon Lotus Amber Delta Echo Granite Helix Iris Juniper Kestrel Lumen Meridian Nimbus Onyx "
    "Pioneer Quill Raven Sierra Tidal Umbra Vertex Willow Xenon Zephyr Müller Bäcker Ørsted Łódź Crème "
    "São"
)
SECOND = words(
    "wind Data Works Logic Systems Analytics Cloud Security Learning Recruiting Travel Logistics Printing "
    "Media Labs Research Consulting Energy Networks Software Payments Design Robotics Health Foods "
    "Facilities Cleaning Insurance Legal Translations Events Mobility Storage Sensors Materials Optics"
)
ENDINGS = ("GmbH", "Ltd", "Inc.", "S.A.", "AG", "B.V.", "SARL", "AB", "KK", "LLC", "Group", "& Co. KG")
CATEGORIES = ("cloud", "software", "consulting", "travel", "cleaning", "translations", "payroll", "training")
COUNTRIES = ("Germany", "United Kingdom", "United States", "France", "Netherlands", "Japan", "Sweden", "Poland")


def fill(size, moment):
    """So many vendors with a contact or two each. Ids run from 1 without a gap."""
    pick = random.Random(size.vendors)
    names = [f"{first} {second} {ending}" for first in FIRST for second in SECOND for ending in ENDINGS]
    pick.shuffle(names)
    makers = list(User.objects.filter(email__startswith="desk").order_by("pk"))
    tiers = [RiskTier.UNKNOWN] * 3 + [RiskTier.LOW] * 4 + [RiskTier.MEDIUM] * 2 + [RiskTier.HIGH]
    statuses = [Status.ACTIVE] * 17 + [Status.PROSPECT] * 2 + [Status.OFFBOARDED]
    vendors = Vendor.objects.bulk_create(
        (
            Vendor(
                name=names[number],
                website=f"https://vendor{number}.example",
                country=pick.choice(COUNTRIES),
                risk_tier=pick.choice(tiers),
                status=pick.choice(statuses) if number > 50 else Status.ACTIVE,
                registration_number=f"HRB {number}",
                categories=pick.sample(CATEGORIES, number % 3),
                owner=pick.choice(makers) if number % 4 else None,
                created_by=pick.choice(makers),
            )
            for number in range(size.vendors)
        ),
        batch_size=2000,
    )
    Vendor.objects.update(created_at=Value(moment))
    VendorContact.objects.bulk_create(
        (
            VendorContact(
                vendor=vendor,
                name=f"Contact {nth + 1}",
                email=f"contact{nth}@vendor{vendor.pk}.example",
                role="Account manager",
            )
            for vendor in vendors
            for nth in range(1 + vendor.pk % 2)
        ),
        batch_size=2000,
    )
    VendorName.objects.bulk_create(
        (VendorName(vendor=vendor, name=f"{vendor.name} {vendor.country}") for vendor in vendors if vendor.pk % 3 == 0),
        batch_size=2000,
    )
    _fill_changes(vendors, makers, moment)
    _fill_merges(vendors, makers, moment)


def _fill_changes(vendors, makers, moment):
    """Some that were made, and a few that wait for a second person."""
    asked_by, second = makers[:2]
    answered = {"answer": "made", "answered_by": second, "answered_at": moment}
    VendorChange.objects.bulk_create(
        (
            VendorChange(
                vendor=vendor,
                field=Sensitive.STATUS,
                before=Status.PROSPECT,
                after=vendor.status,
                why="We buy there.",
                asked_by=asked_by,
                asked_at=moment,
                **(answered if vendor.pk % 10 else {}),
            )
            for vendor in vendors
            if vendor.pk % 5 == 0
        ),
        batch_size=2000,
    )


def _fill_merges(vendors, makers, moment):
    """Merges that were undone: each vendor stays what it is."""
    undone = {"undone_by": makers[0], "undone_at": moment}
    VendorMerge.objects.bulk_create(
        (
            VendorMerge(source=source, target=target, by=makers[0], at=moment, **undone)
            for source, target in zip(vendors[::50], vendors[1::50], strict=False)
        ),
        batch_size=2000,
    )
