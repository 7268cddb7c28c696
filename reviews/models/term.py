"""Deal points of one contract, and what each owning desk decided about them."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from common import sight
from contracts.models import Document, DocumentVersion
from people.models import Team, User
from reviews.models.review import Review, of_seen_reviews
from reviews.models.superseding import Superseded, at_the_end, stays_until_superseded, superseded_with_a_reason
from reviews.models.term_type import COMMERCIAL_SIDES, LEGAL_SIDES, Side, TermType
from reviews.pure.four_eyes import refuse_deviation_of_an_approver


class Outcome(models.TextChoices):
    """How a term stands, and what a desk says when it decides one (docs/decisions/0024-outcomes.md)."""

    OPEN = "open", "Open"
    MEETS = "meets", "As we want it"
    ASK = "ask", "Our position holds"
    FALLBACK = "fallback", "Fallback"
    THEIRS = "theirs", "Theirs accepted"
    LEFT_OUT = "left_out", "Left out"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    ESCALATED = "escalated", "Escalated"


DEVIATIONS = (Outcome.THEIRS, Outcome.LEFT_OUT)
"""What rules and approvals count as a deviation: our position is given up, for the vendor's words or for none.

A fallback is none: the playbook itself offers it, and asks for an approver only outside of it (`DeviationBy`).
"""

SETTLED = tuple(outcome for outcome in Outcome if outcome not in {Outcome.OPEN, Outcome.ESCALATED})
"""What every owner has decided; an ask among them is still to be met."""


class TermVerdict(models.TextChoices):
    """What the playbook check says of a term as a whole."""

    MEETS = "meets", "Meets our position"
    DIFFERS = "differs", "Differs from our position"
    UNCLEAR = "unclear", "Unclear"
    NOT_STATED = "not_stated", "The paper says nothing about it"
    NOT_READ = "not_read", "No paper was read"
    NO_ENTRY = "no_entry", "Nothing in the playbook to check it by"


class TermQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Terms of the reviews that the person may work on. Requesters read issues and answers, not terms."""
        if not user.reads_reviewers_side:
            return self.none()
        return self.filter(of_seen_reviews(user, but_own=True))

    def owned_by(self, desk):
        """Terms that the desk decides, alone or together with another."""
        return self.filter(Q(desk=desk) | Q(second_desk=desk))

    def undecided_by(self, desk):
        """Terms that still need this desk's decision, that stand escalated, or on which two desks contradict."""
        decided = Q(decisions__desk=desk, decisions__superseded_at=None)
        owned = self.owned_by(desk)
        waiting = owned.exclude(pk__in=self.filter(decided).values("pk"))
        return (waiting | owned.filter(outcome=Outcome.ESCALATED) | owned.contested()).distinct()

    def contested(self):
        """Shared terms that stay open though both desks have decided: one asks for what the other gives up."""
        current = TermDecision.history.filter(term=OuterRef("pk"), superseded_at=None)
        return self.filter(
            Exists(current.filter(desk=OuterRef("desk"))),
            Exists(current.filter(desk=OuterRef("second_desk"))),
            outcome=Outcome.OPEN,
        )

    def for_checks(self):
        """With what `reviews.checks` reads of a term."""
        return self.select_related("term_type", "paper_chosen_by").prefetch_related("passages")

    def asked(self):
        """Terms on which we ask the vendor for words that the paper does not have."""
        return self.filter(is_asked=True)


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
    is_asked = models.BooleanField(default=False, editable=False, help_text="We ask for it: it is on the joint list.")
    paper = models.ForeignKey(
        Document, models.PROTECT, null=True, editable=False, related_name="+", help_text="Chosen to speak; else usual."
    )
    paper_chosen_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    paper_because = models.CharField(max_length=200, blank=True, editable=False)
    decider = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", help_text="Named: no lead could decide it."
    )
    decider_for = models.ForeignKey(Team, models.PROTECT, null=True, editable=False, related_name="+")
    decider_named_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    decider_because = models.CharField(max_length=200, blank=True, editable=False)

    READ_WITH = ("term_type", "desk", "second_desk", "paper_chosen_by")
    """What actions read with a term, when they lock it."""

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["term_type__number", "pk"]
        constraints = [
            models.CheckConstraint(name="term_outcome_is_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="term_has_two_different_desks_or_one",
                condition=Q(second_desk__isnull=True) | ~Q(second_desk=F("desk")),
            ),
            models.CheckConstraint(
                name="term_that_is_asked_for_is_an_ask_or_a_fallback",
                condition=Q(outcome=Outcome.ASK, is_asked=True)
                | (~Q(outcome=Outcome.ASK) & (Q(is_asked=False) | Q(outcome=Outcome.FALLBACK))),
            ),
            models.CheckConstraint(
                name="term_paper_is_chosen_by_somebody_with_a_reason",
                condition=Q(paper=None, paper_chosen_by=None, paper_because="")
                | (Q(paper__isnull=False, paper_chosen_by__isnull=False) & ~Q(paper_because="")),
            ),
            models.CheckConstraint(
                name="term_decider_is_named_by_somebody_else_with_a_reason",
                condition=Q(decider=None, decider_for=None, decider_named_by=None, decider_because="")
                | (
                    Q(decider__isnull=False, decider_for__isnull=False, decider_named_by__isnull=False)
                    & ~Q(decider=F("decider_named_by"))
                    & ~Q(decider_because="")
                ),
            ),
            models.CheckConstraint(
                name="term_decider_is_named_while_it_is_escalated",
                condition=Q(decider=None) | Q(outcome=Outcome.ESCALATED),
            ),
        ]
        indexes = [
            # the reviews in which a desk has a part (Review.objects.visible_parts)
            models.Index(fields=["desk", "review"], name="term_by_desk"),
            models.Index(
                fields=["second_desk", "review"],
                name="term_by_second_desk",
                condition=Q(second_desk__isnull=False),
            ),
        ]

    def __str__(self):
        return self.term_type.name

    @property
    def desks(self):
        """The desks whose decision the term needs."""
        return [desk for desk in (self.desk, self.second_desk) if desk]

    def is_decided_by(self, person_pk, desk):
        """Whether this person was named to decide it for the desk, which escalated it to leads of whom none could."""
        return self.decider_id is not None and (self.decider_id, self.decider_for_id) == (person_pk, desk.pk)

    @property
    def is_settled(self):
        """Whether its owners have decided it, and agree."""
        return self.outcome in SETTLED

    @property
    def is_contested(self):
        """Whether its two desks contradict each other: one asks the vendor for what the other gives up.

        Reads prefetched decisions.
        """
        return self.outcome == Outcome.OPEN and len(self.desks) > 1 and len(self.decisions.all()) == len(self.desks)

    def waits_for(self, desk):
        """Whether one of its desks has to decide it, or to decide it again. Reads prefetched decisions."""
        if self.outcome == Outcome.ESCALATED or self.is_contested:
            return True
        return all(decision.desk_id != desk.pk for decision in self.decisions.all())

    @property
    def asked_text(self):
        """What we ask the vendor for; empty where we ask for nothing. Reads prefetched decisions.

        Two desks may have chosen different fallbacks: the better one is asked for.
        """
        if not self.is_asked:
            return ""
        decisions = [row for row in self.decisions.all() if row.is_asked and row.outcome == self.outcome]
        return min(decisions, key=lambda row: row.rank or 0).asked_text if decisions else self.position


