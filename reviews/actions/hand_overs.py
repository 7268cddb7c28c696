"""Handing a wait over, with a reason."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from people.log import record
from people.notices import withdraw
from reviews import policies, reminders
from reviews.actions.telling import tell_of_move
from reviews.actions.waits import audience_of, locked
from reviews.models import Holder
from reviews.verbs import Verb


@transaction.atomic
def hand_over(wait, *, to, reason, by):
    """Hand a wait to another member of its desk, with a reason. Both the old and the new holder are told."""
    wait = locked(wait)
    if not policies.may_hand_over(by, wait):
        raise PermissionDenied(f"Only {wait.who} or a lead of the desk can hand this over.")
    if not wait.is_open:
        raise ValidationError(["This has been done already."])
    if not (to.is_active and policies.may_claim(to, wait)):
        raise ValidationError([f"{to} cannot take this: it is for members of {wait.desk}, never for the requester."])
    if not reason.strip():
        raise ValidationError(["Say in a few words why you hand this over."])

    former = wait.person
    wait.holder, wait.person, wait.claimed_at = Holder.PERSON, to, timezone.now()
    wait.save(update_fields=["holder", "person", "claimed_at"])
    withdraw(reminders.topic_of(wait))
    record(
        Verb.HANDED_OVER,
        wait.review,
        by=by,
        summary=f"handed over to {to}: {wait.needed}",
        audience=audience_of(wait),
        wait=wait.pk,
        reason=reason,
    )
    tell_of_move(wait, {to, former} - {by, None}, f"{by} handed this to {to}: {wait.needed} ({reason})")
    return wait
