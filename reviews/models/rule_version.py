"""Versions of the split: what the rules were, who changed them and why; and the drafts that become the next one."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people.models import User
from reviews.split_rules import RuleSet


class RuleVersion(models.Model):
    """All rules as they were saved at one moment. Never changed, never deleted."""

    number = models.PositiveIntegerField(unique=True)
    rules = models.JSONField(help_text="As RuleSet.stored gives them.")
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="rule_versions")  # null: Duet itself
    reason = models.CharField(max_length=300)
    restores = models.ForeignKey("self", models.PROTECT, null=True, related_name="restored_by")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(name="rule_version_says_why", condition=~Q(reason="")),
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
        return reverse("settings:version", args=[self.number])

    @property
    def rule_set(self):
        return RuleSet.read(self.rules)


class RuleDraft(models.Model):
    """What one person has changed and not saved yet. Routes nothing."""

    author = models.OneToOneField(User, models.CASCADE, related_name="rule_draft")
    base = models.ForeignKey(RuleVersion, models.PROTECT, related_name="drafts", help_text="What it started from.")
    restores = models.ForeignKey(RuleVersion, models.PROTECT, null=True, related_name="+")
    rules = models.JSONField()
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"Draft of {self.author}"

    @property
    def rule_set(self):
        return RuleSet.read(self.rules)
