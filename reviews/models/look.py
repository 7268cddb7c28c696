"""When somebody looked at a review last, so that what came since can be marked for them. Nobody else is told."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from people.models import User
from reviews.models.review import Review

SITTING = timedelta(minutes=15)
"""Whoever comes back within this time is still at it: the marks stay until they have been away."""

WRITTEN_EVERY = timedelta(minutes=1)
"""Opening a page many times costs one write a minute."""


class LookQuerySet(models.QuerySet):
    def marks_since(self, review: Review, person: User) -> datetime | None:
        """Since when what is new is marked for the person; None where they look for the first time."""
        return self.filter(review=review, person=person).values_list("marks_since", flat=True).first()

    def look(self, review: Review, person: User) -> datetime | None:
        """Note that the person looks now at a review that came `with_looks`. The same moment as `marks_since` says."""
        now, before, since = timezone.now(), review.looked_at, review.marks_since
        if before and now - before < WRITTEN_EVERY:
            return since
        if before and now - before >= SITTING:
            since = before
        self.bulk_create(
            [self.model(review=review, person=person, looked_at=now, marks_since=since)],
            update_conflicts=True,
            unique_fields=["person", "review"],
            update_fields=["looked_at", "marks_since"],
        )
        return since


def with_looks(reviews: models.QuerySet[Review], person: User) -> models.QuerySet[Review]:
    """The reviews with when the person looked last (`looked_at`), and since when things are new (`marks_since`)."""
    own = Look.objects.filter(person=person, review=OuterRef("pk"))
    return reviews.annotate(
        looked_at=Subquery(own.values("looked_at")),
        marks_since=Subquery(own.values("marks_since")),
    )


class Look(models.Model):
    """The last look of one person at one review."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, models.CASCADE, related_name="+")
    looked_at = models.DateTimeField()
    marks_since = models.DateTimeField(null=True, help_text="When they had looked before they came back this time.")

    objects = LookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "review"], name="look_is_one_a_person_and_review"),
            models.CheckConstraint(
                name="look_marks_since_an_earlier_one",
                condition=models.Q(marks_since=None) | models.Q(marks_since__lte=models.F("looked_at")),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.review}"
