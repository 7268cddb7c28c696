"""What was signed, as the date engine takes it, and the dates that follow from it today.

What is recorded never follows from the day. What follows (`FOLLOWS`) is worked out anew whenever the contract or the
day changes (contracts.actions.contracts, contracts.tasks.work_out_dates): pages draw it fresh, lists sort and filter by
the columns.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from djmoney.models.fields import MoneyField
from djmoney.money import Money

from common import sight
from common.business_time import is_business_day
from common.searching import Searchable
from contracts.dates import Answer, BusinessDays, CannotWorkOut, Record, answer, prepare_by, read_record, whose_day
from contracts.dates.course import walk
from contracts.models.document import DocumentVersion
from people.models import TWO_SIDES, Team, WorkingCalendar
from people.models.calendar import validate_time_zone
from vendors.models.vendor import Vendor


class ContractKind(models.TextChoices):
    """What kind of paper it is."""

    MSA = "msa", "Master agreement"
    ORDER_FORM = "order_form", "Order form"
    SOW = "sow", "Statement of work"
    DPA = "dpa", "Data processing agreement"
    NDA = "nda", "NDA"
    AMENDMENT = "amendment", "Amendment"
    OTHER = "other", "Other contract"


class Per(models.TextChoices):
    """What its value is for."""

    ONCE = "once", "in all"
    MONTH = "month", "a month"
    YEAR = "year", "a year"


class Renewal(models.TextChoices):
    """What happens after the first term."""

    NONE = "none", "It ends"
    AUTO = "auto", "It renews by itself unless somebody gives notice"
    EXPRESS = "express", "It renews only if both sides agree"
    OPEN = "open", "It goes on without an end until somebody gives notice"


class Basis(models.TextChoices):
    """With which days an open-ended contract can end."""

    TERM_END = "term_end", "any day"
    MONTH_END = "month_end", "the end of a month"
    QUARTER_END = "quarter_end", "the end of a quarter"
    YEAR_END = "year_end", "the end of a year"


class Count(models.TextChoices):
    """How days of a notice are counted."""

    STANDARD = "standard", "back from the last day of the term"
    CLEAR = "clear", "as clear days, one earlier"
    RENEWAL_DAY = "renewal_day", "back from the first day of the next term"


class MonthRule(models.TextChoices):
    """How months of a notice are counted."""

    BACK = "back", "back from the end (the earlier day)"
    FORWARD = "forward", "forward to the end (the later day)"


class Weekend(models.TextChoices):
    """What becomes of a last date on a day without work."""

    PREVIOUS = "previous", "the business day before"
    NONE = "none", "that very day"
    NEXT = "next", "the business day after"


class LateNotice(models.TextChoices):
    """What a notice does that comes too late."""

    VOID = "void", "nothing"
    NEXT = "next", "it works for the next end"


class State(models.TextChoices):
    """Whether a contract runs."""

    NOT_STARTED = "not_started", "Not started"
    RUNNING = "running", "Running"
    ENDED = "ended", "Ended"
    UNCLEAR = "unclear", "Cannot be worked out"


TONES = {
    State.NOT_STARTED: "neutral",
    State.RUNNING: "success",
    State.ENDED: "neutral",
    State.UNCLEAR: "warning",
}

COLUMNS = {
    "start": "starts_on",
    "signed": "signed_on",
    "initial": "first_term",
    "renewal": "renewal",
    "renewal_length": "renewal_term",
    "cap": "renewals_at_most",
    "latest_end": "latest_end_on",
    "notice": "notice",
    "basis": "notice_basis",
    "count": "notice_count",
    "month_rule": "month_rule",
    "weekend": "notice_weekend",
    "delivery": "notice_delivery",
    "not_before": "notice_not_before",
    "open_notice": "open_notice",
    "late_notice": "late_notice",
    "process_bd": "process_days",
}
"""{name of an input of contracts.dates: the column that holds it}"""

PERIODS = ["first_term", "renewal_term", "notice", "notice_not_before", "open_notice", "notice_delivery"]
"""The columns in the notation of the engine, which no reader is shown (contracts.notation)."""

FOLLOWS = [
    "state",
    "fault",
    "term_starts_on",
    "term_ends_on",
    "act_by",
    "decide_by",
    "prepare_by",
    "next_ends_on",
    "step_on",
    "value",
]
"""The columns that follow from the others and from the day."""

MONTHS_A_YEAR = 12


class WorkingDays(BusinessDays):
    """A calendar of people as the engine asks it: whether a day is a business day."""

    def __init__(self, calendar):
        super().__init__()
        self.calendar = calendar

    def __contains__(self, day: date) -> bool:
        return is_business_day(day, self.calendar)


class ContractQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the person may see: whoever is behind a wall, or has no part in it, sees nothing (reviews puts the
        rule, as it knows the walls)."""
        return self.filter(pk__in=sight.rows_for("contract", user).values("pk"))

    def for_list(self, user):
        """The same for a page of a list: whoever sees few is led to these. Indexes: those of the keys of
        contracts.Reader."""
        if any(map(user.serves, TWO_SIDES)) or user.is_auditor:
            return self.visible_to(user)
        read = Q(readers__person=user) | Q(readers__desk__in=user.teams)
        return self.filter(pk__in=Contract.objects.filter(read).values("pk")).visible_to(user)

    def for_rows(self):
        """With what a row of a list shows."""
        return self.select_related("vendor", "owner", "desk", "calendar").prefetch_related("events")

    def for_page(self):
        """With all that one contract needs to be drawn and worked out."""
        names = ("vendor", "owner", "backup_owner", "desk", "calendar", "parent", "cleared_version")
        return self.select_related(*names).prefetch_related("events", "signed_files__version")

    def worked_out_from(self):
        """With what working out dates needs, and nothing else."""
        return self.select_related("calendar").prefetch_related("events")

    def to_look_at(self, moment):
        """Those whose day has changed since they were worked out. Index: contract_to_look_at."""
        return self.exclude(state=State.ENDED).filter(next_look_at__lte=moment)


