"""When a desk works. The arithmetic over a calendar is in common/business_time.py."""

from datetime import time
from zoneinfo import available_timezones

import holidays
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q


def validate_time_zone(name):
    """Refuse what the computer does not know as a time zone, with an example of what it does know."""
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is not a known time zone. A known one is Europe/Berlin.")


def monday_to_friday():
    """The usual working days, as numbers of the week (Monday is 0)."""
    return [0, 1, 2, 3, 4]


class WorkingCalendar(models.Model):
    """The working hours of a place: its days of the week, without its public holidays, and days of its own."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(unique=True)
    time_zone = models.CharField(max_length=64, default="Europe/Berlin", validators=[validate_time_zone])
    country = models.CharField(
        max_length=2, default="DE", help_text="Two letters, for the public holidays: DE, FR, US."
    )
    subdivision = models.CharField(
        max_length=10,
        blank=True,
        help_text="State or region, where it has public holidays of its own: BY for Bavaria.",
    )
    opens = models.TimeField(default=time(9, 0))
    closes = models.TimeField(default=time(17, 30))
    working_days = ArrayField(
        models.PositiveSmallIntegerField(), default=monday_to_friday, help_text="Days of the week; Monday is 0."
    )
    # beside the calendar and not in rows of their own: there are few, and every count of days needs all of them
    own_days = models.JSONField(
        default=dict,
        blank=True,
        help_text="{date: {name, opens, closes}} of days that differ: without hours nobody works.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="calendar_opens_before_it_closes"),
            models.CheckConstraint(
                condition=Q(working_days__len__gt=0) & Q(working_days__contained_by=[0, 1, 2, 3, 4, 5, 6]),
                name="calendar_works_on_days_of_the_week",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """The country must be one whose public holidays are known; otherwise no due date can be told."""
        try:
            holidays.country_holidays(self.country, subdiv=self.subdivision or None)
        except NotImplementedError as error:
            raise ValidationError(
                {"country": "The public holidays of this country and region are not known."}
            ) from error
