"""The split: the three questions, answered on every review, and the rules that answer them."""

from dataclasses import dataclass
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
from reviews.pure.rule_sets import Rule, RuleSet, in_words, term_place


class Slot(models.TextChoices):
    """The three questions."""

    COMMERCIAL_TERMS = "commercial_terms", "Handles commercial terms"
    LEGAL_REVIEW = "legal_review", "Owns legal review"
    VENDOR_CONTACT = "vendor_contact", "Talks to the vendor"


@dataclass(frozen=True)
class Owner:
    """Who answers a slot or owns a term, and why."""

    desk: Team
    person: User | None = None
    backup: User | None = None
    why: str = ""

    @property
    def key(self) -> tuple[int, int | None, int | None]:
        person, backup = (user.pk if user else None for user in (self.person, self.backup))
        return (self.desk.pk, person, backup)

    def __str__(self) -> str:
        return f"{self.person} ({self.desk})" if self.person else str(self.desk)


class RuleQuerySet(models.QuerySet):
    """In the order in which the rules are tried. Those that are off are among them: they count when rules are
    numbered."""

    def plain(self):
        """The rules as plain values, a `RuleSet`: it decides which one wins, here as in the preview."""
        return RuleSet(tuple(row.plain for row in self))

    def winners(self, places, facts):
        """{place: the `Owner` whom the winning rule names}, of the places where a rule fits. One query."""
        rows = self.select_related("desk", "person", "backup")
        rules, row_of = rows.plain(), {row.key.hex: row for row in rows}
        winning = {place: winner for place in places if (winner := rules.winner(place, facts))}
        return {place: row_of[winner.rule.key].owner(why=str(winner)) for place, winner in winning.items()}


class SplitRuleQuerySet(RuleQuerySet):
    def answers(self, facts):
        """{slot: the `Owner` who answers it, or None where no rule fits}, for the three questions. One query."""
        winners = self.winners(Slot.values, facts)
        return {slot: winners.get(slot) for slot in Slot.values}


class TermRuleQuerySet(RuleQuerySet):
    def owners(self, term_types, facts):
        """{pk of the term type: its `Owner`}; types that are not named keep their usual desk. One query."""
        places = {term_place(term_type.slug): term_type.pk for term_type in term_types}
        rows = self.filter(term_type__in=places.values()).select_related("term_type")
        return {places[place]: owner for place, owner in rows.winners(places, facts).items()}


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

    @property
    def plain(self):
        """The same as a plain value (reviews.pure.rule_sets)."""
        return Rule(
            place=self.place,
            name=self.name,
            desk=self.desk_id,
            conditions=self.conditions,
            person=self.person_id,
            backup=self.backup_id,
            is_active=self.is_active,
            key=self.key.hex,
        )

    def owner(self, *, why):
        """Whom the rule names, where it wins."""
        return Owner(self.desk, self.person, self.backup, why)

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

    objects = SplitRuleQuerySet.as_manager()

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

    objects = TermRuleQuerySet.as_manager()

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
        indexes = [
            # what those who have left or are away still answer for (reviews.rules.slots)
            models.Index(
                fields=["person", "review"],
                name="responsibility_named",
                condition=models.Q(superseded_at=None, person__isnull=False),
            ),
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
