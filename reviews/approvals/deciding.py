"""Final approval: giving it. Each is given for a named state, which the person has seen (reviews.approvals.asking)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from common.models import Audience
from people.models import User
from reviews.acting.actor import Actor
from reviews.approvals import policies, separation
from reviews.approvals.asking import keep_up, sign_when_approved
from reviews.approvals.policies import Seen
from reviews.models import Approval, How, Review
from reviews.pure.verbs import Verb
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked
from reviews.waits import apart
from reviews.waits import policies as wait_policies
from reviews.waits.opening_and_closing import close_wait


def approve(approval: Approval, *, seen: Seen | None = None, remark: str = "", by: User) -> Review:
    """Approve. One person in several steps decides once: their other pending steps here are settled too, as far as
    they act in the same name.

    `seen` is {pk of an approval: fingerprint that the person's page showed}: what has changed since is not approved by
    accident. None where no page was shown, as in scripts. Returns the review.
    """
    # In a transaction of its own: a change that came unnoticed stays noted when this is refused.
    keep_up(approval.review)
    return _approve(approval, seen=seen, remark=remark.strip(), by=by)


@transaction.atomic
def _approve(approval, *, seen, remark, by):
    approval = locked(approval)
    review = approval.review
    actor = policies.may_approve.as_whom(by, approval)
    if actor is None:
        raise PermissionDenied(_who_may_approve(approval, by))
    acts = separation.acts_on(review)
    if blockers := (
        policies.blockers_to_approve(approval, seen)
        or policies.blockers_from_review(review)
        or separation.blockers_in_words(approval, actor, acts)
        or spine_policies.faults_of_length(Approval, remark=remark)
    ):
        raise ValidationError(blockers)

    pending = review.approvals.pending().select_related("desk", "person", "named", "review", "wait")
    for step in sorted(pending, key=lambda step: step.pk != approval.pk):  # the one that was chosen, then the others
        if may_be_given_along(step, actor, acts, seen):
            give(step, How.APPROVED, remark=remark, by=by, on_behalf_of=actor.for_whom)
            _record_given(step, by=by)
            acts = acts.with_given(step)
    sign_when_approved(review, by=by)
    return review


def may_be_given_along(approval: Approval, actor: Actor, acts: separation.Acts, seen: Seen | None = None) -> bool:
    """Whether one decision of the actor settles this step, as the page says before, too."""
    if policies.may_approve.as_whom(actor.user, approval) != actor:
        return False
    return not (policies.blockers_to_approve(approval, seen) or separation.blockers(approval, actor, acts))


def _who_may_approve(approval, by):
    if by.pk in {approval.requester_id, approval.review.requester_id}:
        return "Nobody approves their own request."
    if wait_policies.is_asked_in_person(approval.person, approval.desk, approval.review):
        return f"The rule names {approval.person}, who alone decides this."
    return f"A lead of {approval.desk} decides this."


def give(approval: Approval, how: How, *, remark: str, by: User, on_behalf_of: User | None = None) -> None:
    """Write the decision down and close the wait. What is given covers what is covered now."""
    approval.decided_by, approval.on_behalf_of, approval.decided_at = by, on_behalf_of, timezone.now()
    approval.how, approval.remark, approval.given_for = how, remark, approval.covered
    approval.save(update_fields=["decided_by", "on_behalf_of", "decided_at", "how", "remark", "given_for"])
    close_wait(locked(approval.wait), by=by, on_behalf_of=on_behalf_of, answer=How(how).label)
    apart.keep_up(approval.review)


def _record_given(approval, *, by):
    record(
        Verb.APPROVED,
        approval.review,
        by=by,
        on_behalf_of=approval.on_behalf_of,
        audience=Audience.BUSINESS,
        desks={"of": approval.desk},
        texts={"remark": approval.remark},
        approval=approval.pk,
        covered=approval.fingerprint,
    )
