"""“Our side is done”: the button that both functions press, and what follows when the last desk has."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.models import Audience
from reviews.models import PART_DONE, Purpose, Slot
from reviews.pure.stages import Stage
from reviews.pure.verbs import Verb
from reviews.rounds import policies
from reviews.spine.stage import locked, move
from reviews.waits import apart
from reviews.waits import policies as wait_policies
from reviews.waits.opening_and_closing import close_wait, open_wait


@transaction.atomic
def finish_side(wait, *, by):
    """A desk is done with its terms. When every desk is, the review is aligned. Returns the review.

    The review's row is locked first, so that two desks finishing at once cannot both think the other is open.
    """
    wait = locked(wait)
    review = wait.review
    actor = wait_policies.may_close.as_whom(by, wait)
    if wait.purpose != Purpose.DESK_REVIEW or actor is None:
        raise PermissionDenied(f"{wait.who} closes this side.")
    if blockers := [
        *policies.blockers_to_done(review, wait.desk),
        *policies.blocker_of_two_functions(wait, by),
    ]:
        raise ValidationError(blockers)

    close_wait(wait, by=by, on_behalf_of=actor.for_whom, answer=PART_DONE)
    apart.keep_up(review)
    record(
        Verb.SIDE_DONE,
        review,
        by=by,
        on_behalf_of=actor.for_whom,
        audience=Audience.BUSINESS,
        desks={"of": wait.desk},
        desk=wait.desk.slug,
    )
    align_when_all_are_done(review, by=by)
    return review


def align_when_all_are_done(review, *, by):
    """When no desk has anything left to do, it is the turn of whoever talks to the vendor."""
    if policies.blockers_to_alignment(review):
        return
    move(review, Stage.ALIGNED, by=by)
    contact = review.responsible(Slot.VENDOR_CONTACT)
    open_wait(
        review,
        Purpose.JOINT_POSITION,
        needed=f"Send our joint position to {review.vendor}, or ask for final approval."[:200],
        by=by,
        desk=contact.desk,
        person=contact.holder_on(review),
    )
