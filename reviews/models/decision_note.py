"""The plain-language explanation of a no, drafted by one function and co-signed by the other."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.models import User
from reviews.models.review import Review, of_seen_reviews
from reviews.models.wait import Wait


class DecisionNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reviewers read every note; the requester reads it once both functions have signed."""
        notes = self.filter(of_seen_reviews(user))
        signed_or_not_mine = Q(co_signed_at__isnull=False) | ~Q(review__requester=user)
        return notes.filter(signed_or_not_mine)


class DecisionNote(models.Model):
    """What we decided and why, what could have happened, what would change our mind, what to do instead."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="decision_notes")
    what = models.TextField(help_text="What we decided.")
    why = models.TextField(help_text="Why, without jargon.")
    could_have_happened = models.TextField(help_text="What could have gone wrong.")
    would_change_our_mind = models.TextField(help_text="What would have to be different.")
    instead = models.TextField(help_text="What you can do instead.")
    wait = models.OneToOneField(Wait, models.PROTECT, related_name="decision_note")
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="drafted_notes")
    drafted_at = models.DateTimeField(default=timezone.now)
    co_signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="co_signed_notes")
    co_signed_at = models.DateTimeField(null=True)
    objected_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="objected_notes")
    objection = models.TextField(blank=True, help_text="Why the other function did not sign.")

    READ_WITH = ("drafted_by",)
    """What actions read with a note, when they lock it."""

    objects = DecisionNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_note_is_signed_by_two_people",
                condition=Q(co_signed_by__isnull=True, co_signed_at__isnull=True)
                | (Q(co_signed_by__isnull=False, co_signed_at__isnull=False) & ~Q(co_signed_by=F("drafted_by"))),
            ),
            models.CheckConstraint(
                name="decision_note_objection_says_why",
                condition=Q(objected_by__isnull=True, objection="") | (Q(objected_by__isnull=False) & ~Q(objection="")),
            ),
            models.UniqueConstraint(
                name="decision_note_is_open_once_per_review",
                fields=["review"],
                condition=Q(co_signed_at__isnull=True, objected_by__isnull=True),
            ),
        ]

    def __str__(self):
        return f"Decision note on {self.review.reference}"
