"""A meeting that comes again and again."""

from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from checkins import rhythm
from common.models.by_key import there_is
from people.models import User


class Rhythm(models.TextChoices):
    """How often."""

    WEEKLY = rhythm.WEEKLY, "Every week"
    FORTNIGHTLY = rhythm.FORTNIGHTLY, "Every second week"
    MONTHLY = rhythm.MONTHLY, "Once a month, on the same weekday"


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Its members see a series, and those who set series up: leads of the two sides, and admins."""
        if user.configures or any(team.meets_at_check_ins for team in user.teams_led):
            return self if user.is_active else self.none()
        if not user.joins_check_ins:
            return self.none()
        return self.filter(there_is(SeriesMember.objects.filter(series=OuterRef("pk"), person=user)))

    def running(self):
        return self.filter(ended_at=None)


class Series(models.Model):
    """Joint meetings of procurement and legal, at a time on the clock of one place."""

    title = models.CharField(max_length=100)
    rhythm = models.CharField(max_length=12, choices=Rhythm)
    first_on = models.DateField(help_text="The day of the meeting with the first number of this plan.")
    first_number = models.PositiveIntegerField(default=0, help_text="Which number that meeting has.")
    starts_at = models.TimeField(help_text="On the clock of its zone.")
    minutes = models.PositiveSmallIntegerField(default=45)
    time_zone = models.CharField(max_length=64)
    members = models.ManyToManyField(User, through="SeriesMember", related_name="check_in_series")
    sequence = models.PositiveIntegerField(default=0, help_text="How often calendars were told of a change.")
    set_up_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_up_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(name="series_rhythm_is_known", condition=Q(rhythm__in=Rhythm.values)),
            models.CheckConstraint(name="series_takes_a_while", condition=Q(minutes__gte=5, minutes__lte=240)),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("checkins:series", args=[self.pk])

    @property
    def clock(self):
        """“10:00”, on the wall of its zone."""
        return self.starts_at.isoformat("minutes")

    def planned_day(self, number):
        """The day of the meeting with this number, as the plan has it."""
        return rhythm.day_of(self.first_on, self.rhythm, number - self.first_number)

    def planned_at(self, number):
        """The same, as a moment."""
        return rhythm.moment_of(self.planned_day(number), self.starts_at, self.time_zone)


class SeriesMember(models.Model):
    """Somebody who comes to the meetings of a series."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "person"], name="series_member_comes_once"),
        ]

    def __str__(self):
        return f"{self.person} in {self.series}"
