"""The calendar and the desks a new installation starts with. Creates what is missing and no more."""

from datetime import time

from django.db import transaction

from people.models import Colour, DeskSide, Team, WorkingCalendar

DESKS = {
    "procurement": {
        "name": "Procurement",
        "speaks_for": DeskSide.COMMERCIAL,
        "colour": Colour.COMMERCIAL,
        "icon": "handshake",
    },
    "legal": {"name": "Legal", "speaks_for": DeskSide.LEGAL, "colour": Colour.LEGAL, "icon": "scale"},
    "privacy": {"name": "Privacy", "colour": Colour.PRIVACY, "icon": "fingerprint-pattern"},
    "security": {"name": "Security", "colour": Colour.SECURITY, "icon": "shield"},
    "finance": {
        "name": "Finance",
        "raises_findings": False,
        "checks_value": True,
        "colour": Colour.FINANCE,
        "icon": "landmark",
    },
}
"""A start: an admin renames, adds and retires desks, and says what each may do."""


@transaction.atomic
def seed():
    """One working calendar and the desks to begin with; harmless when run again."""
    calendar, _ = WorkingCalendar.objects.get_or_create(
        slug="head-office",
        defaults={
            "name": "Head office",
            "time_zone": "Europe/Berlin",
            "country": "DE",
            "opens": time(9, 0),
            "closes": time(17, 30),
        },
    )
    for slug, desk in DESKS.items():
        Team.objects.get_or_create(slug=slug, defaults={"calendar": calendar, **desk})
