"""Asking again after a no, or after a withdrawal: a new draft that begins with what was asked before."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.locks import locked_row
from intake.models import IntakeRequest
from people.models import User


@transaction.atomic
def ask_again(former: IntakeRequest, *, by: User) -> IntakeRequest:
    """A private draft with the former request's words, size and answers. Files are left out, and a day that is past.

    A draft that was begun from it and not handed in yet is taken up again, so that two clicks make one.
    """
    former = locked_row(former, "request_type", "review")
    if former.requester_id != by.pk or not by.asks:
        raise PermissionDenied("Only the requester can ask for it again.")
    if blockers := blockers_to_ask_again(former):
        raise ValidationError(blockers)

    window = f"again {former.pk}"
    own = IntakeRequest.objects.visible_to(by).filter(begun_in__startswith=f"{window} ")
    return own.private().first() or IntakeRequest.objects.create(
        requester=by,
        request_type=former.request_type,
        begun_in=own.next_after(window),
        **_prefilled(former),
    )


def blockers_to_ask_again(former: IntakeRequest) -> list[str]:
    """Why it cannot be asked again from this request, as sentences."""
    blockers = []
    if former.review is None or not former.review.is_not_going_ahead:
        blockers.append("Only what was turned down or withdrawn can be asked for again.")
    if not former.request_type.is_active:
        blockers.append("Requests of this kind are switched off.")
    return blockers


def _prefilled(former):
    """What still fits: answers to questions that are still asked, and a day that is still to come."""
    asked = set(former.request_type.questions.values_list("key", flat=True))
    day = former.needed_by
    return {
        "title": former.title,
        "vendor_name": former.vendor_name,
        "reason": former.reason,
        "value": former.value,
        "needed_by": day if day and day > timezone.localdate() else None,
        "answers": {key: answer for key, answer in former.answers.items() if key in asked},
    }
