"""What a meeting talks about, and what came of it."""

from django.db import models
from django.db.models import OuterRef, Q

from checkins.models.meeting import Meeting
from common import sight
from common.models.by_key import there_is
from contracts.models import Contract
from people.models import Team, User
from reviews.models import Disagreement, Review, Term, Wait


class Group(models.TextChoices):
    """The parts of an agenda, in the order of what silence costs."""

    LATE = "late", "Late, or silent"
    TERMS = "terms", "Shared terms and disagreements"
    RENEWALS = "renewals", "Renewals to act on"
    FIRST_LOOKS = "first_looks", "First looks with flags"
    DESKS = "desks", "Empty or overloaded desks"
    REFUSALS = "refusals", "Refusals to tell people about"
    CARRIED = "carried", "Carried over"
    ADDED = "added", "Put on the agenda by hand"


class Result(models.TextChoices):
    """What came of an item."""

    DECISION = "decision", "Decision"
    ACTION = "action", "Action"
    INFORMATION = "information", "Information"
    CARRY_OVER = "carry_over", "Carry over"


class ItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Items of meetings that the person sees, about what they may see now. Nothing of their own requests, which
        the desks talk about among themselves; loads of people are for leads."""
        of_meetings = self.filter(there_is(Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))))
        return of_meetings.shown_to(user)

    def shown_to(self, user):
        """The same for items of a meeting that the person sees: asked of each row by itself."""
        reviews = Review.objects.visible_to(user).exclude(requester=user)
        seen = Q(review=None) | there_is(reviews.filter(pk=OuterRef("review")))
        contracts = sight.rows_for("contract", user)
        seen &= Q(contract=None) | there_is(contracts.filter(pk=OuterRef("contract")))
        if not user.teams_led:
            seen &= Q(for_leads=False)
        return self.filter(seen)

    def shown_to_all(self, people):
        """What may stand on a screen that all of these people look at."""
        items = self
        for person in people:
            items = items.shown_to(person)
        return items

    def reached(self):
        """Talked about, with what came of it."""
        return self.exclude(result="")

    def with_names(self):
        return self.select_related(*self.model.READ_WITH)


class Item(models.Model):
    """One line of an agenda: a pointer to what it is about, and a sentence. It holds no words that people typed
    elsewhere: those are read where they stand, by rights."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    group = models.CharField(max_length=12, choices=Group)
    key = models.CharField(max_length=60, help_text="What it is about, the same in every meeting.")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200)
    what = models.CharField(max_length=300, blank=True, help_text="What is the matter, in a few words.")
    by_hand = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who put it there.")
    for_leads = models.BooleanField(default=False, help_text="For leads alone: it is about how much people hold.")
    times_carried = models.PositiveSmallIntegerField(default=0)

    review = models.ForeignKey(Review, models.CASCADE, null=True, related_name="+")
    wait = models.ForeignKey(Wait, models.SET_NULL, null=True, related_name="+")
    term = models.ForeignKey(Term, models.SET_NULL, null=True, related_name="+")
    disagreement = models.ForeignKey(Disagreement, models.SET_NULL, null=True, related_name="+")
    contract = models.ForeignKey(Contract, models.CASCADE, null=True, related_name="+")
    desk = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")

    result = models.CharField(max_length=12, choices=Result, blank=True)
    outcome = models.CharField(max_length=500, blank=True, help_text="What came of it, in a sentence.")
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)

    READ_WITH = (
        *("meeting__series", "review__vendor", "review__requester", "wait__desk", "wait__person", "term__term_type"),
        *("term__desk", "term__second_desk", "disagreement__desk", "disagreement__raised_by", "contract__vendor"),
        *("desk", "by_hand", "written_by"),
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], name="item_is_once_on_an_agenda"),
            models.CheckConstraint(name="item_group_is_known", condition=Q(group__in=Group.values)),
            models.CheckConstraint(
                name="item_result_says_who_wrote_it_and_when",
                condition=Q(result="", outcome="", written_by=None, written_at=None)
                | (Q(result__in=Result.values, written_by__isnull=False, written_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="item_outcome_is_in_words_unless_carried_over",
                condition=Q(result__in=["", Result.CARRY_OVER]) | ~Q(outcome=""),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_reached(self):
        """Whether something came of it. What is carried over was reached too, and comes again."""
        return bool(self.result)

    @property
    def url(self):
        """Where to read more; empty for what stands nowhere else."""
        for row in (self.disagreement, self.review):
            if row is not None:
                return row.get_absolute_url()
        return ""
