"""Ladders of reminders, as rows that an admin edits, and the record of which rungs a wait has climbed."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.words import exact_business_days_in_words
from people.models import User
from reviews.models.wait import Purpose, Wait


class Ladder(models.TextChoices):
    """The common ladders: which one a wait climbs follows from who holds it."""

    REVIEWERS = "reviewers", "Waits held by a desk or a reviewer"
    REQUESTER = "requester", "Waits held by the requester"
    VENDOR = "vendor", "Waits held by the vendor"


LADDER_OF_PURPOSE = dict.fromkeys(Purpose, Ladder.REVIEWERS) | {
    Purpose.FULL_REQUEST: Ladder.REQUESTER,
    Purpose.QUESTION: Ladder.REQUESTER,
    Purpose.VENDOR_REPLY: Ladder.VENDOR,
}
"""The common ladder that a kind of wait falls back to when it has no ladder of its own."""


class Anchor(models.TextChoices):
    """What a rung's offset counts from."""

    OPENED = "opened", "after it was asked"
    SHARE = "share", "on the way from asked to due"
    BEFORE = "before", "before it is due"
    DUE = "due", "after it was due"


class Recipient(models.TextChoices):
    """Who hears about it. The vendor is never written to: our person who talks to the vendor is."""

    HOLDER = "holder", "The holder"
    BACKUP = "backup", "The backup"
    COORDINATOR = "coordinator", "The coordinator"
    LEAD = "lead", "The leads of the desk"
    HEADS = "heads", "The leads of procurement and legal"
    AGENDA = "agenda", "The agenda of the next check-in"


class RungQuerySet(models.QuerySet):
    def current(self):
        """What a wait that is opened now climbs."""
        return self.filter(retired_at=None)


class Rung(models.Model):
    """One step of a ladder: when, to whom, how often.

    A rung is never changed: a change retires it and makes another one. So the waits that are open keep the ladder they
    began with, and the record of what was sent stays true.
    """

    ladder = models.CharField(max_length=10, choices=Ladder)
    purpose = models.CharField(
        max_length=16, choices=Purpose, blank=True, help_text="Empty: the common ladder for every kind without its own."
    )
    anchor = models.CharField("counted", max_length=8, choices=Anchor)
    business_days = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0)],
        help_text="0 means at that very moment.",
    )
    percent = models.PositiveSmallIntegerField(
        "share of the way, in percent",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text="Only for a rung on the way: 50 means half of the target time.",
    )
    only_over_days = models.DecimalField(
        "only for longer target times",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Business days. Shorter waits skip this rung.",
    )
    recipients = ArrayField(models.CharField(max_length=12, choices=Recipient), default=list)
    daily = models.BooleanField("in the daily mail", default=True, help_text="Unticked: as a mail of its own.")
    times = models.PositiveSmallIntegerField(
        "at most", default=1, validators=[MinValueValidator(1), MaxValueValidator(60)], help_text="How many times."
    )
    every_days = models.DecimalField(
        "again every",
        max_digits=4,
        decimal_places=1,
        default=1,
        validators=[MinValueValidator(1)],
        help_text="Business days between two of them.",
    )
    note = models.CharField(max_length=300, blank=True, help_text="A sentence to add to the message.")
    since = models.DateTimeField(null=True, editable=False, help_text="Waits opened from then on; empty: all.")
    retired_at = models.DateTimeField(null=True, editable=False, help_text="Waits opened from then on skip it.")

    objects = RungQuerySet.as_manager()

    class Meta:
        ordering = ["ladder", "purpose", "pk"]
        constraints = [
            models.CheckConstraint(name="rung_offset_is_not_negative", condition=Q(business_days__gte=0)),
            models.CheckConstraint(
                name="rung_on_the_way_has_a_share",
                condition=Q(anchor=Anchor.SHARE, percent__isnull=False, percent__range=(1, 99))
                | (~Q(anchor=Anchor.SHARE) & Q(percent=None)),
                violation_error_message="Give a share in percent for a rung on the way, and for no other.",
            ),
            models.CheckConstraint(
                name="rung_before_due_is_some_time_before",
                condition=~Q(anchor=Anchor.BEFORE) | Q(business_days__gt=0),
                violation_error_message="Say how many business days before it is due.",
            ),
            models.CheckConstraint(
                name="rung_repeats_a_bounded_number_of_times", condition=Q(times__range=(1, 60), every_days__gte=1)
            ),
            models.CheckConstraint(name="rung_speaks_to_somebody", condition=Q(recipients__len__gt=0)),
        ]

    def __str__(self):
        return f"{self.when}: {self.recipients_in_words}"

    @property
    def when(self):
        """In words: 'when it is due', '2 business days after it was asked'."""
        if self.anchor == Anchor.SHARE:
            return f"{self.percent} % on the way to its due moment"
        if not self.business_days:
            return "when it is due" if self.anchor == Anchor.DUE else "when it is asked"
        return f"{exact_business_days_in_words(self.business_days)} {Anchor(self.anchor).label}"

    @property
    def recipients_in_words(self):
        """'The backup, the coordinator'."""
        return ", ".join(Recipient(recipient).label for recipient in self.recipients).replace(", The", ", the")

    @property
    def how_often(self):
        """'once', or 'up to 20 times, every business day'."""
        if self.times == 1:
            return "once"
        every = exact_business_days_in_words(self.every_days).removeprefix("1 ")
        return f"up to {self.times} times, every {every}"

    @property
    def is_same_day_deadline(self):
        """The one reminder that nobody can put off: it is due today."""
        return self.anchor == Anchor.DUE and not self.business_days and not self.daily

    def was_in_force_at(self, moment):
        return (self.since is None or self.since <= moment) and (self.retired_at is None or moment < self.retired_at)


class Reminder(models.Model):
    """What the sweep keeps: this rung was reached on this wait, for the nth time. Once, and never again."""

    wait = models.ForeignKey(Wait, models.CASCADE, related_name="reminders")
    rung = models.ForeignKey(Rung, models.PROTECT, related_name="reminders")
    nth = models.PositiveSmallIntegerField(default=1)
    reached_at = models.DateTimeField(default=timezone.now)
    was_sent = models.BooleanField(help_text="False when a later rung was reached too and spoke for this one.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wait", "rung", "nth"], name="reminder_is_once_per_wait_and_rung"),
        ]

    def __str__(self):
        return f"{self.wait}: {self.rung}"


class Nudge(models.Model):
    """Somebody asked the holder how it goes: once a day each, in the days of whoever asks."""

    wait = models.ForeignKey(Wait, models.CASCADE, related_name="nudges")
    by = models.ForeignKey(User, models.PROTECT, related_name="nudges")
    at = models.DateTimeField(default=timezone.now)
    day = models.DateField(help_text="The day that it was where `by` is.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["wait", "by", "day"], name="nudge_is_once_a_day")]

    def __str__(self):
        return f"{self.wait}: {self.by}"
