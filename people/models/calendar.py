"""When a desk works. The arithmetic over a calendar is in common/business_time.py."""

from datetime import time
from zoneinfo import available_timezones

import holidays
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q


def validate_time_zone(name):
    """Refuse what the computer does not know as a time zone, with an example of what it does know."""
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is not a known time zone. A known one is Europe/Berlin.")


class WorkingCalendar(models.Model):
    """The working hours of a place: Monday to Friday, without its public holidays."""

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

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="calendar_opens_before_it_closes"),
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
