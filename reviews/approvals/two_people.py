"""Whether two people always approve for two desks: an admin's choice, for approvals that are asked from then on."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from people.models import User
from people.policies import may_configure
from reviews.models import Approval, How, Review, TwoApprovers
from reviews.pure.verbs import Verb
from reviews.spine import policies as spine_policies

LOOKED_AT = 200
"""The last reviews that were approved, for the preview."""


def always_two() -> bool:
    return TwoApprovers.objects.filter(always=True).exists()


@transaction.atomic
def choose_two_approvers(*, always: bool, reason: str, by: User) -> TwoApprovers:
    """Ask two people always, or let one approve for two desks again, with a reason."""
    if not may_configure(by):
        raise PermissionDenied("Only admins choose this. Leads can look at it.")
    former = TwoApprovers.objects.select_for_update().first()
    reason = reason.strip()
    if (former is not None and former.always) == always:
        raise ValidationError(["That is how it is already."])
    if not reason:
        raise ValidationError(["Say in a few words why: leads read it."])
    if faults := spine_policies.faults_of_length(TwoApprovers, why=reason):
        raise ValidationError(faults)
    TwoApprovers.objects.filter(pk=former and former.pk).supersede(because=reason, by=by)
    choice = TwoApprovers.objects.create(always=always, why=reason, saved_by=by)
    record(Verb.TWO_APPROVERS_CHANGED, choice, by=by, texts={"reason": reason}, always=always)
    return choice


def approved_by_one() -> tuple[list[Review], int]:
    """(those of the last reviews in which one person approved for two desks, how many were looked at): the preview.

    Two queries.
    """
    reviews = list(Review.objects.filter(approvals__decided_at__isnull=False).distinct().order_by("-pk")[:LOOKED_AT])
    given = Approval.objects.current().filter(review__in=reviews, how=How.APPROVED).order_by("pk")
    desks: dict[tuple[int, int], set[int]] = {}
    for review, person, desk in given.values_list("review", "decided_by", "desk"):
        desks.setdefault((review, person), set()).add(desk)
    by_one = {review for (review, _), of in desks.items() if len(of) > 1}
    return [review for review in reviews if review.pk in by_one], len(reviews)


def references(reviews: Iterable[Review], limit: int = 5) -> str:
    return ", ".join(review.reference for review in list(reviews)[:limit])
