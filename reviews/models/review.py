"""The joint work of procurement and legal on one request."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from djmoney.models.fields import MoneyField

from common import sight
from common.searching import Searchable
from contracts.models import Contract, Document
from people.models import Function, User
from reviews.models.superseding import stays
from reviews.pure.stages import CLOSED, PLAIN_WORDS, Stage
from vendors.models import Vendor

JOINT_FUNCTIONS = (Function.PROCUREMENT, Function.LEGAL)
"""The two functions that see every review from the first minute."""


QUESTIONS = 3
"""How many questions the split answers on every review (reviews.models.split.Slot)."""


def value_facts(value):
    """What rules know of a `Money`, or None: the amount in its own currency, and which that is."""
    if value is None:
        return {"value": None, "currency": None}
    return {"value": str(value.amount), "currency": str(value.currency)}


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Requesters see their own; procurement, legal and auditors see all; other desks see what they have a part in;
        of what is walled, only those of them who are named. Outside counsel sees what names them, until that day.

        Being an admin opens nothing here: admins configure, they do not read.
        """
        if not user.is_active:
            return self.none()
        if user.is_outside:
            return self.filter(pk__in=NamedPerson.objects.outside_now(user).values("review"))
        walled_off = self.model.objects.walled_off(user)
        return self._in_reach_of(user).exclude(pk__in=walled_off.values("pk"))

    def _in_reach_of(self, user):
        """What the person would see if no wall stood anywhere."""
        if user.is_auditor or any(user.serves(function) for function in JOINT_FUNCTIONS):
            return self
        return self.filter(Q(requester=user) | self._with_a_part_for(user.teams))

    def _with_a_part_for(self, desks):
        part_of_desk = Q(pk__in=[])
        for part in ("terms__desk", "terms__second_desk", "waits__desk") if desks else ():
            part_of_desk |= Q(pk__in=self.model.objects.filter(**{f"{part}__in": desks}).values("pk"))
        return part_of_desk

    def walled_off(self, user):
        """Walled reviews that are neither the person's own nor name them. Index: review_walled."""
        named = NamedPerson.objects.filter(person=user)
        return self.walled().exclude(requester=user).exclude(pk__in=named.values("review"))

    def walled(self):
        return self.filter(walled_at__isnull=False)

    def not_walled(self):
        """For places where nobody in particular looks: previews, look-ups for rescue, channels."""
        return self.filter(walled_at=None)

    def shown_to_desk(self, desk):
        """What everybody on the desk sees: never what is walled."""
        reviews = self.not_walled()
        return reviews if desk.function in JOINT_FUNCTIONS else reviews.filter(self._with_a_part_for([desk]))

    def with_stages_visited(self):
        """For the stage bar of one review: `visited_stages` costs no query then."""
        visits = StageVisit.objects.filter(review=models.OuterRef("pk")).order_by().values("stage")
        return self.annotate(stages_visited=ArraySubquery(visits))

    def live(self):
        return self.exclude(stage__in=CLOSED)

    def held_by_nobody(self):
        """Live reviews without an open wait: always empty unless something is broken."""
        held = self.model.objects.filter(waits__isnull=False, waits__closed_at__isnull=True)
        return self.live().exclude(pk__in=held.values("pk"))

    def with_unanswered_slots(self):
        """Handed in and under way, while one of the three questions has no answer. More in reviews.rules.slots."""
        answers = models.Count("responsibilities", filter=Q(responsibilities__superseded_at=None))
        return self.live().exclude(stage=Stage.HEADS_UP).alias(answers=answers).filter(answers__lt=QUESTIONS)


