"""Days on which a person does not work, and who stands in for them. What follows from it: people/absences.py."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from common.words import days_in_words
from people.models.team import Membership
from people.models.user import User

ONE_DAY = timedelta(days=1)


class DateRange(Func):
    """The days of a row as a range of the database, the last one included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class AbsenceQuerySet(models.QuerySet):
    def standing(self):
        """Planned, running or over, but not called off."""
        return self.filter(cancelled_at=None)

    def near(self, at):
        """Those that may cover this moment: whose day it is depends on each person's clock, so ask `covers` too.

        Index: absence_days.
        """
        day = at.date()
        rows = self.standing().filter(starts_on__lte=day + ONE_DAY, ends_on__gte=day - ONE_DAY)
        return rows.select_related("person", "delegate")

    def not_over(self, at):
        """Running or to come, by a day at most too many: nobody's clock is further ahead."""
        return self.standing().filter(ends_on__gte=at.date() - ONE_DAY)

    def visible_to(self, user):
        """A person's own, and those of the members of the desks that they lead."""
        led = Membership.objects.filter(team__in=user.teams_led)
        return self.filter(Q(person=user) | Q(person__in=led.values("user")))


class Absence(models.Model):
    """Whole days, first and last included, on the person's own clock."""

    person = models.ForeignKey(User, models.PROTECT, related_name="absences")
    delegate = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="stand_ins")
    starts_on = models.DateField("first day away")
    ends_on = models.DateField("last day away")
    reason = models.CharField(max_length=120, blank=True, help_text="Read by the person and their leads, nobody else.")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    begun_at = models.DateTimeField(null=True, editable=False, help_text="When what follows from its start was done.")
    finished_at = models.DateTimeField(null=True, editable=False, help_text="When what follows from its end was done.")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(name="absence_ends_on_or_after_its_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="absence_delegate_is_somebody_else", condition=Q(delegate=None) | ~Q(delegate=F("person"))
            ),
            ExclusionConstraint(
                name="absence_of_one_person_never_overlaps",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at=None),
            ),
        ]
        indexes = [
            # who is away now (people.absences)
            models.Index(fields=["ends_on", "starts_on"], name="absence_days", condition=Q(cancelled_at=None)),
            # those whose beginning or end is still to come (reviews.tasks.absences)
            models.Index(
                fields=["starts_on"], name="absence_to_follow", condition=Q(cancelled_at=None, finished_at=None)
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.days}"

    @property
    def days(self):
        """'3 December 2026' or '3 December 2026 to 7 December 2026'."""
        return days_in_words(self.starts_on, self.ends_on)

    @property
    def back_on(self):
        """The first day on which the person can be counted on again."""
        return self.ends_on + ONE_DAY

    def day_at(self, at):
        """The day that the person's calendar shows at this moment."""
        return at.astimezone(ZoneInfo(self.person.time_zone)).date()

    def covers(self, at):
        """Whether the person is away at this moment, on their own clock."""
        return self.cancelled_at is None and self.starts_on <= self.day_at(at) <= self.ends_on

    def is_over(self, at):
        return self.day_at(at) > self.ends_on

    def is_to_come(self, at):
        return self.day_at(at) < self.starts_on
