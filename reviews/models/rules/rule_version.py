"""Versions of rules: what they were, who changed them and why; and the drafts that become the next one."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people.models import User
from reviews.pure.rule_sets import APPROVAL, RuleSet


class Book(models.TextChoices):
    """Rules that are changed, previewed and saved together. The value is their place in addresses."""

    SPLIT = "split", "Who does what"
    APPROVALS = "approvals", "Who must approve"

    @property
    def is_approvals(self):
        return self is Book.APPROVALS

    @classmethod
    def of(cls, rule):
        return cls.APPROVALS if rule.place == APPROVAL else cls.SPLIT


class RuleVersion(models.Model):
    """All rules of a book as they were saved at one moment. Never changed, never deleted."""

    book = models.CharField(max_length=10, choices=Book, default=Book.SPLIT)
    number = models.PositiveIntegerField()
    rules = models.JSONField(help_text="As RuleSet.stored gives them.")
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="rule_versions")  # null: Duet itself
    reason = models.CharField(max_length=300)
    restores = models.ForeignKey("self", models.PROTECT, null=True, related_name="restored_by")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(name="rule_version_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="rule_version_book_is_known", condition=Q(book__in=Book.values)),
            models.UniqueConstraint(name="rule_version_number_is_unique_in_its_book", fields=["book", "number"]),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="refuse_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'A saved version of the rules stays as it is: % is refused.', TG_OP;",
            ),
        ]

    def __str__(self):
        return f"Version {self.number}"

    def get_absolute_url(self):
        return reverse("settings:version", args=[self.book, self.number])

    @property
    def rule_set(self):
        return RuleSet.read(self.rules)


class RuleDraft(models.Model):
    """What one person has changed in one book and not saved yet. Decides nothing."""

    book = models.CharField(max_length=10, choices=Book, default=Book.SPLIT)
    author = models.ForeignKey(User, models.CASCADE, related_name="rule_drafts")
    base = models.ForeignKey(RuleVersion, models.PROTECT, related_name="drafts", help_text="What it started from.")
    restores = models.ForeignKey(RuleVersion, models.PROTECT, null=True, related_name="+")
    rules = models.JSONField()
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rule_draft_is_one_per_author_and_book", fields=["author", "book"]),
        ]

    def __str__(self):
        return f"Draft of {self.author}"

    @property
    def rule_set(self):
        return RuleSet.read(self.rules)
