"""What is owed under a contract, by us or by the vendor: who sees to it, when it is due, what shows it was done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common import sight
from contracts.models.contract import Contract
from contracts.models.document import DocumentVersion


class Party(models.TextChoices):
    """Who owes it."""

    OURS = "ours", "We owe it"
    THEIRS = "theirs", "The vendor owes it"


class Rhythm(models.TextChoices):
    """How often it is due."""

    ONCE = "once", "once"
    WEEKLY = "weekly", "every week"
    MONTHLY = "monthly", "every month"
    QUARTERLY = "quarterly", "every three months"
    HALF_YEARLY = "half_yearly", "every six months"
    YEARLY = "yearly", "every year"


class DateState(models.TextChoices):
    """What became of one date."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    WAIVED = "waived", "Not needed"


class ObligationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of contracts that the person sees."""
        return self.filter(contract__in=sight.rows_for("contract", user).values("pk"))

    def for_page(self):
        names = ("owner", "backup_owner", "ended_by", "contract__vendor", "contract__owner", "contract__calendar")
        return self.select_related(*names, "contract__backup_owner", "contract__desk")

    def in_force(self):
        return self.filter(ended_at=None)


class Obligation(models.Model):
    """Something that is owed under a contract, once or again and again. Its dates are rows of `ObligationDate`."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="obligations")
    title = models.CharField("what is owed", max_length=200)
    party = models.CharField("who owes it", max_length=6, choices=Party, default=Party.OURS)
    clause = models.CharField("where it says so", max_length=300, blank=True, help_text="The clause, or its words.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="obligations_owned")
    backup_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="obligations_backed_up"
    )
    first_due_on = models.DateField("first due on")
    rhythm = models.CharField("how often", max_length=11, choices=Rhythm, default=Rhythm.ONCE)
    until_on = models.DateField("not after", null=True, blank=True)
    survives = models.BooleanField("goes on when the contract has ended", default=False)
    needs_evidence = models.BooleanField("is done only with a file that shows it", default=False)
    lead_days = models.PositiveSmallIntegerField("days before: first reminder", default=14)
    next_look_on = models.DateField(null=True, editable=False, help_text="When its next date is put down.")

    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_why = models.CharField(max_length=300, blank=True, editable=False)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(party__in=Party.values), name="obligation_party_is_known"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="obligation_rhythm_is_known"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("first_due_on")),
                name="obligation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_why="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_why="")),
                name="obligation_is_ended_with_a_reason",
            ),
        ]
        indexes = [
            # contracts.tasks.remind_of_obligations puts down the next dates
            models.Index(
                fields=["next_look_on"],
                name="obligation_to_look_at",
                condition=Q(ended_at=None, next_look_on__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("contracts:obligation_detail", args=[self.pk])

    @property
    def is_in_force(self):
        return self.ended_at is None

    @property
    def topic(self):
        """Under which its reminders are found, to take them back."""
        return f"obligation-{self.pk}"


class ObligationDateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of contracts that the person sees."""
        return self.filter(obligation__contract__in=sight.rows_for("contract", user).values("pk"))

    def open(self):
        return self.filter(state=DateState.OPEN)

    def held_by(self, user):
        """Of obligations that the person owns or stands in for. Indexes: those of the keys."""
        held = Obligation.objects.filter(Q(owner=user) | Q(backup_owner=user))
        return self.filter(obligation__in=held.values("pk"))

    def for_rows(self):
        """With what a row of a list shows."""
        names = ("obligation__owner", "obligation__backup_owner", "obligation__contract__vendor", "by", "version")
        return self.select_related(*names)


class ObligationDate(models.Model):
    """One day on which an obligation is due, and what became of it."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="dates")
    due_on = models.DateField()
    state = models.CharField(max_length=6, choices=DateState, default=DateState.OPEN, editable=False)
    done_on = models.DateField(null=True, editable=False)
    note = models.CharField(max_length=300, blank=True, editable=False, help_text="What was done, or why it is not.")
    version = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="+", help_text="The evidence.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True, editable=False)
    next_reminder_on = models.DateField(null=True, editable=False)

    objects = ObligationDateQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "due_on"], name="obligation_is_due_once_a_day"),
            models.CheckConstraint(condition=Q(state__in=DateState.values), name="obligation_date_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="open", by=None, at=None)
                | (~Q(state="open") & Q(by__isnull=False, at__isnull=False)),
                name="obligation_date_is_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(state="done"), name="obligation_date_is_done_on_a_day_or_not"
            ),
            models.CheckConstraint(
                condition=~Q(state="waived") | ~Q(note=""), name="obligation_date_is_waived_with_a_reason"
            ),
        ]
        indexes = [
            # the list of obligations, by the day
            models.Index(fields=["due_on", "id"], name="obligation_date_due", condition=Q(state="open")),
            # contracts.tasks.remind_of_obligations
            models.Index(
                fields=["next_reminder_on"],
                name="obligation_date_to_remind_of",
                condition=Q(state="open", next_reminder_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.obligation} on {self.due_on}"

    @property
    def is_open(self):
        return self.state == DateState.OPEN
