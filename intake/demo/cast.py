"""Who works at the demo company, and whom it buys from."""

from people.models import Membership, Team, User
from vendors.actions import add_contact, add_vendor, update_vendor
from vendors.changes import ask_for_change, make_change
from vendors.models import RiskTier

PASSWORD = "duet-demo"
DOMAIN = "duet.example"

PEOPLE = [
    # mailbox, name, seats: {slug of a desk: leads it}
    ("requester", "Rosa Amaral", {}),
    ("tom", "Tom Keller", {}),
    ("mei", "Mei Tan", {}),
    ("noah", "Noah Fischer", {}),
    ("buyer", "Ben Okafor", {"procurement": False}),
    ("ivo", "Ivo Petrov", {"procurement": False}),
    ("counsel", "Clara Voss", {"legal": False}),
    ("sara", "Sara Lund", {"legal": False}),
    ("lead", "Lena Brandt", {"procurement": True, "legal": True}),
    ("jonas", "Jonas Falk", {"legal": True}),
    ("privacy", "Paula Weber", {"privacy": True}),
    ("security", "Aisha Rahman", {"security": True}),
    ("finance", "Felix Braun", {"finance": True}),
    ("admin", "Ada Moreau", {}),
    ("auditor", "Anna Ricci", {}),
    ("outside", "Oda Lindqvist", {}),
]

ROLES = {"admin": {"is_admin": True}, "auditor": {"is_auditor": True}, "outside": {"is_outside": True}}
"""What these accounts are, beside any desk: outside counsel sees nothing before a lawyer names it on a review."""

VENDORS = [
    # name, country, risk, contact
    ("Northwind Analytics", "Germany", RiskTier.LOW, "Ulla Berg"),
    ("Brightpath Learning", "Ireland", RiskTier.LOW, "Conor Walsh"),
    ("Helio Cloud Hosting", "United States", RiskTier.MEDIUM, "Dana Ruiz"),
    ("Kestrel Security", "United Kingdom", RiskTier.LOW, "Priya Nair"),
    ("Marble & Finch Consulting", "Germany", RiskTier.LOW, "Anton Marble"),
    ("Quill Surveys", "Netherlands", RiskTier.MEDIUM, "Joost de Wit"),
    ("Lumen Translations", "France", RiskTier.LOW, "Margaux Petit"),
    ("Parcel Pigeon Logistics", "Poland", RiskTier.MEDIUM, "Ola Nowak"),
    ("Octave Payroll", "Germany", RiskTier.HIGH, "Silke Hartmann"),
    ("Fable AI", "United States", RiskTier.HIGH, "Jordan Lee"),
    ("Greenroof Facilities", "Austria", RiskTier.LOW, "Max Huber"),
    ("Tidewater Recruiting", "United Kingdom", RiskTier.UNKNOWN, "Isla Grant"),
]


KNOWN_AS = {
    # name: (status, categories, domain, owner, other names)
    "Northwind Analytics": ("active", ["analytics"], "northwind.example", "buyer", ["Northwind"]),
    "Helio Cloud Hosting": ("active", ["cloud hosting"], "helio.example", "ivo", ["Helio GmbH"]),
    "Kestrel Security": ("active", ["security"], "kestrel.example", "ivo", []),
    "Quill Surveys": ("active", ["surveys"], "quill.example", "buyer", ["Quill Research"]),
    "Octave Payroll": ("active", ["payroll"], "octave.example", "buyer", []),
    "Marble & Finch Consulting": ("active", ["consulting"], "marble-finch.example", "buyer", ["M&F"]),
}
"""What procurement knows of some of them."""

TWIN = ("Helio Hosting Ltd", "helio.example")
"""One company under two names, for trying a merge."""

RESTRICTED = ("Sundial Surveys", ["surveys"], "Twice late with the data, and no answer to our questions.")
"""With it nothing new begins."""


def assemble():
    """Create the people, seat them, and add the vendors. Returns ({mailbox: User}, {name: Vendor})."""
    people = {mailbox: _hire(mailbox, name, seats) for mailbox, name, seats in PEOPLE}
    buyer = people["buyer"]
    vendors = {}
    for name, country, risk, contact in VENDORS:
        vendor = add_vendor(name, by=buyer, country=country, risk_tier=risk)
        mailbox = contact.lower().replace(" ", ".")
        host = name.lower().replace(" & ", "-").replace(" ", "-")
        add_contact(vendor, by=buyer, name=contact, email=f"{mailbox}@{host}.example", role="Account manager")
        vendors[name] = vendor
    _describe(people, vendors)
    return people, vendors


def _describe(people, vendors):
    """What two people have said of vendors; and one that is there twice."""
    buyer, second = people["buyer"], people["lead"]
    for name, (status, categories, domain, owner, names) in KNOWN_AS.items():
        website = f"https://www.{domain}"
        facts = {"categories": categories, "website": website, "owner": people[owner], "aliases": names}
        vendor = update_vendor(vendors[name], by=buyer, **facts)
        make_change(ask_for_change(vendor, "status", status, why="We buy there.", by=buyer), by=second)
    twin, domain = TWIN
    add_vendor(twin, is_another=True, by=people["ivo"], website=f"https://{domain}", country="United States")
    name, categories, why = RESTRICTED
    restricted = add_vendor(name, by=buyer, categories=categories, country="United Kingdom")
    make_change(ask_for_change(restricted, "status", "restricted", why=why, by=buyer), by=second)


def _hire(mailbox, name, seats):
    user = User.objects.create_user(
        f"{mailbox}@{DOMAIN}", PASSWORD, name=name, time_zone="Europe/Berlin", **ROLES.get(mailbox, {})
    )
    for desk, leads in seats.items():
        team = Team.objects.get(slug=desk)
        Membership.objects.create(team=team, user=user, is_lead=leads, may_override=mailbox == "jonas")
    return user
