"""The atom of Duet: somebody must act before work can go on.

The status line, the queues, reminders and target times are readings of these rows; nobody types a status.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Min, OuterRef, Q
from django.utils import timezone

from common.models.by_key import there_is
from common.models.related import FilledQuerySet, fetch
from common.searching import Searchable, ShortParts
from people.absences import note_who_is_away
from people.models import TWO_SIDES, Team, User
from reviews.acting.standing_in import desks_led
from reviews.models.review import Review, of_seen_reviews
from reviews.models.superseding import before_update
from reviews.models.term import Term
from reviews.pure.four_eyes import refuse_both_sides
from vendors.models import Vendor


class Purpose(models.TextChoices):
    """What kind of act is awaited: decides target time, ladder and which button closes the wait."""

    FULL_REQUEST = "full_request", "Full request"
    FIRST_LOOK = "first_look", "First look"
    SPLIT = "split", "Split"
    DESK_REVIEW = "desk_review", "Desk review"
    QUESTION = "question", "Question to the requester"
    DESK_QUESTION = "desk_question", "Question to another desk"
    VENDOR_QUESTION = "vendor_question", "Question to the vendor"
    ESCALATION = "escalation", "Escalated term"
    DISAGREEMENT = "disagreement", "Disagreement on a term"
    JOINT_POSITION = "joint_position", "Joint position to the vendor"
    VENDOR_REPLY = "vendor_reply", "Vendor's reply"
    APPROVAL = "approval", "Final approval"
    CO_SIGNATURE = "co_signature", "Co-signing a decision note"
    SIGNATURE = "signature", "Signature"


QUESTIONS = (Purpose.QUESTION, Purpose.DESK_QUESTION, Purpose.VENDOR_QUESTION)
"""What is asked on behalf of another wait, which stands still until the answer is there."""

FOR_THE_NAMED = (Purpose.APPROVAL, Purpose.ESCALATION, Purpose.DISAGREEMENT)
"""What somebody may be named for, wherever they sit, when nobody who is asked could settle it (reviews.unheld)."""

PART_DONE = "Our side is done"
"""What came of a desk's review when the desk said so: handed over or rerouted, it is closed with another answer."""

STANDS_STILL = ExpressionWrapper(Q(paused_at__isnull=False), BooleanField())
"""Whether a wait is paused: what is sorts behind whatever runs."""

PAUSED_LAST = ("stands_still", "due_at", "pk")
"""The order of the queue (`WaitQuerySet.paused_last`)."""

PAUSE = ["paused_at", "pause_reason", "resumes_at", "waits_for"]
"""The columns of a pause."""


class Holder(models.TextChoices):
    """Who holds a wait."""

    DESK = "desk", "Desk"
    PERSON = "person", "Person"
    REQUESTER = "requester", "Requester"
    VENDOR = "vendor", "Vendor"


HOLDING = ("person", "on_behalf_of", "vendor")
"""Whom a wait names as its holder, besides the desk."""

HOLDERS = ("desk__calendar", *HOLDING)
"""The same with the desk, and by which calendar, for `select_related`."""

HOLDER_FIELDS = ["holder", "person", "on_behalf_of", "claimed_at"]
"""What `Wait.pass_to` changes."""


