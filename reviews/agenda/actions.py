"""Putting a review on the agenda of the next check-in, and taking it off again."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from reviews.agenda import policies
from reviews.models import DiscussionMark
from reviews.pure.verbs import Verb
from reviews.spine.policies import faults_of_length
from reviews.spine.stage import locked

WHO = "Members of the desks put reviews on the agenda; nobody their own request."


@transaction.atomic
def mark_for_check_in(review, why, *, by):
    """Ask for a review to be talked about at the next check-in. Returns the mark."""
    review, why = locked(review), why.strip()
    if not policies.may_mark(by, review):
        raise PermissionDenied(WHO)
    if blockers := policies.blockers_to_mark(review):
        raise ValidationError(blockers)
    if not why:
        raise ValidationError(["Say what there is to talk about."])
    if faults := faults_of_length(DiscussionMark, why=why):
        raise ValidationError(faults)
    mark = DiscussionMark.objects.create(review=review, why=why, added_by=by)
    record(Verb.MARKED_FOR_CHECK_IN, review, by=by, texts={"why": why}, mark=mark.pk)
    return mark


@transaction.atomic
def take_off_agenda(review, *, by):
    """It need not be talked about any more."""
    review = locked(review)
    if not policies.may_mark(by, review):
        raise PermissionDenied(WHO)
    mark = policies.open_mark(review)
    if mark is None:
        raise ValidationError(["This is not on the agenda."])
    _settle(mark)
    record(Verb.TAKEN_OFF_AGENDA, review, by=by, mark=mark.pk)
    return mark


@transaction.atomic
def settle_marks(marks):
    """Both functions have talked about these: the check-in says so."""
    for mark in marks.open():
        _settle(mark)


def _settle(mark):
    mark.settled_at = timezone.now()
    mark.save(update_fields=["settled_at"])
