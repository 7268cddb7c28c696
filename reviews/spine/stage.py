"""Locking a review and what belongs to it; moving it along its stages: the only code that writes `Review.stage` and
its `StageVisit`s."""

from django.core.exceptions import ValidationError
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils import timezone

from common.locks import GONE, locked_row
from common.log import record
from common.models import Audience
from reviews.models import Review, StageVisit
from reviews.pure.stages import CLOSED
from reviews.pure.verbs import Verb
from reviews.spine import policies


def locked(row, *, gone=GONE):
    """The same review, or the same row of a review, read again and locked: the second of two people waits here.

    The review comes first everywhere, so that what happens to one review happens one after the other, and two people
    who lock several of its rows cannot lock each other out. What is read with a row is its model's `READ_WITH`; its
    `review` is the locked one. Raises ValidationError with the sentence `gone` where the row was deleted meanwhile.
    """
    if isinstance(row, Review):
        return locked_row(row, *Review.READ_WITH)
    review = locked(row.review)
    row = locked_row(row, *row.READ_WITH, gone=gone)
    row.review = review
    return row


def locked_with(review, document):
    """(the same review, the other live reviews that hold its document), all read again and locked.

    They are locked in the order of their keys: two people at once never wait for each other in a circle.
    """
    rows = Review.objects.filter(documents=document).select_related(*Review.READ_WITH)
    reviews = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if review not in reviews:
        raise ValidationError(["This document belongs to another review."])
    return reviews[reviews.index(review)], [other for other in reviews if other != review and other.is_live]


def enter(review):
    """Write down that the stay of the review in its present stage begins."""
    StageVisit.objects.create(review=review, stage=review.stage, began_at=review.stage_since)


def move(review, stage, *, by):
    """Follow an arrow of the stage table, after what `by` did. Refuses, in a sentence, where there is none.

    Returns the review.
    """
    if blockers := policies.blockers_to_move(review, stage):
        raise ValidationError(blockers)

    former, review.stage = review.stage, stage
    review.stage_since = timezone.now()
    if stage in CLOSED:
        review.closed_at, review.ended_from = review.stage_since, former
    review.save(update_fields=["stage", "stage_since", "closed_at", "ended_from"])
    review.stage_visits.open().update(ended_at=Greatest("began_at", Value(review.stage_since)))
    if stage not in CLOSED:
        enter(review)
    record(
        Verb.MOVED,
        review,
        by=None,  # nobody moves a review: it follows from what somebody did
        people={"after": by},
        audience=Audience.INTERNAL,  # reviewers' words; the requester reads the act itself, and the stage bar
        former=former,
        stage=stage,
    )
    return review
