"""Open problems, each with a summary that the requester can read."""

from django.db import models
from django.utils import timezone

from people.models import User
from reviews.models.review import Review, of_seen_reviews
from reviews.models.superseding import stays, written_once
from reviews.models.term import Term


class Severity(models.TextChoices):
    """How much an issue stands in the way. A blocker keeps both functions from being done."""

    NOTE = "note", "Worth knowing"
    CONCERN = "concern", "Concern"
    BLOCKER = "blocker", "Blocks the deal"


class IssueQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(of_seen_reviews(user))

    def open(self):
        return self.filter(resolved_at__isnull=True)


RESOLVED_ONCE = written_once("resolved_at", "resolved_by_id", "resolution")


class Issue(models.Model):
    """An open problem with severity, owner, and a plain-language summary."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="issues")
    term = models.ForeignKey(Term, models.SET_NULL, null=True, blank=True, related_name="issues")
    summary = models.CharField(max_length=300, help_text="What is wrong, in words the requester understands.")
    plan = models.CharField(
        max_length=300, blank=True, help_text="What we do about it, in words the requester understands."
    )
    severity = models.CharField(max_length=8, choices=Severity, default=Severity.CONCERN)
    owner = models.ForeignKey(User, models.PROTECT, related_name="issues")
    raised_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="resolved_issues")
    resolution = models.CharField(max_length=300, blank=True)

    READ_WITH = ("owner",)
    """What actions read with an issue, when they lock it."""

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(name="issue_severity_is_known", condition=models.Q(severity__in=Severity.values)),
            models.CheckConstraint(
                name="issue_resolution_is_set_together",
                condition=models.Q(resolved_at__isnull=True, resolved_by__isnull=True, resolution="")
                | (models.Q(resolved_at__isnull=False, resolved_by__isnull=False) & ~models.Q(resolution="")),
            ),
        ]
        triggers = stays("issue_stays_once_resolved", "A resolved issue", may_change=RESOLVED_ONCE)
        indexes = [
            models.Index(fields=["review"], name="issue_open_of_review", condition=models.Q(resolved_at=None)),
        ]

    def __str__(self):
        return self.summary

    @property
    def is_blocker(self):
        return self.severity == Severity.BLOCKER

    @property
    def is_concern(self):
        return self.severity == Severity.CONCERN