class Contract(models.Model):
    """A signed contract with a vendor."""

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="contracts")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=ContractKind, default=ContractKind.OTHER)
    reference = models.CharField(
        "number on the paper", max_length=60, blank=True, help_text="As the paper or the vendor calls it."
    )
    our_entity = models.CharField("our company", max_length=160, blank=True, help_text="Which of ours signed it.")
    their_entity = models.CharField("their company", max_length=160, blank=True, help_text="Which of theirs signed it.")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="belongs to"
    )
    review_reference = models.CharField(max_length=20, blank=True)

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contracts_owned")
    backup_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="contracts_backed_up"
    )
    desk = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="contracts")

    value = MoneyField(max_digits=14, decimal_places=2, null=True, blank=True)
    value_per = models.CharField("the value is", max_length=5, choices=Per, default=Per.ONCE)
    value_months = models.PositiveSmallIntegerField(
        "for so many months", null=True, blank=True, help_text="What an amount in all pays for."
    )

    signed_value = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        editable=False,
        help_text="The value before any amendment of it; empty: none has changed it, and `value` is what was signed.",
    )

    # --- what the engine takes (contracts.dates), in its notation -----------------------------------
    signed_on = models.DateField()
    starts_on = models.DateField()
    first_term = models.CharField(
        max_length=16, blank=True, help_text="In the notation of contracts.dates; empty: open-ended."
    )
    renewal = models.CharField("after the first term", max_length=7, choices=Renewal, default=Renewal.NONE)
    renewal_term = models.CharField("each renewal lasts", max_length=60, blank=True, help_text="12m, or 24m,12m.")
    renewals_at_most = models.PositiveSmallIntegerField(null=True, blank=True)
    latest_end_on = models.DateField("never runs past", null=True, blank=True)
    notice = models.CharField(max_length=12, blank=True, help_text="90d, 3m, 10bd, by:09-30.")
    notice_not_before = models.CharField(max_length=12, blank=True)
    open_notice = models.CharField(max_length=12, blank=True)
    notice_delivery = models.CharField(max_length=12, blank=True)
    notice_basis = models.CharField(max_length=11, choices=Basis, default=Basis.TERM_END)
    notice_count = models.CharField(max_length=11, choices=Count, default=Count.STANDARD)
    month_rule = models.CharField(max_length=7, choices=MonthRule, default=MonthRule.BACK)
    notice_weekend = models.CharField(max_length=8, choices=Weekend, default=Weekend.PREVIOUS)
    late_notice = models.CharField(max_length=4, choices=LateNotice, default=LateNotice.VOID)
    process_days = models.PositiveSmallIntegerField(
        "days for our decision", default=10, help_text="Business days between our decision and the last date to act."
    )
    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, null=True, blank=True, related_name="contracts")
    notice_zone = models.CharField(max_length=64, blank=True, validators=[validate_time_zone])
    notice_to = models.CharField("notice goes to", max_length=300, blank=True)
    assumed = models.CharField(
        max_length=300, blank=True, editable=False, help_text="What nobody has confirmed yet, as a sentence."
    )

    cleared_version = models.ForeignKey(
        DocumentVersion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contracts",
        help_text="The file that was approved.",
    )

    # --- what follows from it today --------------------------------------------------------------------
    state = models.CharField(max_length=11, choices=State, default=State.UNCLEAR, editable=False)
    fault = models.CharField(max_length=300, blank=True, editable=False, help_text="Why no date can be worked out.")
    term_starts_on = models.DateField(null=True, editable=False)
    term_ends_on = models.DateField(null=True, editable=False)
    act_by = models.DateField(null=True, editable=False)
    decide_by = models.DateField(null=True, editable=False)
    prepare_by = models.DateField(null=True, editable=False)
    next_ends_on = models.DateField(null=True, editable=False)
    step_on = models.DateField(null=True, editable=False, help_text="Decide by, or prepare by.")
    next_look_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review_reference"],
                condition=~Q(review_reference=""),
                name="contract_is_one_a_review",
            ),
            models.CheckConstraint(condition=Q(kind__in=ContractKind.values), name="contract_kind_is_known"),
            models.CheckConstraint(condition=Q(renewal__in=Renewal.values), name="contract_renewal_is_known"),
            models.CheckConstraint(
                condition=~Q(first_term="") | Q(renewal=Renewal.OPEN), name="contract_has_a_term_or_is_open_ended"
            ),
            models.CheckConstraint(
                condition=~Q(renewal=Renewal.AUTO) | ~Q(renewal_term=""), name="contract_that_renews_says_how_long"
            ),
            models.CheckConstraint(
                condition=Q(backup_owner=None) | ~Q(backup_owner=models.F("owner")),
                name="contract_backup_is_somebody_else",
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="contract_belongs_to_another"),
        ]
        indexes = [
            # the vendor page: this vendor's contracts, newest first
            models.Index(fields=["vendor", "-signed_on", "-id"], name="contract_of_vendor"),
            # the list by vendor, owner, desk, kind and state, newest first
            models.Index(fields=["vendor", "-id"], name="contract_by_vendor"),
            models.Index(fields=["owner", "-id"], name="contract_by_owner"),
            models.Index(fields=["desk", "-id"], name="contract_by_desk"),
            models.Index(fields=["kind", "-id"], name="contract_by_kind"),
            models.Index(fields=["state", "-id"], name="contract_by_state"),
            # the list by the end of its term, and what ends within so many days
            models.Index(fields=["term_ends_on", "id"], name="contract_by_end", condition=~Q(term_ends_on=None)),
            # the list by the last date to act
            models.Index(fields=["act_by", "id"], name="contract_by_act_by", condition=~Q(act_by=None)),
            # renewals, by what must be decided next
            models.Index(
                fields=["step_on", "id"], name="contract_by_step", condition=Q(state="running", step_on__isnull=False)
            ),
            GinIndex(OpClass(Searchable("title"), name="gin_trgm_ops"), name="contract_title_contains"),
            GinIndex(OpClass(Searchable("reference"), name="gin_trgm_ops"), name="contract_number_contains"),
            # contracts.tasks.work_out_dates
            models.Index(fields=["next_look_at"], name="contract_to_look_at", condition=~Q(state="ended")),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("contracts:contract_detail", args=[self.pk])

    @property
    def number(self):
        """“C-12”: what people call it by."""
        return f"C-{self.pk}"

    def clean(self):
        """What no date can follow from is refused in a sentence."""
        super().clean()
        try:
            answer(self.record(), self.today())
        except CannotWorkOut as reason:
            raise ValidationError([str(reason)]) from reason

    # --- dates --------------------------------------------------------------------------------------------

    @property
    def inputs(self):
        """{name: text} as `contracts.dates.read_record` takes them, events included."""
        texts = {name: getattr(self, column) for name, column in COLUMNS.items()}
        events = " / ".join(event.as_text for event in self._events() if event.moves_dates)
        return {name: "" if text is None else str(text) for name, text in texts.items()} | {"events": events}

    def _events(self):
        return sorted(self.events.all(), key=lambda event: event.pk) if self.pk else []

    @property
    def working_days(self):
        return WorkingDays(self.calendar) if self.calendar_id else BusinessDays()

    def record(self) -> Record:
        """The record for the engine. Raises CannotWorkOut."""
        record = read_record(self.inputs)
        return Record(**{**vars(record), "calendar": self.working_days})

    @property
    def zones(self):
        """Where it must be that day: at the company, and where notice arrives (4.11)."""
        ours = self.calendar.time_zone if self.calendar_id else settings.TIME_ZONE
        return [ours, self.notice_zone or ours]

    def today(self, now: datetime | None = None) -> date:
        """The day that counts for this contract."""
        return whose_day(now or timezone.now(), *self.zones)

    def next_day_begins(self, now: datetime) -> datetime:
        """When the day that counts changes next."""
        days = ((zone, now.astimezone(zone).date() + timedelta(days=1)) for zone in map(ZoneInfo, self.zones))
        return min(datetime.combine(day, time(), zone) for zone, day in days)

    def answer_on(self, day: date) -> Answer:
        """What follows on that day. Raises CannotWorkOut."""
        return answer(self.record(), day)

    @cached_property
    def answer(self) -> Answer | None:
        """What follows today, fresh; None where nothing can be worked out (`fault` says why)."""
        try:
            return self.answer_on(self.today())
        except CannotWorkOut as reason:
            self.fault = str(reason)[:300]
            return None

    def work_out(self):
        """Set the columns that follow from the others and from today. Does not save."""
        vars(self).pop("answer", None)
        self.fault = ""
        now = timezone.now()
        result = self.answer
        self.state = result.state.value if result else State.UNCLEAR
        self.term_starts_on = result.current_term_start if result else None
        self.term_ends_on = result.current_term_end if result else None
        self.act_by = result.last_date_to_act if result else None
        self.decide_by = result.decision_by if result else None
        self.next_ends_on = result.next_term_end if result else None
        self.prepare_by = self.prepares_by(result) if result else None
        self.step_on = self.decide_by or self.prepare_by
        self.next_look_at = self.next_day_begins(now)
        if self.signed_value is not None:
            self.value = Money(self.value_on(self.today()), self.value.currency)

    def prepares_by(self, result: Answer) -> date | None:
        """When to begin with what comes after a contract that ends by itself; None where one must act instead, and
        where notice was given or a next term is agreed (8)."""
        is_over = result.state == State.ENDED
        if is_over or result.last_date_to_act or result.current_term_end is None or result.next_term_end:
            return None
        if walk(self.record(), self.today()).is_stopped:
            return None
        return prepare_by(result.current_term_end, settings.PREPARE_BUSINESS_DAYS, self.working_days)

    @property
    def is_missed(self):
        """Whether the last date to act has passed while the term still runs."""
        return bool(self.act_by and self.act_by < self.today() and self.state != State.ENDED)

    @property
    def state_tone(self):
        return TONES.get(self.state, "neutral")

    # --- money --------------------------------------------------------------------------------------------

    def value_on(self, day: date) -> Decimal:
        """The value on that day: as signed, with the amendments that count by then. Built from these each time."""
        changes = (event.value_change for event in self._events() if event.value_change and event.counts_from <= day)
        return sum(changes, start=self.signed_value if self.signed_value is not None else self.value.amount)

    @property
    def value_changes(self):
        """The events that change the value, by the day from which they count."""
        changes = [event for event in self._events() if event.value_change is not None]
        return sorted(changes, key=lambda event: (event.counts_from, event.pk))

    @property
    def value_a_year(self):
        """A `Money`; an amount in all is spread over its months. None where no amount is known, or no months."""
        if self.value is None:
            return None
        if self.value_per == Per.YEAR:
            return self.value
        if self.value_per == Per.MONTH:
            return self.value * MONTHS_A_YEAR
        if self.value_months:
            amount = self.value.amount * MONTHS_A_YEAR / self.value_months
            return Money(round(amount, 2), self.value.currency)
        return None