class Review(models.Model):
    """One vendor matter, from first visibility to a signed contract or an explained no."""

    title = models.CharField(max_length=160)
    kind = models.SlugField(max_length=60, help_text="Slug of the request type it came in as.")
    kind_label = models.CharField(max_length=80)
    requester = models.ForeignKey(User, models.PROTECT, related_name="reviews")
    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="reviews")
    reason = models.TextField(help_text="Why the business needs it, in the requester's words.")
    value = MoneyField(
        max_digits=14, decimal_places=2, null=True, blank=True, default_currency=settings.DEFAULT_CURRENCY
    )
    needed_by = models.DateField(null=True, blank=True)
    brief = models.JSONField(default=list, editable=False, help_text="The answers as given: [{key, question, answer}].")
    facts = models.JSONField(default=dict, editable=False, help_text="What routing looked at: {field: value}.")
    documents = models.ManyToManyField(Document, related_name="reviews", blank=True)
    contract = models.OneToOneField(Contract, models.PROTECT, null=True, editable=False, related_name="review")

    stage = models.CharField(max_length=16, choices=Stage, editable=False)
    stage_since = models.DateTimeField(editable=False)
    ended_from = models.CharField(
        max_length=16, choices=Stage, blank=True, editable=False, help_text="The stage it was in when it ended."
    )
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    walled_at = models.DateTimeField(null=True, editable=False, help_text="Since when it is for named people only.")

    READ_WITH = ("vendor", "requester")
    """What actions read with a review, when they lock it."""

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="review_stage_is_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="review_is_closed_exactly_when_its_stage_says_so",
                condition=(models.Q(stage__in=CLOSED, closed_at__isnull=False) & ~models.Q(ended_from=""))
                | (~models.Q(stage__in=CLOSED) & models.Q(closed_at__isnull=True, ended_from="")),
            ),
        ]
        indexes = [
            models.Index(fields=["requester", "-id"], name="review_by_requester"),  # My requests
            models.Index(fields=["vendor", "-id"], name="review_by_vendor"),  # a vendor's reviews
            models.Index(fields=["stage", "-id"], name="review_by_stage"),  # the list of reviews, by stage
            # how long requests of a kind took until they were signed (reviews.promises.similar)
            models.Index(
                fields=["kind", "-closed_at"],
                name="review_signed_of_kind",
                condition=Q(stage=Stage.ACTIVE, walled_at=None),
            ),
            # what visible_to leaves out
            models.Index(fields=["id"], name="review_walled", condition=Q(walled_at__isnull=False)),
            # search in the lists
            GinIndex(OpClass(Searchable("title"), name="gin_trgm_ops"), name="review_title_contains"),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    def get_absolute_url(self):
        return reverse("reviews:review", args=[self.pk])

    def visited_stages(self):
        """The set of the stages that it has been in, ends left aside."""
        if "stages_visited" not in self.__dict__:
            self.stages_visited = list(self.stage_visits.values_list("stage", flat=True))
        return set(self.stages_visited)

    @property
    def reference(self):
        return f"R-{self.pk}"

    @property
    def is_live(self):
        return self.stage not in CLOSED

    @property
    def is_walled(self):
        """Whether it exists for named people only."""
        return self.walled_at is not None

    def is_walled_from(self, person):
        """Whether a wall keeps this person out, who would see the review otherwise."""
        if not self.is_walled or person.pk == self.requester_id:
            return False
        return not self.named_people.filter(person=person).exists()

    @property
    def is_in_triage(self):
        return self.stage == Stage.TRIAGE

    @property
    def is_aligned(self):
        return self.stage == Stage.ALIGNED

    @property
    def is_in_negotiation(self):
        return self.stage == Stage.NEGOTIATION

    @property
    def is_to_be_signed(self):
        return self.stage == Stage.SIGNATURE

    @property
    def is_active(self):
        """Whether its contract is signed and in force."""
        return self.stage == Stage.ACTIVE

    @property
    def plain_stage(self):
        """The stage in the requester's few words."""
        return PLAIN_WORDS[Stage(self.stage)]

    def brief_facts(self, answers):
        """What the split is decided on, fit for JSON. The amount is compared in its own currency, nothing is converted;
        `answers` are as given, by the keys of the questions."""
        return {
            **answers,
            "kind": self.kind,
            **value_facts(self.value),
            "vendor_risk": self.vendor.risk_tier,
            "vendor_is_new": not self.vendor.contracts.exists(),
        }

    def responsible(self, slot):
        """The `Responsibility` for one of the three questions, or None while it is unanswered.

        Reads the prefetched set when there is one.
        """
        return next((answer for answer in self.responsibilities.all() if answer.slot == slot), None)


class NamedPersonQuerySet(models.QuerySet):
    def outside_now(self, user):
        """Where outside counsel is named today: the day is asked here, nothing is swept away."""
        return self.filter(person=user, until__gte=timezone.localdate())


class NamedPerson(models.Model):
    """Somebody for whom a walled review exists; or outside counsel, who sees this review and no other until a day."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="named_people")
    person = models.ForeignKey(User, models.PROTECT, related_name="named_on")
    until = models.DateField(null=True, help_text="The last day, for outside counsel; empty for colleagues.")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = NamedPersonQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="person_is_named_once_a_review"),
        ]

    def __str__(self):
        return f"{self.person} on R-{self.review_id}"


class StageVisitQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)


class StageVisit(models.Model):
    """One stay of a review in one stage. An end is no visit: `Review.closed_at` says since when."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="stage_visits")
    stage = models.CharField(max_length=16, choices=Stage)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = StageVisitQuerySet.as_manager()

    class Meta:
        ordering = ["began_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="stage_visit_is_to_a_stage_of_live_reviews",
                condition=Q(stage__in=[stage for stage in Stage.values if stage not in CLOSED]),
            ),
            models.UniqueConstraint(name="stage_visit_is_one_at_a_time", fields=["review"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="stage_visit_ends_after_it_begins", condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at"))
            ),
        ]

    def __str__(self):
        return f"R-{self.review_id}: {self.get_stage_display()}"


class FigureChange(models.Model):
    """Another value, or another date it is needed by, than the full request named; and why."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="figure_changes")
    value_before = MoneyField(max_digits=14, decimal_places=2, null=True, default_currency=settings.DEFAULT_CURRENCY)
    value_after = MoneyField(max_digits=14, decimal_places=2, null=True, default_currency=settings.DEFAULT_CURRENCY)
    needed_by_before = models.DateField(null=True)
    needed_by_after = models.DateField(null=True)
    why = models.CharField(max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="figure_changes")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="figure_change_says_why", condition=~Q(why="")),
        ]
        triggers = stays("figure_change_stays", "A change of figures")

    def __str__(self):
        return f"R-{self.review_id}: {self.why}"


class RequesterChange(models.Model):
    """Another person is the requester of a review from a moment on, and why. The one before still decides nothing."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="requester_changes")
    before = models.ForeignKey(User, models.PROTECT, related_name="+")
    after = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="requester_change_says_why", condition=~Q(why="")),
            models.CheckConstraint(name="requester_change_is_to_somebody_else", condition=~Q(before=F("after"))),
            models.CheckConstraint(name="requester_change_is_not_by_the_requester", condition=~Q(by=F("before"))),
        ]
        triggers = stays("requester_change_stays", "A change of the requester")

    def __str__(self):
        return f"R-{self.review_id}: {self.why}"


