"""The split: the three questions, answered on every review, and the rules that answer them."""

from uuid import uuid4

from django.contrib.postgres.functions import RandomUUID
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from common import conditions
from people.models import Team, User
from reviews.acting.presence import held_in_place_of
from reviews.models.review import Review
from reviews.models.superseding import Superseded, stays_until_superseded, superseded_with_a_reason
from reviews.models.term_type import TermType
from reviews.pure.rule_sets import in_words, term_place


class Slot(models.TextChoices):
    """The three questions."""

    COMMERCIAL_TERMS = "commercial_terms", "Handles commercial terms"
    LEGAL_REVIEW = "legal_review", "Owns legal review"
    VENDOR_CONTACT = "vendor_contact", "Talks to the vendor"


class RuleColumns(models.Model):
    """What a rule of either kind says. Rows are rewritten as a whole when a version is saved (actions.save_rules)."""

    key = models.UUIDField(  # db_default: rows from before there were keys get one each
        default=uuid4,
        db_default=RandomUUID(),
        unique=True,
        editable=False,
        help_text="Stays the same from version to version.",
    )
    position = models.PositiveSmallIntegerField(help_text="Rules are tried in this order; the first that fits wins.")
    name = models.CharField(max_length=120, help_text="What the rule says, for people: shown as the reason.")
    conditions = models.JSONField(default=list, blank=True, validators=[conditions.clean])
    desk = models.ForeignKey(Team, models.PROTECT, related_name="%(class)ss")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    backup = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="backup_%(class)ss")
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True

    def __str__(self):
        return in_words(self.position, self.name)

    def clean(self):
        """The people named sit on the desk; otherwise nobody could take what the rule gives them."""
        named = {"person": self.person, "backup": self.backup}
        faults = {
            name: f"{user} is not a member of {self.desk}."
            for name, user in named.items()
            if user and self.desk_id and not user.is_on(self.desk)
        }
        if faults:
            raise ValidationError(faults)


class SplitRule(RuleColumns):
    """Who answers a slot when the conditions hold. The first matching rule in order wins."""

    slot = models.CharField(max_length=20, choices=Slot)

    class Meta:
        ordering = ["slot", "position"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "position"], name="split_rule_position_is_unique_in_its_slot"),
        ]

    @property
    def place(self):
        """Where it stands among the plain rules (reviews.pure.rule_sets)."""
        return self.slot


class TermRule(RuleColumns):
    """Who owns a kind of term when the conditions hold. Where none fits, the kind's usual desk does."""

    term_type = models.ForeignKey(TermType, models.PROTECT, related_name="rules")

    class Meta:
        ordering = ["term_type__number", "position"]
        constraints = [
            models.UniqueConstraint(fields=["term_type", "position"], name="term_rule_position_is_unique_in_its_type"),
        ]

    @property
    def place(self):
        """Where it stands among the plain rules (reviews.pure.rule_sets)."""
        return term_place(self.term_type.slug)


class Responsibility(Superseded):
    """Who answers one of the three questions on one review, and why. Another answer supersedes it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="responsibilities")
    slot = models.CharField(max_length=20, choices=Slot)
    desk = models.ForeignKey(Team, models.PROTECT, related_name="responsibilities")
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="responsibilities")
    backup = models.ForeignKey(User, models.PROTECT, null=True, related_name="backup_responsibilities")
    why = models.CharField(max_length=200, help_text="The rule that decided, or who did.")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["slot"]
        verbose_name_plural = "responsibilities"
        constraints = [
            models.UniqueConstraint(
                fields=["review", "slot"],
                name="responsibility_is_answered_once_per_slot",
                condition=models.Q(superseded_at=None),
            ),
            models.CheckConstraint(name="responsibility_slot_is_known", condition=models.Q(slot__in=Slot.values)),
            superseded_with_a_reason("responsibility_is_superseded_with_a_reason"),
        ]
        triggers = stays_until_superseded("responsibility_stays", "An answer")

    def __str__(self):
        return f"{self.get_slot_display()}: {self.who}"

    @property
    def who(self):
        """The person if one is named, else the desk."""
        return self.person or self.desk

    def holder_on(self, review, away=None):
        """The named person, else the backup, for whom a wait of this review can be held now; None leaves it to the
        desk.

        Whoever has left, or is the requester, holds nothing; whoever is away holds through the one who stands in.
        """
        named = (person for person in (self.person, self.backup) if person)
        return next((person for person in named if self._can_hold(person, review, away)), None)

    def _can_hold(self, person, review, away):
        return held_in_place_of(person, desk=self.desk, review=review, away=away) is not None
