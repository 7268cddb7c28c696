"""What becomes of a contract when its term is over: proposed, decided, signed, sent. And who is reminded when."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.words import amount_in_words
from contracts.models.contract import Contract
from contracts.models.document import DocumentVersion


class Answer(models.TextChoices):
    """The five things that one can do."""

    RENEW = "renew", "Renew"
    RENEGOTIATE = "renegotiate", "Renegotiate"
    REDUCE = "reduce", "Reduce"
    REPLACE = "replace", "Replace"
    END = "end", "End"


ENDS = (Answer.END, Answer.REPLACE)
"""The contract is not wanted any more: notice is given, and legal signs."""


class RenewalDecision(models.Model):
    """What is decided about one term of a contract. Open while that term runs; software never decides."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="decisions")
    term_ends_on = models.DateField(null=True, help_text="The end that it is about.")
    due_on = models.DateField(help_text="Decide by, or prepare by.")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, help_text="The term is over, or it follows from the record.")
    next_reminder_on = models.DateField(null=True)
    draft_key = models.BigIntegerField(null=True, help_text="The request that was begun for its owner.")

    proposal = models.CharField(max_length=11, choices=Answer, blank=True)
    proposal_why = models.CharField(max_length=300, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)

    answer = models.CharField(max_length=11, choices=Answer, blank=True)
    answer_why = models.CharField(max_length=300, blank=True)
    gives_notice = models.BooleanField(default=False)
    needs_signature = models.BooleanField(default=False, help_text="Of legal, before notice may go out.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    sent_on = models.DateField(null=True)
    sent_how = models.CharField(max_length=120, blank=True)
    sent_version = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, help_text="Nothing is left to do: reminders end.")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=Q(closed_at=None), name="renewal_decision_is_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(proposal="", proposed_by=None) | (~Q(proposal="") & Q(proposed_by__isnull=False)),
                name="renewal_proposal_has_its_author",
            ),
            models.CheckConstraint(
                condition=Q(answer="", decided_by=None) | (~Q(answer="") & Q(decided_by__isnull=False)),
                name="renewal_answer_has_its_author",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(proposed_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="renewal_is_not_decided_by_its_proposer",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=models.F("decided_by")),
                name="renewal_is_signed_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | ~Q(sent_how=""), name="renewal_notice_says_how_it_was_sent"
            ),
        ]
        indexes = [
            # contracts.tasks.remind_of_contracts
            models.Index(
                fields=["next_reminder_on"],
                name="renewal_to_remind_of",
                condition=Q(closed_at=None, settled_at=None, next_reminder_on__isnull=False),
            ),
            # the list of renewals: what is settled leaves the totals
            models.Index(fields=["contract", "settled_at"], name="renewal_of_contract"),
        ]

    def __str__(self):
        return f"{self.contract}: {self.get_answer_display() or self.get_proposal_display() or 'nobody has looked'}"

    @property
    def waits_for_signature(self):
        return self.needs_signature and self.signed_at is None

    @property
    def may_be_sent(self):
        """Whether notice may go out now: decided, and signed where legal signs."""
        return bool(self.gives_notice and not self.waits_for_signature and self.settled_at is None)


class Told(models.TextChoices):
    """Who is reminded."""

    OWNER = "owner", "the owner"
    BACKUP = "backup", "who stands in for the owner"
    DESK = "desk", "the desk that looks after it"
    LEADS = "leads", "the leads of both sides"


class LadderStep(models.Model):
    """A step of the ladder: so many days before the date by which one decides, these are told."""

    days = models.PositiveSmallIntegerField("days before", unique=True, help_text="0 is the day itself.")
    tells = ArrayField(models.CharField(max_length=6, choices=Told))

    class Meta:
        ordering = ["-days"]
        constraints = [
            models.CheckConstraint(condition=Q(tells__len__gt=0), name="ladder_step_tells_somebody"),
        ]

    def __str__(self):
        return f"{self.days} days before"


class NoticeBand(models.Model):
    """From which value a year on any notice needs legal's signature. The newest row counts; without one none does."""

    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="A year, in the contract's own currency.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.words

    @property
    def words(self):
        return amount_in_words(self.amount)