class WaitQuerySet(FilledQuerySet):
    def visible_to(self, user):
        """Waits of the reviews that the person may see."""
        return self.filter(of_seen_reviews(user))

    def open(self):
        return self.filter(closed_at__isnull=True)

    def in_hands_of(self, person):
        """What the person holds for a desk: what somebody else would have to do while they are away."""
        return self.open().filter(person=person, holder=Holder.PERSON, desk__isnull=False)

    def running(self):
        """Open and not paused: the clock runs."""
        return self.open().filter(paused_at__isnull=True)

    def overdue(self, at):
        return self.running().filter(due_at__lt=at)

    def for_queue(self, user):
        """What the person's desks hold, taken or not, and what the person holds; nothing of their own requests.

        For a page of it, take `queue_parts`: this set is found as a whole. Indexes: wait_queue_of_desk,
        wait_queue_of_person.
        """
        first, *others = [part.order_by().values("pk") for part in self.queue_parts(user)]
        return self.filter(pk__in=first.union(*others, all=True))  # an OR over all would use none of the indexes

    def queue_parts(self, user):
        """The same in parts that have no wait in common: one for each desk, and what the person holds besides. In each
        of them an index has the waits in the order in which they are due, so that a page reads no more than it shows.
        """
        reviews = Review.objects.open_to(user).exclude(requester=user)
        waits = self.open().filter(there_is(reviews.filter(pk=OuterRef("review"))))
        led = desks_led(user)
        of_desks = [
            waits.filter(desk=desk) if desk.pk in led else waits.filter(desk=desk, leads_only=False)
            for desk in user.teams
        ]
        held = waits.filter(person=user, holder=Holder.PERSON)
        besides = Q(desk=None) | ~Q(desk__in=user.teams) | Q(leads_only=True) & ~Q(desk__in=led)
        return [*of_desks, held.filter(besides)]

    def paused_last(self):
        """For the order `PAUSED_LAST`: what runs by when it is due, then what stands still.

        Indexes: wait_desk_paused_last, wait_person_paused_last.
        """
        return self.annotate(stands_still=STANDS_STILL)

    def not_walled_off(self, user):
        """For lists that do not begin with `visible_to`."""
        return self.exclude(review__in=Review.objects.walled_off(user))

    def questions(self):
        """What is asked of others, answered or not."""
        return self.filter(purpose__in=QUESTIONS)

    def parts_done(self):
        """Reviews of desks whose people have said that their part is done."""
        return self.filter(purpose=Purpose.DESK_REVIEW, closed_at__isnull=False, answer=PART_DONE)

    def due_soon(self, at):
        """Warned about, but not late yet."""
        return self.running().filter(warn_at__lte=at, due_at__gte=at)

    def with_holders(self):
        """Who holds each, for whom, and whether they are away: three queries at most."""
        return self.select_related("desk__calendar").filled_by(_fill_holders)

    def load_by_person(self, at):
        """[{person, open, overdue, paused, oldest}] of these waits; person None is what nobody has taken.

        Index: wait_load_of_desk, which is read without the rows: it has every column that is counted.
        """
        running = Q(paused_at=None)
        counts = {
            "open": Count("opened_at"),
            "overdue": Count("opened_at", filter=running & Q(due_at__lt=at)),
            "paused": Count("paused_at"),
            "oldest": Min("opened_at", filter=running),
        }
        return self.order_by().values("person").annotate(**counts)

    def with_names(self):
        """Everything that a line about a wait names, in five queries at most."""
        return self.select_related("desk__calendar", "review__vendor").filled_by(_fill_names)


def _fill_holders(waits):
    fetch((waits, HOLDING))
    note_who_is_away([wait.person for wait in waits if wait.person])


def _fill_names(waits):
    """Holders, the requester, and what a wait stands still for: only what is paused has any of that."""
    paused = [wait for wait in waits if wait.paused_at is not None]
    questions = Wait.objects.open().filter(blocks__in=[wait.pk for wait in paused]).select_related("desk")
    asked = list(questions) if paused else []
    for wait in waits:
        wait.open_blockers = [question for question in asked if question.blocks_id == wait.pk]
    fetch((paused, ["waits_for"]), using={Wait: Wait.objects.select_related("desk")})
    behind = [wait.waits_for for wait in paused if wait.waits_for]
    fetch(([*waits, *asked, *behind], HOLDING), ([wait.review for wait in waits], ["requester"]))
    note_who_is_away([wait.person for wait in waits if wait.person])


