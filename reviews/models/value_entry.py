"""The value ledger: what procurement and legal have brought about together, one line a thing, with what shows it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from djmoney.models.fields import MoneyField
from djmoney.money import Money

from contracts.models import DocumentVersion
from people.models import User
from reviews.models.review import NamedPerson, Review, few_reviews_of, of_seen_reviews
from reviews.models.superseding import same_but, stays
from reviews.models.term import Term


class ValueKind(models.TextChoices):
    """What kind of value it is. The three groups are never added up: money, risk and time are no sum."""

    SAVING = "saving", "Saving"
    AVOIDANCE = "avoidance", "Cost avoided"
    PAYMENT_TERMS = "payment_terms", "Payment terms"
    RISK_REDUCED = "risk_reduced", "Risk reduced"
    RISK_AVOIDED = "risk_avoided", "Risk avoided"
    OBLIGATION = "obligation", "Obligation secured"
    TIME_SAVED = "time_saved", "Time saved"


GROUPS = {
    "Money": (ValueKind.SAVING, ValueKind.AVOIDANCE, ValueKind.PAYMENT_TERMS),
    "Risk": (ValueKind.RISK_REDUCED, ValueKind.RISK_AVOIDED, ValueKind.OBLIGATION),
    "Time": (ValueKind.TIME_SAVED,),
}
PRICED = (ValueKind.SAVING, ValueKind.AVOIDANCE)
"""Kinds that are an amount: what it would have cost less what it costs."""
IN_DAYS = (ValueKind.PAYMENT_TERMS, ValueKind.TIME_SAVED)
"""Kinds that are a number of days."""


class Baseline(models.TextChoices):
    """What an amount is held against."""

    LAST_PRICE = "last_price", "the last price paid"
    FIRST_OFFER = "first_offer", "the vendor's first offer"
    QUOTE = "quote", "another vendor's offer"
    ANNOUNCED = "announced", "a rise that was announced"
    BUDGET = "budget", "the budget"


class Per(models.TextChoices):
    ONCE = "once", "once"
    YEAR = "year", "a year"


class ValueState(models.TextChoices):
    NOTED = "noted", "Noted"
    TO_CHECK = "to_check", "To be checked"
    CONFIRMED = "confirmed", "Confirmed"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ValueEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of reviews that the person reads as a reviewer or auditor, and whoever checks amounts those of every
        review that is not walled; never of their own request."""
        if not user.reads_lists:
            return self.none()
        if user.checks_value:
            named = NamedPerson.objects.filter(person=user).values("review")
            return self.filter(Q(review__walled_at=None) | Q(review__in=named)).exclude(review__requester=user)
        few = few_reviews_of(user)
        rows = self if few is None else self.filter(review__in=few)
        return rows.filter(of_seen_reviews(user, but_own=True))

    def standing(self):
        """Those that count: neither rejected nor withdrawn."""
        return self.exclude(state__in=[ValueState.REJECTED, ValueState.WITHDRAWN])


ENDED_ONCE = "OLD.ended_at IS NULL AND " + same_but("ended_at", "ended_by_id", "ended_why", "state")


class ValueEntry(models.Model):
    """One thing that was brought about. An amount waits for somebody who checks it and is not its author."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="values")
    term = models.ForeignKey(Term, models.SET_NULL, null=True, related_name="values", help_text="The term it came of.")
    kind = models.CharField(max_length=16, choices=ValueKind)
    what = models.CharField("what was brought about", max_length=200)
    by_commercial = models.BooleanField("procurement had a part in it", default=True)
    by_legal = models.BooleanField("legal had a part in it", default=True)

    before = MoneyField(max_digits=14, decimal_places=2, null=True, default_currency=settings.DEFAULT_CURRENCY)
    after = MoneyField(max_digits=14, decimal_places=2, null=True, default_currency=settings.DEFAULT_CURRENCY)
    per = models.CharField(max_length=4, choices=Per, blank=True)
    against = models.CharField(max_length=12, choices=Baseline, blank=True)
    days = models.PositiveSmallIntegerField(null=True, help_text="Days gained.")
    shown_by = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="+")
    evidence = models.CharField(max_length=300, blank=True, help_text="What shows it, where it is no paper here.")

    state = models.CharField(max_length=9, choices=ValueState, editable=False)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False, help_text="Confirmed, rejected or withdrawn.")
    ended_why = models.CharField(max_length=300, blank=True, editable=False)

    READ_WITH = ("noted_by", "ended_by")

    objects = ValueEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "value entries"
        constraints = [
            models.CheckConstraint(name="value_kind_is_known", condition=Q(kind__in=ValueKind.values)),
            models.CheckConstraint(
                name="value_of_money_says_before_and_after",
                condition=~Q(kind__in=PRICED)
                | (
                    Q(before__isnull=False, after__isnull=False, before__gt=F("after"))
                    & Q(before_currency=F("after_currency"))
                    & ~Q(per="")
                    & ~Q(against="")
                ),
            ),
            models.CheckConstraint(
                name="value_of_days_says_how_many", condition=~Q(kind__in=IN_DAYS) | Q(days__isnull=False, days__gt=0)
            ),
            models.CheckConstraint(
                name="value_of_money_is_shown_by_something",
                condition=~Q(kind__in=PRICED) | Q(shown_by__isnull=False) | ~Q(evidence=""),
            ),
            models.CheckConstraint(name="value_is_somebodys", condition=Q(by_commercial=True) | Q(by_legal=True)),
            models.CheckConstraint(
                name="value_ends_with_a_name",
                condition=Q(state__in=["noted", "to_check"], ended_by__isnull=True, ended_at__isnull=True)
                | Q(state__in=["confirmed", "rejected", "withdrawn"], ended_by__isnull=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="value_is_never_checked_by_its_author",
                condition=~Q(state__in=["confirmed", "rejected"]) | ~Q(ended_by=F("noted_by")),
            ),
        ]
        triggers = stays("value_stays_as_noted", "What was noted as value", may_change=ENDED_ONCE)
        indexes = [
            models.Index(fields=["review"], name="value_of_review"),
            models.Index(fields=["state", "-id"], name="value_by_state"),  # the ledger, what is to be checked
            models.Index(fields=["kind", "-id"], name="value_by_kind"),  # the ledger, by kind
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("reviews:value", args=[self.pk])

    @property
    def amount(self) -> Money | None:
        """What it would have cost less what it costs; None where it is no amount."""
        return self.before - self.after if self.kind in PRICED else None

    @property
    def is_priced(self):
        """Whether it is an amount of money."""
        return self.kind in PRICED

    @property
    def group(self):
        """“Money”, “Risk” or “Time”."""
        return next(name for name, kinds in GROUPS.items() if self.kind in kinds)

    @property
    def is_open(self):
        """Whether somebody may still confirm, reject or withdraw it."""
        return self.ended_at is None

    @property
    def state_tone(self):
        tones = {ValueState.TO_CHECK: "warning", ValueState.CONFIRMED: "success"}
        return tones.get(self.state, "neutral")

    @property
    def whose(self):
        """“Procurement and legal”: who had a part in it."""
        if self.by_commercial and self.by_legal:
            return "Procurement and legal"
        return "Procurement" if self.by_commercial else "Legal"