# --- what stands below reviews and belongs to them ---------------------------------------------------------


def contracts_seen_by(user):
    """Contracts of the reviews that the person sees; those without a review, for both functions and their owner."""
    if not user.is_active or user.is_outside:
        return Contract.objects.filter(Exists(Review.objects.visible_to(user).filter(contract=OuterRef("pk"))))
    joint = user.is_auditor or any(user.serves(function) for function in JOINT_FUNCTIONS)
    without = Q(review=None) if joint else Q(review=None, owner=user)
    return Contract.objects.filter(without | Exists(Review.objects.visible_to(user).filter(contract=OuterRef("pk"))))


def vendors_known_to(user):
    """Vendors without those that came in with a walled review and are met nowhere else that the person sees."""
    hidden = _vendors_behind(Review.objects.walled_off(user))
    return Vendor.objects.exclude(pk__in=hidden.values("pk"))


def _vendors_behind(walled_off):
    came_with = walled_off.filter(vendor__created_by=F("requester")).values("vendor")
    elsewhere = Review.objects.filter(vendor__in=came_with).exclude(pk__in=walled_off.values("pk")).values("vendor")
    return Vendor.objects.filter(pk__in=came_with).exclude(pk__in=elsewhere)


sight.put(
    "review",
    sight.Rule(
        by_person=lambda user: Review.objects.visible_to(user),
        walled=lambda: Review.objects.walled(),
        by_desk=lambda desk: Review.objects.shown_to_desk(desk),
        is_told_of=True,
    ),
)
sight.put(
    "contract",
    sight.Rule(
        by_person=contracts_seen_by,
        walled=lambda: Contract.objects.filter(review__in=Review.objects.walled()),
    ),
)
sight.put(
    "document",
    sight.Rule(
        by_person=lambda user: Document.objects.filter(reviews__in=Review.objects.visible_to(user)),
        walled=lambda: Document.objects.filter(reviews__in=Review.objects.walled()),
    ),
)
sight.put(
    "vendor",
    sight.Rule(by_person=vendors_known_to, walled=lambda: _vendors_behind(Review.objects.walled())),
)
