"""The calendar and the desks a new installation starts with. Creates what is missing and no more."""

from datetime import time

from django.db import transaction

from people.models import Function, Team, WorkingCalendar


@transaction.atomic
def seed():
    """One working calendar and one desk per function; harmless when run again."""
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
    for function in Function:
        Team.objects.get_or_create(
            slug=function.value,
            defaults={"name": function.label, "function": function, "calendar": calendar},
        )
