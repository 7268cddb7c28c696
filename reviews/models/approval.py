"""Final approvals: the rules that ask for them, what each covers, and the decisions."""

from uuid import uuid4

from django.contrib.postgres.functions import RandomUUID
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common import conditions
from people.models import Team, User
from reviews.models.finding import HIGH, FindingOutcome
from reviews.models.review import Review, of_seen_reviews
from reviews.models.superseding import (
    Superseded,
    before_update,
    stays,
    stays_until_superseded,
    superseded_with_a_reason,
    written_once,
)
from reviews.models.term import DEVIATIONS
from reviews.models.term_type import COMMERCIAL_SIDES, LEGAL_SIDES
from reviews.models.wait import Wait
from reviews.pure import coverage
from reviews.pure.four_eyes import refuse_own_deviation, refuse_two_desks
from reviews.pure.rule_sets import APPROVAL, Rule


class Part(models.TextChoices):
    """What an approval can cover beside the documents, which it always covers, and what its rule looks at."""

    VALUE = "value", "Value"
    NEEDED_BY = "needed_by", "Date it is needed by"
    COMMERCIAL_TERMS = "commercial_terms", "Commercial, finance and shared terms"
    LEGAL_TERMS = "legal_terms", "Legal, privacy, security and shared terms"
    FINDINGS = "findings", "Risk findings"


def every_part():
    return list(Part.values)


class ApprovalRule(models.Model):
    """Which desk's lead must approve when the conditions hold. No conditions means always.

    Rows are rewritten as a whole when a version is saved (actions.save_rules).
    """

    key = models.UUIDField(default=uuid4, db_default=RandomUUID(), unique=True, editable=False)
    position = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=120, help_text="Why it is asked, for people: 'Value is 50,000 or more'.")
    conditions = models.JSONField(default=list, blank=True, validators=[conditions.clean])
    desk = models.ForeignKey(Team, models.PROTECT, related_name="approval_rules")
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="approval_rules", help_text="Nobody else may decide."
    )
    backup = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="backup_approval_rules",
        help_text="Approves where nobody else who may is there.",
    )
    covers = models.JSONField(default=every_part, help_text="The parts whose change resets the approval.")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name

    @property
    def plain(self):
        """The same as a plain value (reviews.pure.rule_sets)."""
        return Rule(
            place=APPROVAL,
            name=self.name,
            desk=self.desk_id,
            conditions=self.conditions,
            person=self.person_id,
            backup=self.backup_id,
            covers=self.covers,
            is_active=self.is_active,
            key=self.key.hex,
        )

    def clean(self):
        if self.person and self.desk_id and not self.person.is_on(self.desk):
            raise ValidationError({"person": f"{self.person} is not a member of {self.desk}."})


class ApprovalBasis(models.Model):
    """What the approval rules said, and what they looked at, when approval was asked for.

    A change of the rules touches new work only, so a review in final approval goes by these.
    """

    review = models.OneToOneField(Review, models.CASCADE, related_name="approval_basis")
    rules = models.JSONField(help_text="As RuleSet.stored gives them.")
    facts = models.JSONField(help_text="As routing.approval_facts gave them, kept up with changes.")
    always_two = models.BooleanField(default=False, help_text="As TwoApprovers said.")

    class Meta:
        verbose_name_plural = "approval bases"

    def __str__(self):
        return f"Approval of {self.review.reference}"


class TwoApprovers(Superseded):
    """Whether one person may never approve for two desks of one review, chosen by an admin. No row means they may,
    where nothing deviates and no high risk is open."""

    always = models.BooleanField()
    why = models.CharField(max_length=200)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "two approvers"
        constraints = [
            models.UniqueConstraint(
                models.Value(1), name="two_approvers_is_chosen_once", condition=Q(superseded_at=None)
            ),
            models.CheckConstraint(name="two_approvers_says_why", condition=~Q(why="")),
            superseded_with_a_reason("two_approvers_is_superseded_with_a_reason"),
        ]
        triggers = stays_until_superseded("two_approvers_stays", "A choice")

    def __str__(self):
        return "Two people always" if self.always else "One person may approve for two desks"


class How(models.TextChoices):
    """How a step was decided."""

    APPROVED = "approved", "Approved"
    OVERRIDDEN = "overridden", "Approved in the desk's place"
    SKIPPED = "skipped", "Skipped"


class Ended(models.TextChoices):
    """Why a step no longer counts. The row stays: it is the history."""

    RESET = "reset", "Asked again"
    NOT_NEEDED = "not_needed", "No longer needed"


class ApprovalQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(of_seen_reviews(user))

    def current(self):
        """Those that count: given or pending, neither reset nor withdrawn."""
        return self.filter(ended_at__isnull=True)

    def pending(self):
        return self.current().filter(decided_at__isnull=True)


DECIDED_ONCE = written_once("decided_at", "decided_by_id", "on_behalf_of_id", "how", "remark", "given_for")
ENDED_ONCE = written_once("ended_at", "ended")


class Approval(models.Model):
    """A decision by a lead of a desk, or by a named person, on a named state of the papers and the deal."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="approvals")
    desk = models.ForeignKey(Team, models.PROTECT, related_name="approvals")
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="named_approvals")
    why = models.CharField(max_length=300, help_text="The rules that asked for it.")
    reasons = models.JSONField(default=list, help_text="[[name of the rule, 'always' or 'because ...']].")
    wait = models.OneToOneField(Wait, models.PROTECT, related_name="approval")
    covered = models.JSONField(default=list, help_text="What it covers, as it is now (reviews.pure.coverage).")
    baseline = models.JSONField(default=list, help_text="The same, as it was last approved, else first asked for.")
    requester = models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Copied: may not decide.")
    backup = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="Whom its rules name where nobody else is there."
    )
    named = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="May decide as well: nobody else could."
    )
    named_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # null: by a rule
    named_because = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="approvals")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="approvals_by_delegates")
    how = models.CharField(max_length=10, choices=How, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    given_for = models.JSONField(null=True, help_text="What it covered when it was decided; `covered` may shrink.")
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=10, choices=Ended, blank=True)
    former = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="renewal", help_text="The decision that a change has reset."
    )

    READ_WITH = ("wait", "desk", "person", "named", "backup")
    """What actions read with an approval, when they lock it."""

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="approval_decision_is_set_together",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, how="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, how__in=How.values),
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
            models.CheckConstraint(
                name="approval_names_somebody_with_a_reason",
                condition=Q(named=None, named_by=None, named_because="")
                | (Q(named__isnull=False) & ~Q(named_because="")),
            ),
            models.CheckConstraint(
                name="approval_names_somebody_else_than_whoever_asks_or_names",
                condition=Q(named=None) | (~Q(named=F("requester")) & (Q(named_by=None) | ~Q(named=F("named_by")))),
            ),
            models.CheckConstraint(
                name="approval_passed_over_says_why",
                condition=~Q(how__in=[How.OVERRIDDEN, How.SKIPPED]) | ~Q(remark=""),
            ),
            models.CheckConstraint(
                name="approval_end_is_set_together",
                condition=Q(ended_at__isnull=True, ended="") | Q(ended_at__isnull=False, ended__in=Ended.values),
            ),
            models.UniqueConstraint(
                name="approval_is_asked_once_of_a_desk",
                fields=["review", "desk"],
                condition=Q(ended_at__isnull=True, person__isnull=True),
            ),
            models.UniqueConstraint(
                name="approval_is_asked_once_of_a_person",
                fields=["review", "desk", "person"],
                condition=Q(ended_at__isnull=True, person__isnull=False),
            ),
        ]
        triggers = [
            *stays("approval_stays_as_decided", "An approval", may_change=f"{DECIDED_ONCE} AND {ENDED_ONCE}"),
            before_update(
                "refuse_own_deviation",
                refuse_own_deviation(deviations=DEVIATIONS, commercial=COMMERCIAL_SIDES, legal=LEGAL_SIDES),
            ),
            before_update(
                "refuse_two_desks",
                refuse_two_desks(deviations=DEVIATIONS, high=HIGH, open_outcome=FindingOutcome.OPEN),
            ),
        ]

    def __str__(self):
        return f"{self.desk} on {self.review.reference}"

    @property
    def who(self):
        """Who is asked: the person whom the rule names, else the desk."""
        return self.person or self.desk

    @property
    def is_pending(self):
        return self.decided_at is None and self.ended_at is None

    @property
    def was_approved(self):
        """By the desk itself: it was neither skipped nor decided in the desk's place."""
        return self.how == How.APPROVED

    @property
    def was_reset(self):
        return self.ended == Ended.RESET

    @property
    def fingerprint(self):
        """Stands for everything that is covered: two that are equal cover the same."""
        return coverage.fingerprint(self.covered)

    @property
    def difference(self):
        """What changed since it was last approved, else since it was first asked for (covering.Difference)."""
        return coverage.difference(self.baseline, self.covered)