class TermDecision(Superseded):
    """What one owning desk decided about a term, and what it was decided on, as it was then: both stay.

    Deciding again, or reopening the term, supersedes it.
    """

    term = models.ForeignKey(Term, models.CASCADE, related_name="decisions")
    desk = models.ForeignKey(Team, models.PROTECT, related_name="term_decisions")
    outcome = models.CharField(
        max_length=16, choices=[choice for choice in Outcome.choices if choice[0] != Outcome.OPEN]
    )
    reason = models.TextField(blank=True)
    rank = models.PositiveSmallIntegerField(null=True, help_text="Which fallback of the playbook; 1 is the best.")
    fallback = models.TextField(blank=True, help_text="The text of that fallback.")
    is_asked = models.BooleanField(default=False, help_text="The paper does not say so yet: the vendor is asked.")
    position = models.TextField(blank=True, help_text="Our position, as it was.")
    wording = models.TextField(blank=True, help_text="The vendor's words, as they were.")
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, related_name="+", help_text="Of the paper that spoke."
    )
    verdict = models.CharField(
        max_length=12, choices=TermVerdict, blank=True, help_text="Empty: decided before Duet kept it."
    )
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
                condition=~Q(outcome__in=[*DEVIATIONS, Outcome.ESCALATED]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="term_decision_that_the_paper_meets_was_checked_or_says_why",
                condition=~Q(outcome=Outcome.MEETS) | Q(verdict__in=[TermVerdict.MEETS, ""]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="term_decision_never_takes_what_differs_for_ours",
                condition=~Q(outcome__in=[Outcome.MEETS, Outcome.NOT_APPLICABLE], verdict=TermVerdict.DIFFERS),
            ),
            models.CheckConstraint(
                name="term_decision_names_the_fallback_exactly_when_it_is_one",
                condition=(Q(outcome=Outcome.FALLBACK, rank__gte=1) & ~Q(fallback=""))
                | (~Q(outcome=Outcome.FALLBACK) & Q(rank=None, fallback="")),
            ),
            models.CheckConstraint(
                name="term_decision_asks_for_our_position_or_a_fallback",
                condition=(Q(outcome=Outcome.ASK, is_asked=True) & ~Q(position=""))
                | Q(outcome=Outcome.FALLBACK)
                | (~Q(outcome__in=[Outcome.ASK, Outcome.FALLBACK]) & Q(is_asked=False)),
            ),
        ]
        indexes = [
            # what desks have decided lately (intake.pipeline.capacity)
            models.Index(fields=["decided_at"], include=["desk"], name="term_decision_by_desk"),
        ]
        triggers = [
            *stays_until_superseded("term_decision_stays", "A decision"),
            at_the_end(
                "refuse_deviation_of_an_approver",
                refuse_deviation_of_an_approver(deviations=DEVIATIONS, commercial=COMMERCIAL_SIDES, legal=LEGAL_SIDES),
            ),
        ]

    def __str__(self):
        return f"{self.desk}: {self.in_words}"

    @property
    def in_words(self):
        """“Fallback 2, which the paper says”: the outcome, with what belongs to it."""
        if self.outcome != Outcome.FALLBACK:
            return self.get_outcome_display()
        return f"Fallback {self.rank}" if self.is_asked else f"Fallback {self.rank}, which the paper says"

    @property
    def asked_text(self):
        """What the vendor is asked for; empty where they are asked for nothing."""
        return (self.fallback or self.position) if self.is_asked else ""


sight.put(
    "term",
    sight.Rule(
        by_person=lambda user: Term.objects.visible_to(user),
        walled=lambda: Term.objects.filter(review__in=Review.objects.walled()),
        is_told_of=True,
    ),
)
