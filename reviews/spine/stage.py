"""Moving a review along its stages: the only code that writes `Review.stage` and its `StageVisit`s."""

from django.core.exceptions import ValidationError
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils import timezone

from common.log import record
from common.models import Audience
from reviews.models import Review, StageVisit
from reviews.pure.stages import CLOSED
from reviews.pure.verbs import Verb
from reviews.spine import policies


def locked(review):
    """The same review, read again with its row locked for the rest of the transaction."""
    return Review.objects.select_for_update(of=("self",)).select_related("vendor", "requester").get(pk=review.pk)


def locked_with(review, document):
    """(the same review, the other live reviews that hold its document), all read again and locked.

    They are locked in the order of their keys: two people at once never wait for each other in a circle.
    """
    rows = Review.objects.filter(documents=document).select_related("vendor", "requester")
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
