"""A term that our playbook expects and that a contract does without, said by the desk that owns it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import User
from reviews.models.review import Review
from reviews.models.superseding import Superseded, stays_until_superseded, superseded_with_a_reason
from reviews.models.term_type import TermType


class NotNeeded(Superseded):
    """“Not needed here”, and why. Taking it back supersedes the row."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="not_needed")
    term_type = models.ForeignKey(TermType, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["term_type__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "term_type"],
                name="term_is_said_not_to_be_needed_once",
                condition=Q(superseded_at=None),
            ),
            models.CheckConstraint(name="not_needed_says_why", condition=~Q(reason="")),
            superseded_with_a_reason("not_needed_is_superseded_with_a_reason"),
        ]
        triggers = stays_until_superseded("not_needed_stays", "What was said not to be needed")

    def __str__(self):
        return f"{self.term_type}: not needed"
