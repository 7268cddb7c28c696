"""Deal points of one contract, and what each owning desk decided about them."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common import sight
from people.models import Team, User
from reviews.models.review import Review
from reviews.models.superseding import Superseded, stays_until_superseded, superseded_with_a_reason
from reviews.models.term_type import Side, TermType


class Outcome(models.TextChoices):
    """How a term stands."""

    OPEN = "open", "Open"
    AGREED = "agreed", "Agreed"
    DEVIATION = "deviation", "Agreed with deviation"
    ESCALATED = "escalated", "Escalated"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


DEVIATIONS = (Outcome.DEVIATION,)
"""What rules and approvals count as a deviation from our position."""


class TermQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Terms of the reviews that the person may work on. Requesters read issues and answers, not terms."""
        if not user.reads_reviewers_side:
            return self.none()
        return self.filter(review__in=Review.objects.visible_to(user)).exclude(review__requester=user)

    def owned_by(self, desk):
        """Terms that the desk decides, alone or together with another."""
        return self.filter(Q(desk=desk) | Q(second_desk=desk))

    def undecided_by(self, desk):
        """Terms that still need this desk's decision, or that stand escalated."""
        decided = Q(decisions__desk=desk, decisions__superseded_at=None)
        waiting = self.owned_by(desk).exclude(pk__in=self.filter(decided).values("pk"))
        return (waiting | self.owned_by(desk).filter(outcome=Outcome.ESCALATED)).distinct()


class Term(models.Model):
    """A deal point in one contract."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="terms")
    term_type = models.ForeignKey(TermType, models.PROTECT, related_name="terms")
    side = models.CharField(max_length=12, choices=Side)
    desk = models.ForeignKey(Team, models.PROTECT, related_name="terms")
    second_desk = models.ForeignKey(Team, models.PROTECT, null=True, related_name="second_terms")
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="named_terms")
    backup = models.ForeignKey(User, models.PROTECT, null=True, related_name="backup_terms")
    why = models.CharField(max_length=200, blank=True, help_text="The rule that gave it to its desk; empty: the usual.")
    position = models.TextField(blank=True, help_text="What we ask for on this deal.")
    vendor_wording = models.TextField(blank=True, help_text="What the vendor's paper says.")
    place = models.CharField(max_length=80, blank=True, help_text="Where it stands in the document, e.g. clause 8.2.")
    outcome = models.CharField(max_length=16, choices=Outcome, default=Outcome.OPEN, editable=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["term_type__number", "pk"]
        constraints = [
            models.CheckConstraint(name="term_outcome_is_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="term_has_two_different_desks_or_one",
                condition=Q(second_desk__isnull=True) | ~Q(second_desk=F("desk")),
            ),
        ]
        indexes = [models.Index(fields=["desk", "review"], name="term_by_desk")]  # Review.visible_to

    def __str__(self):
        return self.term_type.name

    @property
    def desks(self):
        """The desks whose decision the term needs."""
        return [desk for desk in (self.desk, self.second_desk) if desk]


class TermDecision(Superseded):
    """What one owning desk decided about a term. Deciding again, or reopening the term, supersedes it."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="decisions")
    desk = models.ForeignKey(Team, models.PROTECT, related_name="term_decisions")
    outcome = models.CharField(
        max_length=16, choices=[choice for choice in Outcome.choices if choice[0] != Outcome.OPEN]
    )
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="term_decisions")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="term_decisions_by_delegates")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "desk"], name="term_decision_is_one_per_desk", condition=Q(superseded_at=None)
            ),
            models.UniqueConstraint(
                fields=["term", "decided_by"],
                name="term_decision_needs_two_people_when_shared",
                condition=Q(superseded_at=None),
            ),
            models.UniqueConstraint(
                fields=["term", "on_behalf_of"],
                name="term_decision_is_made_once_for_one_person",
                condition=Q(superseded_at=None),
            ),
            superseded_with_a_reason("term_decision_is_superseded_with_a_reason"),
            models.CheckConstraint(
                name="term_decision_by_a_delegate_names_two_people",
                condition=Q(on_behalf_of__isnull=True) | ~Q(on_behalf_of=F("decided_by")),
            ),
            models.CheckConstraint(
                name="term_decision_outcome_is_known",
                condition=Q(outcome__in=Outcome.values) & ~Q(outcome=Outcome.OPEN),
            ),
            models.CheckConstraint(
                name="term_decision_says_why_when_it_departs",
                condition=~Q(outcome__in=[Outcome.DEVIATION, Outcome.ESCALATED]) | ~Q(reason=""),
            ),
        ]
        triggers = stays_until_superseded("term_decision_stays", "A decision")

    def __str__(self):
        return f"{self.desk}: {self.get_outcome_display()}"


sight.put(
    "term",
    sight.Rule(
        by_person=lambda user: Term.objects.visible_to(user),
        walled=lambda: Term.objects.filter(review__in=Review.objects.walled()),
    ),
)
