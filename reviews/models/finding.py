"""What a check of the vendor found: risks for reviewers to weigh. The requester learns the outcome, never the text."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.models import User
from reviews.models.review import Review, of_seen_reviews
from reviews.models.superseding import stays, written_once


class RiskLevel(models.TextChoices):
    """How bad it could get."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    CRITICAL = "critical", "Critical"


HIGH = (RiskLevel.HIGH, RiskLevel.CRITICAL)
"""While one of these is open, a second person approves for another desk."""


class FindingOutcome(models.TextChoices):
    """What became of a finding."""

    OPEN = "open", "Open"
    RESOLVED = "resolved", "Resolved"
    WAIVED = "waived", "Risk accepted"


class RiskFindingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Findings of the reviews that the person may work on: requesters read outcomes, not findings."""
        if not user.reads_reviewers_side:
            return self.none()
        return self.filter(of_seen_reviews(user, but_own=True))

    def open(self):
        return self.filter(outcome=FindingOutcome.OPEN)


CLOSED_ONCE = written_once("closed_at", "outcome", "closed_by_id", "reason")


class RiskFinding(models.Model):
    """A risk of taking this vendor on, and who took responsibility for leaving it behind."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="findings")
    level = models.CharField("severity", max_length=8, choices=RiskLevel)
    text = models.CharField(max_length=300, help_text="What was found.")
    meaning = models.CharField(max_length=500, help_text="What it means for us.")
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="raised_findings")
    raised_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=FindingOutcome, default=FindingOutcome.OPEN, editable=False)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="closed_findings")
    closed_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it is resolved, or why we accept it.")

    READ_WITH = ("raised_by", "closed_by")
    """What actions read with a finding, when they lock it."""

    objects = RiskFindingQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(name="risk_finding_severity_is_known", condition=Q(level__in=RiskLevel.values)),
            models.CheckConstraint(
                name="risk_finding_is_closed_with_a_name_and_a_reason",
                condition=Q(outcome=FindingOutcome.OPEN, closed_by__isnull=True, closed_at__isnull=True, reason="")
                | (
                    Q(outcome__in=[FindingOutcome.RESOLVED, FindingOutcome.WAIVED])
                    & Q(closed_by__isnull=False, closed_at__isnull=False)
                    & ~Q(reason="")
                ),
            ),
            models.CheckConstraint(
                name="risk_finding_is_never_closed_by_its_author",
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("raised_by")),
            ),
        ]
        triggers = stays("risk_finding_stays_once_closed", "A closed finding", may_change=CLOSED_ONCE)
        indexes = [
            models.Index(fields=["review"], name="finding_of_review"),  # the workbench, approval facts
        ]

    def __str__(self):
        return self.text

    @property
    def is_open(self):
        return self.outcome == FindingOutcome.OPEN
