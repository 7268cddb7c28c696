"""The joint work of procurement and legal on one request."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from djmoney.models.fields import MoneyField

from common import sight
from common.models.by_key import there_is, there_is_no
from common.models.related import FilledQuerySet
from common.searching import Searchable, ShortParts
from contracts.models import Contract, Document, Reader
from people.models import TWO_SIDES, User
from reviews.models.superseding import stays
from reviews.pure.stages import CLOSED, NOT_GOING_AHEAD, PLAIN_WORDS, Stage
from vendors.models import Vendor

QUESTIONS = 3
"""How many questions the split answers on every review (reviews.models.rules.split.Slot)."""


PARTS = ("terms__desk", "terms__second_desk", "waits__desk")
"""By what another desk has a part in a review."""


def sees_everything_before_walls(user):
    """Whether only walls keep the person from a review."""
    return user.is_auditor or any(map(user.serves, TWO_SIDES))


def of_seen_reviews(user, *, but_own=False):
    """A condition on rows that belong to a review: the person sees it (`Review.objects.visible_to`); `but_own`: and is
    not its requester. The review of each row is looked up. For a list over all reviews, add `few_reviews_of`."""
    own = Q(review__requester=user)
    if not user.is_active:
        return Q(pk__in=[])
    if user.is_outside:
        seen = Q(review__in=NamedPerson.objects.outside_now(user).values("review"))
        return seen & ~own if but_own else seen
    if not (user.teams or user.is_auditor):
        return Q(pk__in=[]) if but_own else own
    reviews = Review.objects.filter(pk=OuterRef("review")).visible_to(user)
    return there_is(reviews.exclude(requester=user) if but_own else reviews)


def parts_of_desks():
    """[(model, name of its desk)] of `PARTS`."""
    for part in PARTS:
        relation, column = part.split("__")
        yield Review._meta.get_field(relation).related_model, column


def has_part_for(desks):
    """A condition on reviews: one of the desks has a part in it."""
    has_part = Q(pk__in=[])
    for model, column in parts_of_desks() if desks else ():
        has_part |= there_is(model._base_manager.filter(review=OuterRef("pk"), **{f"{column}__in": desks}))
    return has_part


FEW = 1000
"""Of each part that desks have in reviews, so many rows are few."""


def few_reviews_of(user):
    """{pk} of what the person asked for and of what their desks have a part in, whatever walls say; None where that
    is much, or where their desks do not limit what they see.

    Whoever sees little is led to it; whoever sees much finds a page of it soon by going through all. Indexes:
    review_by_requester, term_by_desk, term_by_second_desk, wait_part_of_desk.
    """
    if not user.is_active or user.is_outside or sees_everything_before_walls(user):
        return None
    parts = [Review.objects.filter(requester=user).order_by().values_list("pk")]
    for model, column in parts_of_desks() if user.teams else ():
        parts += [model._base_manager.filter(**{column: desk}).order_by().values_list("review") for desk in user.teams]
    keys = [pk for (pk,) in parts[0][:FEW].union(*[part[:FEW] for part in parts[1:]], all=True)]
    return set(keys) if len(keys) < FEW else None


def value_facts(value):
    """What rules know of a `Money`, or None: the amount in its own currency, and which that is."""
    if value is None:
        return {"value": None, "currency": None}
    return {"value": str(value.amount), "currency": str(value.currency)}


class ReviewQuerySet(FilledQuerySet):
    def visible_to(self, user):
        """Requesters see their own; procurement, legal and auditors see all; other desks see what they have a part in;
        of what is walled, only those of them who are named. Outside counsel sees what names them, until that day.

        Being an admin opens nothing here: admins configure, they do not read.

        Asked of each review by itself (`common.models.by_key`). For a list of them, take `for_list`.
        """
        if not user.is_active:
            return self.none()
        if user.is_outside:
            return self.filter(pk__in=NamedPerson.objects.outside_now(user).values("review"))
        if sees_everything_before_walls(user):
            return self.open_to(user)
        return self.filter(Q(requester=user) | has_part_for(user.teams)).open_to(user)

    def for_list(self, user):
        """The same for a page of a list. One query more for desks other than procurement and legal."""
        keys = few_reviews_of(user)
        return self.visible_to(user) if keys is None else self.filter(pk__in=keys).open_to(user)

    def open_to(self, user):
        """Without those that are walled and neither the person's own nor name them: asked of each row by itself."""
        named = NamedPerson.objects.filter(review=OuterRef("pk"), person=user)
        return self.filter(Q(walled_at=None) | Q(requester=user) | there_is(named))

    def walled_off(self, user):
        """Walled reviews that are neither the person's own nor name them. Index: review_walled_by_vendor."""
        named = NamedPerson.objects.filter(person=user)
        return self.walled().exclude(requester=user).exclude(pk__in=named.values("review"))

    def among(self, keys):
        """Those of the keys whose reviews are among these."""
        return set(self.filter(pk__in=keys).values_list("pk", flat=True))

    def walled(self):
        return self.filter(walled_at__isnull=False)

    def not_walled(self):
        """For places where nobody in particular looks: previews, look-ups for rescue, channels."""
        return self.filter(walled_at=None)

    def shown_to_desk(self, desk):
        """What everybody on the desk sees: never what is walled."""
        reviews = self.not_walled()
        return reviews if desk.speaks_for in TWO_SIDES else reviews.filter(has_part_for([desk]))

    def with_stages_visited(self):
        """For the stage bar of one review: `visited_stages` costs no query then."""
        visits = StageVisit.objects.filter(review=models.OuterRef("pk")).order_by().values("stage")
        return self.annotate(stages_visited=ArraySubquery(visits))

    def live(self):
        return self.filter(closed_at=None)

    def held_by_nobody(self):
        """Live reviews without an open wait: always empty unless something is broken.

        The one list that has to ask every live review. Two indexes answer it without a row: review_live,
        wait_open_of_review.
        """
        waits = self.model._meta.get_field("waits").related_model._base_manager
        return self.live().filter(~Exists(waits.filter(review=OuterRef("pk"), closed_at=None)))


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
            models.Index(fields=["id"], name="review_live", condition=Q(closed_at=None)),  # what nobody holds
            models.Index(fields=["kind", "-id"], name="review_by_kind"),  # the lists of reviews and waits, by type
            # what is walled, and the vendors that came in with it
            models.Index(fields=["vendor"], name="review_walled_by_vendor", condition=Q(walled_at__isnull=False)),
            # the reviews that closed last, which the preview and the health of rules look at
            models.Index(
                fields=["-closed_at"], name="review_closed", condition=Q(closed_at__isnull=False, walled_at=None)
            ),
            # the pipeline: heads-ups, by the day on which they are needed
            models.Index(
                Coalesce("needed_by", models.Value(date.max)),
                "id",
                name="review_coming",
                condition=Q(stage=Stage.HEADS_UP),
            ),
            # how long requests of a kind took until they were signed (reviews.promises.similar)
            models.Index(
                fields=["kind", "-closed_at"],
                name="review_signed_of_kind",
                condition=Q(stage=Stage.ACTIVE, walled_at=None),
            ),
            # search in the lists
            GinIndex(OpClass(Searchable("title"), name="gin_trgm_ops"), name="review_title_contains"),
            GinIndex(ShortParts("title"), name="review_title_short_parts"),  # the same, for one or two letters
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
    def is_not_going_ahead(self):
        """Whether it was turned down or withdrawn."""
        return self.stage in NOT_GOING_AHEAD

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
    def is_under_approval(self):
        return self.stage == Stage.FINAL_APPROVAL

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
    because = models.CharField(
        max_length=200, blank=True, help_text="Why somebody outside the wall let them in; empty where it was inside."
    )

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
    """Contracts of the reviews that the person sees, and those that they or their desks read (contracts.Reader);
    procurement, legal and auditors read those without a review, too. What is walled only whoever sees the review."""
    of_review = Review.objects.filter(contract=OuterRef("pk"))
    seen = there_is(of_review.visible_to(user))
    if not user.is_active or user.is_outside:
        return Contract.objects.filter(seen)
    if sees_everything_before_walls(user):
        return Contract.objects.filter(seen | there_is_no(of_review))
    reads = Q(owner=user) | there_is(Reader.objects.filter(contract=OuterRef("pk"), person=user))
    reads |= there_is(Reader.objects.filter(contract=OuterRef("pk"), desk__in=user.teams))
    return Contract.objects.filter(seen | (reads & there_is_no(of_review.walled())))


def vendors_known_to(user):
    """Vendors without those that came in with a walled review and are met nowhere else that the person sees."""
    return Vendor.objects.filter(~_is_behind(Review.objects.walled_off(user)))


def _is_behind(walled_off):
    """A condition on vendors. Indexes: review_walled_by_vendor, review_by_vendor."""
    here = Review.objects.filter(vendor=OuterRef("pk"))
    came_with = walled_off.filter(vendor=OuterRef("pk"), requester=OuterRef("created_by"))
    elsewhere = here.filter(Q(walled_at=None) | there_is_no(walled_off.filter(pk=OuterRef("pk"))))
    return there_is(came_with) & there_is_no(elsewhere)


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
        is_told_of=True,
    ),
)
sight.put(
    "document",
    sight.Rule(
        by_person=lambda user: Document.objects.filter(
            there_is(Review.objects.visible_to(user).filter(documents=OuterRef("pk")))
        ),
        walled=lambda: Document.objects.filter(reviews__in=Review.objects.walled()),
    ),
)
sight.put(
    "vendor",
    sight.Rule(by_person=vendors_known_to, walled=lambda: Vendor.objects.filter(_is_behind(Review.objects.walled()))),
)