class Wait(models.Model):
    """Somebody must act: exactly one holder, one sentence, since when, due when."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="waits")
    purpose = models.CharField(max_length=16, choices=Purpose)
    needed = models.CharField(max_length=200, help_text="What is needed, in one sentence.")
    question = models.TextField(blank=True, help_text="The full text, when the sentence is not enough.")
    term = models.ForeignKey(Term, models.SET_NULL, null=True, related_name="waits")

    holder = models.CharField(max_length=10, choices=Holder)
    desk = models.ForeignKey(Team, models.PROTECT, null=True, related_name="waits", help_text="Whose queue it is in.")
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="waits")
    vendor = models.ForeignKey(Vendor, models.PROTECT, null=True, related_name="waits")
    on_behalf_of = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="waits_with_delegates",
        help_text="Who is away, and whose delegate holds it.",
    )
    leads_only = models.BooleanField(default=False, help_text="Only leads of the desk can take it.")

    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="asked_waits")
    blocks = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        related_name="blockers",
        help_text="The wait that is paused meanwhile.",
    )
    waits_for = models.ForeignKey(
        "self", models.RESTRICT, null=True, related_name="held_up", help_text="It cannot go on before this one is done."
    )
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    first_due_at = models.DateTimeField(
        null=True, editable=False, help_text="When it was due as it was opened: what the requester was told first."
    )
    warn_at = models.DateTimeField(null=True, help_text="When three quarters of the target time are gone.")
    claimed_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_time = models.DurationField(default=timedelta, help_text="Business time it has been paused before.")
    pause_reason = models.CharField(max_length=300, blank=True, help_text="Why it stands still, for the requester too.")
    resumes_at = models.DateTimeField(null=True, help_text="When it goes on by itself.")
    sent_at = models.DateTimeField(null=True, help_text="When a question was sent to the vendor.")
    remind_at = models.DateTimeField(null=True, help_text="When the next rung of the ladder is reached.")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="closed_waits")
    closed_on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True, help_text="What came of it.")
    apart = ArrayField(
        models.BigIntegerField(),
        default=list,
        editable=False,
        help_text="Who has done something here that may keep them from settling it (reviews.waits.apart).",
    )

    READ_WITH = (*HOLDERS, "blocks__desk", "waits_for")
    """What actions read with a wait, when they lock it."""

    objects = WaitQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(name="wait_purpose_is_known", condition=Q(purpose__in=Purpose.values)),
            models.CheckConstraint(
                name="wait_has_exactly_one_holder",
                condition=Q(holder=Holder.DESK, desk__isnull=False, person__isnull=True, vendor__isnull=True)
                | Q(holder=Holder.PERSON, person__isnull=False, vendor__isnull=True)
                | Q(holder=Holder.REQUESTER, person__isnull=False, desk__isnull=True, vendor__isnull=True)
                | Q(holder=Holder.VENDOR, vendor__isnull=False, desk__isnull=True, person__isnull=True),
            ),
            models.CheckConstraint(
                name="wait_is_claimed_by_a_person_out_of_a_desk",
                condition=Q(claimed_at__isnull=True)
                | Q(claimed_at__isnull=False, holder=Holder.PERSON, desk__isnull=False),
            ),
            models.CheckConstraint(
                name="wait_is_held_for_somebody_else_by_a_person",
                condition=Q(on_behalf_of=None) | (Q(holder=Holder.PERSON) & ~Q(on_behalf_of=F("person"))),
            ),
            models.CheckConstraint(
                name="wait_is_closed_for_somebody_else",
                condition=Q(closed_on_behalf_of=None)
                | (Q(closed_by__isnull=False) & ~Q(closed_on_behalf_of=F("closed_by"))),
            ),
            models.CheckConstraint(
                name="wait_that_is_closed_reminds_nobody",
                condition=Q(closed_at__isnull=True) | Q(remind_at__isnull=True),
            ),
            models.CheckConstraint(
                name="wait_that_is_paused_reminds_nobody",
                condition=Q(paused_at__isnull=True) | Q(remind_at__isnull=True),
            ),
            models.CheckConstraint(
                name="wait_pause_has_a_reason_and_one_end",
                condition=Q(resumes_at__isnull=True, waits_for__isnull=True, pause_reason="")
                | (
                    Q(paused_at__isnull=False)
                    & ~Q(pause_reason="")
                    & (
                        Q(resumes_at__isnull=False, waits_for__isnull=True)
                        | Q(resumes_at__isnull=True, waits_for__isnull=False)
                    )
                ),
            ),
            models.CheckConstraint(
                name="wait_does_not_wait_for_itself",
                condition=Q(waits_for__isnull=True) | ~Q(waits_for=models.F("pk")),
            ),
            models.CheckConstraint(
                name="wait_that_is_closed_stands_still_for_nothing",
                condition=Q(closed_at__isnull=True) | Q(paused_at__isnull=True),
            ),
            models.CheckConstraint(
                name="question_among_us_is_in_the_queue_of_a_desk",
                condition=~Q(purpose__in=[Purpose.DESK_QUESTION, Purpose.VENDOR_QUESTION]) | Q(desk__isnull=False),
            ),
            models.CheckConstraint(
                name="wait_that_was_sent_is_a_question_to_the_vendor",
                condition=Q(sent_at__isnull=True) | Q(purpose=Purpose.VENDOR_QUESTION),
            ),
            models.UniqueConstraint(
                name="wait_for_a_desk_review_is_open_once_per_desk",
                fields=["review", "desk"],
                condition=Q(purpose=Purpose.DESK_REVIEW, closed_at__isnull=True),
            ),
        ]
        indexes = [
            # The shared queue of a desk, oldest due first.
            models.Index(fields=["desk", "due_at", "id"], name="wait_queue_of_desk", condition=Q(closed_at=None)),
            # The same, of what nobody has taken.
            models.Index(
                fields=["desk", "due_at", "id"],
                name="wait_unclaimed_of_desk",
                condition=Q(closed_at=None, person=None),
            ),
            # The reviews in which a desk has, or had, a part (Review.objects.visible_parts).
            models.Index(fields=["desk", "review"], name="wait_part_of_desk", condition=Q(desk__isnull=False)),
            # What one person holds.
            models.Index(fields=["person", "due_at", "id"], name="wait_queue_of_person", condition=Q(closed_at=None)),
            # The same two with what stands still at the end: the pages of the queue.
            models.Index(
                "desk", STANDS_STILL, "due_at", "id", name="wait_desk_paused_last", condition=Q(closed_at=None)
            ),
            models.Index(
                "person", STANDS_STILL, "due_at", "id", name="wait_person_paused_last", condition=Q(closed_at=None)
            ),
            # What somebody waits for because they asked.
            models.Index(fields=["asked_by", "due_at", "id"], name="wait_asked_by", condition=Q(closed_at=None)),
            # The load of a desk, person by person, without reading a row.
            models.Index(
                fields=["desk", "person"],
                include=["due_at", "opened_at", "paused_at", "review"],
                name="wait_load_of_desk",
                condition=Q(closed_at=None),
            ),
            # What nobody can do (reviews.unheld.finding): those who are there have all done something else here.
            GinIndex(fields=["apart"], name="wait_apart", condition=Q(closed_at=None, paused_at=None)),
            # The same, of what no desk of its own is asked for, or what any two leads can settle.
            models.Index(
                fields=["purpose", "due_at"],
                name="wait_of_few_purposes",
                condition=Q(
                    closed_at=None,
                    paused_at=None,
                    purpose__in=[Purpose.SPLIT, Purpose.DISAGREEMENT, Purpose.VENDOR_REPLY],
                ),
            ),
            # The same, in the hands of somebody who is kept apart from it.
            models.Index(
                fields=["desk", "due_at"],
                name="wait_in_hands_kept_apart",
                condition=Q(closed_at=None, paused_at=None, apart__contains=[F("person")]),
            ),
            # Search in the queue.
            GinIndex(
                OpClass(Searchable("needed"), name="gin_trgm_ops"),
                name="wait_needed_contains",
                condition=Q(closed_at=None),
            ),
            # The same, for one or two letters.
            GinIndex(ShortParts("needed"), name="wait_needed_short_parts", condition=Q(closed_at=None)),
            # The status line of a review.
            models.Index(fields=["review", "due_at"], name="wait_open_of_review", condition=Q(closed_at=None)),
            # The sweep that ends pauses.
            models.Index(fields=["resumes_at"], name="wait_to_resume", condition=Q(resumes_at__isnull=False)),
            # The sweep that climbs ladders.
            models.Index(fields=["remind_at"], name="wait_to_remind", condition=Q(remind_at__isnull=False)),
        ]
        triggers = [before_update("refuse_both_sides", refuse_both_sides(part_done=PART_DONE, joint=TWO_SIDES))]

    def __str__(self):
        return f"{self.review.reference}: {self.needed}"

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_among_reviewers(self):
        """Whether the requester learns of it only through its result: a no is told once both functions sign it,
        and what they disagree on is theirs."""
        return self.purpose in {Purpose.CO_SIGNATURE, Purpose.DISAGREEMENT}

    @property
    def is_question(self):
        return self.purpose in QUESTIONS

    @property
    def is_question_to_desk(self):
        return self.purpose == Purpose.DESK_QUESTION

    @property
    def is_question_to_vendor(self):
        return self.purpose == Purpose.VENDOR_QUESTION

    @property
    def who(self):
        """Whoever must act: a user, a team or a vendor."""
        return {
            Holder.DESK: self.desk,
            Holder.PERSON: self.person,
            Holder.REQUESTER: self.person,
            Holder.VENDOR: self.vendor,
        }[Holder(self.holder)]

    @property
    def who_for_whom(self):
        """In words, with the one they hold it for: “Ben Buyer for Lena Lead”."""
        return f"{self.who} for {self.on_behalf_of}" if self.on_behalf_of_id else str(self.who)

    @property
    def held_since(self):
        """When the present holder got it."""
        return self.claimed_at or self.opened_at

    def pass_to(self, person, *, on_behalf_of=None, at):
        """Let a person hold it from `at` on, or its desk (None). Does not save: `HOLDER_FIELDS` are what changed."""
        self.holder = Holder.PERSON if person else Holder.DESK
        self.person, self.on_behalf_of = person, on_behalf_of
        self.claimed_at = at if person and self.desk else None

    def stand_still(self, *, at, reason="", resumes_at=None, waits_for=None):
        """Let the clock stop at `at`, if it runs. A pause with a `reason` ends on a day or when another wait is done;
        a question needs no reason. Does not save: `PAUSE` and `remind_at` are what changed."""
        self.paused_at = self.paused_at or at
        self.remind_at = None
        if reason:  # a question that is asked during a pause leaves its reason alone
            self.pause_reason, self.resumes_at, self.waits_for = reason, resumes_at, waits_for

    def drop_reason(self):
        """What it stood still for is over. An open question may still hold it up. Does not save."""
        self.pause_reason, self.resumes_at, self.waits_for = "", None, None

    def go_on(self):
        """Stand still for nothing any more. Does not save: `PAUSE` is what changed."""
        self.drop_reason()
        self.paused_at = None

    def is_overdue(self, at=None):
        return self.is_open and self.paused_at is None and self.due_at < (at or timezone.now())

    def is_due_on_the_day_of(self, at):
        """Whether it is due on the calendar's day of this moment."""
        zone = ZoneInfo(self.desk.calendar.time_zone) if self.desk else timezone.get_current_timezone()
        return self.due_at.astimezone(zone).date() == at.astimezone(zone).date()

    def is_due_soon(self, at=None):
        """Whether three quarters of its time are gone and the rest is not."""
        at = at or timezone.now()
        return self.is_open and self.paused_at is None and bool(self.warn_at) and self.warn_at <= at <= self.due_at
