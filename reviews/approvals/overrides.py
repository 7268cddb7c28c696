"""Passing over an approval: skipping the step, or approving in the desk's place. A right, a reason, and never quietly.

Who may, and what keeps even them from it: policies.may_pass_over and policies.blockers_to_pass_over.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.models import Audience
from notices.models import NoticeKind
from people.models import User
from reviews.approvals import policies, separation
from reviews.approvals.asking import keep_up, sign_when_approved
from reviews.approvals.deciding import give
from reviews.approvals.policies import Seen
from reviews.models import Approval, How, Review
from reviews.pure.verbs import Verb
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked
from reviews.spine.telling import tell
from reviews.waits.opening_and_closing import people_behind

WORDS = {How.SKIPPED: "skipped the approval of", How.OVERRIDDEN: "approved in the place of"}
VERBS = {How.SKIPPED: Verb.APPROVAL_SKIPPED, How.OVERRIDDEN: Verb.APPROVAL_OVERRIDDEN}


def skip_approval(approval: Approval, reason: str, *, seen: Seen | None = None, by: User) -> Review:
    """Leave the step out: nobody of the desk decides it. `seen` as in `approve`. Returns the review."""
    return _pass_over(approval, How.SKIPPED, reason, seen, by=by)


def override_approval(approval: Approval, reason: str, *, seen: Seen | None = None, by: User) -> Review:
    """Approve in the place of the desk that was asked. `seen` as in `approve`. Returns the review."""
    return _pass_over(approval, How.OVERRIDDEN, reason, seen, by=by)


def _pass_over(approval, how, reason, seen, *, by):
    keep_up(approval.review)
    return _write(approval, how, reason.strip(), seen, by=by)


@transaction.atomic
def _write(approval, how, reason, seen, *, by):
    approval = locked(approval)
    review = approval.review
    if not policies.may_pass_over(by, approval):
        raise PermissionDenied(_who(approval, by))
    if blockers := (
        policies.blockers_to_pass_over(approval, by, seen)
        or policies.blockers_from_review(review)
        or separation.blockers_to_pass_over(approval, by, separation.acts_on(review))
        or _faults(reason)
    ):
        raise ValidationError(blockers)

    passed_over = people_behind(approval.wait)
    give(approval, how, remark=reason, by=by)
    words = f"{WORDS[how]} {approval.desk}"
    desks = {"of": approval.desk}
    record(VERBS[how], review, by=by, audience=Audience.BUSINESS, desks=desks, approval=approval.pk)
    record(
        VERBS[how],
        review,
        by=by,
        desks=desks,
        texts={"reason": reason},
        approval=approval.pk,
        covered=approval.fingerprint,
    )
    tell(
        [person for person in passed_over if person != by],
        review,
        key=f"approval-{approval.pk}-passed-over",
        kind=NoticeKind.DECISION,
        body=f"{by} {words}. Their reason: {reason}",
    )
    sign_when_approved(review, by=by)
    return review


def _who(approval, by):
    if by.pk in {approval.requester_id, approval.review.requester_id}:
        return "Nobody decides about approvals of their own request."
    if policies.may_approve(by, approval):
        return "This is asked of you: approve or decline it."
    return "Only people with the right to do so can skip or override an approval. Admins give it."


def _faults(reason):
    if not reason:
        return ["Say why: everybody who works on this reads it, and so do the people passed over."]
    return spine_policies.faults_of_length(Approval, remark=reason)
