"""The split: the three questions, answered on every review, and the rules that answer them."""

from django.core.exceptions import ValidationError
from django.db import models

from people import conditions
from people.models import Team, User
from reviews.models.review import Review


class Slot(models.TextChoices):
    """The three questions."""

    COMMERCIAL_TERMS = "commercial_terms", "Handles commercial terms"
    LEGAL_REVIEW = "legal_review", "Owns legal review"
    VENDOR_CONTACT = "vendor_contact", "Talks to the vendor"


class SplitRule(models.Model):
    """Who answers a slot when the conditions hold. The first matching rule in order wins."""

    slot = models.CharField(max_length=20, choices=Slot)
    position = models.PositiveSmallIntegerField(help_text="Rules are tried in this order; the first that fits wins.")
    name = models.CharField(max_length=120, help_text="What the rule says, for people: shown as the reason.")
    conditions = models.JSONField(default=list, blank=True, validators=[conditions.clean])
    desk = models.ForeignKey(Team, models.PROTECT, related_name="split_rules")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="split_rules")
    backup = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="backup_split_rules")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["slot", "position"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "position"], name="split_rule_position_is_unique_in_its_slot"),
        ]

    def __str__(self):
        return f"Rule {self.position}: {self.name}"

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


class Responsibility(models.Model):
    """Who answers one of the three questions on one review, and why."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="responsibilities")
    slot = models.CharField(max_length=20, choices=Slot)
    desk = models.ForeignKey(Team, models.PROTECT, related_name="responsibilities")
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="responsibilities")
    backup = models.ForeignKey(User, models.PROTECT, null=True, related_name="backup_responsibilities")
    why = models.CharField(max_length=200, help_text="The rule that decided, or who did.")

    class Meta:
        ordering = ["slot"]
        verbose_name_plural = "responsibilities"
        constraints = [
            models.UniqueConstraint(fields=["review", "slot"], name="responsibility_is_answered_once_per_slot"),
            models.CheckConstraint(name="responsibility_slot_is_known", condition=models.Q(slot__in=Slot.values)),
        ]

    def __str__(self):
        return f"{self.get_slot_display()}: {self.who}"

    @property
    def who(self):
        """The person if one is named, else the desk."""
        return self.person or self.desk

    def holder_on(self, review):
        """The named person who can hold a wait of this review; None leaves it to the desk.

        Whoever has left, or asks for the thing, holds nothing.
        """
        person = self.person
        if person is None or not person.is_active or person.pk == review.requester_id:
            return None
        return person if person.is_on(self.desk) else None
