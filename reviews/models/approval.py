"""Final approvals: the rules that ask for them, and the decisions."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people import conditions
from people.models import Team, User
from reviews.models.review import Review
from reviews.models.wait import Wait


class ApprovalRule(models.Model):
    """Which desk's lead must approve when the conditions hold. No conditions means always."""

    position = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=120, help_text="Why it is asked, for people: 'Value is 50,000 or more'.")
    conditions = models.JSONField(default=list, blank=True, validators=[conditions.clean])
    desk = models.ForeignKey(Team, models.PROTECT, related_name="approval_rules")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name


class ApprovalQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(review__in=Review.objects.visible_to(user))

    def pending(self):
        return self.filter(decided_at__isnull=True)


class Approval(models.Model):
    """A decision by a lead of a desk on a named state of the papers."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="approvals")
    desk = models.ForeignKey(Team, models.PROTECT, related_name="approvals")
    why = models.CharField(max_length=300, help_text="The rules that asked for it.")
    wait = models.OneToOneField(Wait, models.PROTECT, related_name="approval")
    document_hash = models.TextField(blank=True, help_text="The files it covers (Review.document_hash).")
    requester = models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Copied: may not decide.")
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="approvals")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="approvals_by_delegates")
    remark = models.CharField(max_length=300, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="approval_decision_is_set_together",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="approval_is_never_given_by_the_requester",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requester")),
            ),
            models.CheckConstraint(
                name="approval_is_never_given_for_the_requester",
                condition=Q(on_behalf_of__isnull=True) | ~Q(on_behalf_of=F("requester")),
            ),
            models.CheckConstraint(
                name="approval_by_a_delegate_names_two_people",
                condition=Q(on_behalf_of__isnull=True)
                | (Q(decided_by__isnull=False) & ~Q(on_behalf_of=F("decided_by"))),
            ),
        ]

    def __str__(self):
        return f"{self.desk} on {self.review.reference}"
