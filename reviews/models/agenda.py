"""What the next check-in of both functions should talk about."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import User
from reviews.models.disagreement import Disagreement
from reviews.models.review import Review
from reviews.models.wait import Wait


class AgendaMarkQuerySet(models.QuerySet):
    def open(self):
        """Marks that nobody has talked about and whose matter still waits: what was settled meanwhile needs no talk.

        Index: agenda_mark_open.
        """
        late = Q(wait__isnull=False, wait__closed_at=None)
        return self.filter(late | Q(disagreement__in=Disagreement.objects.open()), talked_at=None)

    def with_names(self):
        about = ("wait__review", "disagreement__term__review")
        names = (f"{path}__{name}" for path in about for name in ("vendor", "requester"))
        return self.select_related(*names, *self.model.READ_WITH)


class AgendaMark(models.Model):
    """A wait that a ladder put on the agenda, or a disagreement that does not block. Once for each of them."""

    wait = models.OneToOneField(Wait, models.CASCADE, null=True, related_name="agenda_mark")
    disagreement = models.OneToOneField(Disagreement, models.CASCADE, null=True, related_name="agenda_mark")
    added_at = models.DateTimeField(default=timezone.now)
    talked_at = models.DateTimeField(null=True)
    talked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who ticked it off.")
    outcome = models.CharField(max_length=300, blank=True, help_text="What was agreed, in a line.")

    READ_WITH = (
        *("wait__desk", "wait__person", "wait__vendor", "talked_by"),
        *(f"disagreement__term__{name}" for name in ("term_type", "desk", "second_desk")),
        *("disagreement__desk", "disagreement__raised_by"),
    )
    """What actions read with an item, when they lock it."""

    objects = AgendaMarkQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="agenda_mark_is_about_one_thing",
                condition=Q(wait__isnull=False, disagreement=None) | Q(wait=None, disagreement__isnull=False),
            ),
            models.CheckConstraint(
                name="agenda_mark_that_was_talked_about_says_what_came_of_it",
                condition=Q(talked_at=None, talked_by=None, outcome="")
                | (Q(talked_at__isnull=False, talked_by__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes = [
            # the agenda of the check-in
            models.Index(fields=["added_at", "id"], name="agenda_mark_open", condition=Q(talked_at=None)),
            # what was talked about lately
            models.Index(fields=["-talked_at"], name="agenda_mark_talked", condition=Q(talked_at__isnull=False)),
        ]

    def __str__(self):
        return str(self.wait or self.disagreement)

    @property
    def review(self):
        return self.wait.review if self.wait_id else self.disagreement.review

    @review.setter
    def review(self, review):
        (self.wait or self.disagreement).review = review


class DiscussionMarkQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has talked about or taken back. Index: discussion_mark_open."""
        return self.filter(settled_at=None)


class DiscussionMark(models.Model):
    """“Discuss at check-in”: somebody asked for a review to be talked about."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="discussion_marks")
    why = models.CharField(max_length=200, help_text="What there is to talk about.")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, help_text="When it was talked about or taken back.")

    READ_WITH = ("added_by",)

    objects = DiscussionMarkQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(name="discussion_mark_says_why", condition=~Q(why="")),
            models.UniqueConstraint(
                fields=["review"], name="discussion_mark_is_open_once_a_review", condition=Q(settled_at=None)
            ),
        ]
        indexes = [
            # the agenda of the next check-in
            models.Index(fields=["added_at", "id"], name="discussion_mark_open", condition=Q(settled_at=None)),
        ]

    def __str__(self):
        return f"{self.review}: {self.why}"
