"""One meeting of a series: when, who is there, where it stands."""

from datetime import timedelta

from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from checkins.models.series import Series
from common import sight
from common.models.by_key import there_is
from common.words import day_in_words
from people.models import User


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As their series, for those who come to such meetings: admins set series up, and read no agenda."""
        if not user.joins_check_ins:
            return self.none()
        return self.filter(there_is(Series.objects.visible_to(user).filter(pk=OuterRef("series"))))

    def planned(self):
        """Those that are still to come: neither cancelled, nor begun. Index: meeting_planned."""
        return self.filter(cancelled_at=None, began_at=None)

    def held(self):
        """Those that are over. Index: meeting_held."""
        return self.filter(ended_at__isnull=False)


class Meeting(models.Model):
    """A meeting, planned, under way, over or cancelled. Its number in the series stays, whenever it is."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="meetings")
    number = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    moved_at = models.DateTimeField(null=True, help_text="Since when it is at another time than the plan has it.")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=200, blank=True)
    built_at = models.DateTimeField(null=True, help_text="When the agenda was built last.")

    began_at = models.DateTimeField(null=True)
    led_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    current = models.ForeignKey("Item", models.SET_NULL, null=True, related_name="+")
    current_since = models.DateTimeField(null=True)
    step = models.PositiveIntegerField(
        default=0, help_text="Grows with each step, so that windows know of a newer one."
    )
    minutes_sent_at = models.DateTimeField(null=True)

    READ_WITH = ("series", "led_by")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="meeting_has_its_own_number"),
            models.CheckConstraint(
                name="meeting_ends_after_it_began",
                condition=Q(ended_at=None) | Q(began_at__isnull=False, ended_at__gte=F("began_at")),
            ),
            models.CheckConstraint(
                name="meeting_is_led_by_whoever_began_it",
                condition=Q(began_at=None, led_by=None) | Q(began_at__isnull=False, led_by__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_that_was_cancelled_never_began", condition=Q(cancelled_at=None) | Q(began_at=None)
            ),
        ]
        indexes = [
            # the next ones of a series; what the sweep builds an agenda for
            models.Index(
                fields=["series", "starts_at"], name="meeting_planned", condition=Q(cancelled_at=None, began_at=None)
            ),
            # former ones of a series, newest first
            models.Index(fields=["series", "-starts_at"], name="meeting_held", condition=Q(ended_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.series}, {day_in_words(self.starts_at)}"

    def get_absolute_url(self):
        return reverse("checkins:meeting", args=[self.pk])

    @property
    def ends_at(self):
        """When it should be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_planned(self):
        return self.cancelled_at is None and self.began_at is None

    @property
    def is_under_way(self):
        return self.began_at is not None and self.ended_at is None

    @property
    def is_over(self):
        return self.ended_at is not None


class Attendance(models.Model):
    """Somebody is in the meeting: what is on the shared screen, they see."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    came_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_is_noted_once"),
        ]

    def __str__(self):
        return f"{self.person} at {self.meeting}"


class MinutesConfirmation(models.Model):
    """A lead of one side says that the minutes are right."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="confirmations")
    side = models.CharField(max_length=10)
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "side"], name="minutes_are_confirmed_once_a_side"),
            models.UniqueConstraint(fields=["meeting", "person"], name="minutes_are_confirmed_by_two_people"),
        ]

    def __str__(self):
        return f"{self.person} for {self.meeting}"


sight.put(
    "meeting",
    sight.Rule(
        by_person=lambda user: Meeting.objects.visible_to(user),
        walled=lambda: Meeting.objects.none(),
        is_told_of=True,
    ),
)
