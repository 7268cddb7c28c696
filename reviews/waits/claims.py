"""Taking a wait out of the shared queue, and giving it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from notices.actions import withdraw
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import tell_of_move
from reviews.waits import holdings, lines, policies, reminders
from reviews.waits.opening_and_closing import audience_of


@transaction.atomic
def claim(wait, *, by):
    """Take a wait out of the desk's shared queue. The second of two people at once is told who was first."""
    wait = locked(wait)
    actor = policies.may_claim.as_whom(by, wait)
    if actor is None:
        raise PermissionDenied(_who_may_claim(wait, by))
    if blockers := policies.blockers_to_claim(wait):
        raise ValidationError(blockers)

    holdings.pass_on(wait, by, on_behalf_of=actor.for_whom)
    withdraw(reminders.topic_of(wait))
    record(
        Verb.CLAIMED,
        wait.review,
        by=by,
        on_behalf_of=wait.on_behalf_of,
        audience=audience_of(wait),
        **lines.about(wait, desks={"of": wait.desk}, holder=wait.holder, desk=wait.desk.slug),
    )
    return wait


def _who_may_claim(wait, by):
    if wait.desk is None:
        return f"This is with {wait.who}."
    if by.pk == wait.review.requester_id:
        return "This is your own request: somebody else must look at it."
    return f"Only {'leads' if wait.leads_only else 'members'} of {wait.desk} can take this."


@transaction.atomic
def release(wait, *, by, quietly=False):
    """Give a claimed wait back to its desk. `quietly`: the caller tells who had it."""
    wait = locked(wait)
    actor = policies.may_hand_over.as_whom(by, wait)
    if actor is None or not policies.may_release(by, wait):
        raise PermissionDenied(f"Only {wait.who} or a lead of the desk can give this back.")
    if not wait.is_open:
        raise ValidationError(["This has been done already."])
    if blockers := policies.blockers_of_named_approval(wait):
        raise ValidationError(blockers)

    former = wait.person
    holdings.pass_on(wait, None)
    withdraw(reminders.topic_of(wait))
    record(
        Verb.RELEASED,
        wait.review,
        by=by,
        on_behalf_of=actor.for_whom,
        **lines.about(wait, desks={"of": wait.desk}, holder=wait.holder, desk=wait.desk.slug),
    )
    if former != by and not quietly:
        tell_of_move(wait, [former], f"{by} gave this back to {wait.desk}: {wait.needed}", rests=True)
    return wait
