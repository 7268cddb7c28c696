"""What happened to a contract since it was signed, as the date engine counts it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.words import amount_in_words, day_in_words
from contracts.models.contract import COLUMNS, Contract
from contracts.notation import in_words


class ContractEventKind(models.TextChoices):
    """What happened to a contract since it was signed."""

    AMEND = "amend", "Amendment"
    RENEW = "renew", "Renewal that both sides agreed"
    NOTICE = "notice", "Notice"
    TERMINATE = "terminate", "Termination"
    WITHDRAW = "withdraw", "Notice taken back"


CHANGED = {name: Contract._meta.get_field(column) for name, column in COLUMNS.items()}


def change_in_words(amount):
    """“2,000 more”, “500 less”."""
    return f"{amount_in_words(abs(amount))} {'less' if amount < 0 else 'more'}"


def _shown(name, text):
    return dict(CHANGED[name].choices or {}).get(text) or in_words(text)


class ContractEvent(models.Model):
    """Something that changes a contract from a day on: contracts.dates counts it (its rules, section 5)."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=9, choices=ContractEventKind)
    given_on = models.DateField(help_text="When its paper was signed, or given.")
    effective_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    begins_on = models.DateField(null=True, blank=True)
    length = models.CharField(max_length=16, blank=True)
    changes = models.JSONField(default=dict, blank=True, help_text="Of an amendment: {input of the engine: new text}.")
    paper = models.OneToOneField(
        Contract, models.PROTECT, null=True, blank=True, related_name="amends", help_text="The amendment itself."
    )
    value_change = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="More or less, in the contract's currency."
    )
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ContractEventKind.values), name="contract_event_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind="terminate") | ~Q(end_on=None), name="contract_termination_names_its_end"
            ),
            models.CheckConstraint(
                condition=Q(value_change=None) | Q(kind="amend"), name="contract_value_changes_by_amendment"
            ),
            models.CheckConstraint(condition=~Q(kind="renew") | ~Q(length=""), name="contract_renewal_says_how_long"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.contract_id}"

    @property
    def moves_dates(self):
        """Whether the date engine is told of it; an amendment of the value alone moves none."""
        return self.kind != ContractEventKind.AMEND or bool(self.changes) or self.end_on is not None

    @property
    def counts_from(self):
        """The day from which it counts: the later of its signature and its effective day."""
        return max(self.given_on, self.effective_on or self.given_on)

    @property
    def words(self):
        """What it says, for people."""
        parts = [f"{CHANGED[name].verbose_name}: {_shown(name, text)}" for name, text in self.changes.items()]
        parts += [f"ends {day_in_words(self.end_on)}"] if self.end_on else []
        parts += [f"for {in_words(self.length)}"] if self.length else []
        parts += [f"value {change_in_words(self.value_change)}"] if self.value_change is not None else []
        parts += [f"from {day_in_words(self.effective_on)} on"] if self.effective_on else []
        parts += [self.note] if self.note else []
        return f"{self.get_kind_display()}: {'; '.join(parts)}" if parts else self.get_kind_display()

    @property
    def as_text(self):
        """As `contracts.dates` reads it: “amend signed=2026-03-10 notice=3m”."""
        words = {
            "given" if self.kind == ContractEventKind.NOTICE else "signed": self.given_on,
            "effective": self.effective_on,
            "for" if self.kind == ContractEventKind.NOTICE else "end": self.end_on,
            "length": self.length,
            "from": self.begins_on,
            **self.changes,
        }
        return " ".join([self.kind, *(f"{name}={text}" for name, text in words.items() if text not in (None, ""))])
