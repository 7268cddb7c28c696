"""Final approval: asked of the leads whom the rules name, each for the files as they are now."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from people.log import record
from people.models import Audience, NoticeKind
from reviews import policies, routing, separation
from reviews.actions.stage import locked, move
from reviews.actions.telling import tell
from reviews.actions.waits import close_wait, finish_stage, open_wait
from reviews.actions.waits import locked as locked_wait
from reviews.models import Approval, Purpose, Slot, Stage
from reviews.standing import behalf
from reviews.verbs import Verb


def ask_for_approvals(review, *, by):
    """Move to final approval and ask every lead whom a rule names; with no rule, go on to signature."""
    move(review, Stage.FINAL_APPROVAL, by=by)
    for desk, rules in routing.approvals_needed(routing.approval_facts(review)).items():
        why = "; ".join(rule.name for rule in rules)
        wait = open_wait(
            review,
            Purpose.APPROVAL,
            needed=f"Approve or decline for {desk}.",
            question=f"Asked because: {why}.",
            by=by,
            desk=desk,
            leads_only=True,
        )
        Approval.objects.create(
            review=review,
            desk=desk,
            why=why[:300],
            wait=wait,
            requester=review.requester,
            document_hash=review.document_hash(),
        )
        record(
            Verb.APPROVAL_ASKED,
            review,
            by=by,
            summary=f"asked for the approval of {desk}: {why}"[:500],
            audience=Audience.BUSINESS,
            desk=desk.slug,
        )
    _sign_when_approved(review, by=by)


@transaction.atomic
def approve(approval, *, remark="", by):
    """Approve. One person in several steps decides once: their other pending steps here are settled too, as far as
    they act in the same name.

    Returns the review.
    """
    review = locked(approval.review)
    approval = (
        Approval.objects.select_for_update(of=("self",)).select_related("wait", "desk", "review").get(pk=approval.pk)
    )
    whom = policies.may_approve.as_whom(by, approval)
    if whom is None:
        raise PermissionDenied(_who_may_approve(approval, by))
    remark = remark.strip()
    if blockers := (
        policies.blockers_to_approve(approval)
        or separation.blocker_of_two_approvals(approval, by)
        or policies.faults_of_length(Approval, remark=remark)
    ):
        raise ValidationError(blockers)

    for each in review.approvals.pending().select_related("desk"):
        if policies.may_approve.as_whom(by, each) == whom and not policies.blockers_to_approve(each):
            _give(each, remark=remark, by=by, on_behalf_of=behalf(whom, by))
    _sign_when_approved(review, by=by)
    return review


def _who_may_approve(approval, by):
    if by.pk == approval.requester_id:
        return "Nobody approves their own request."
    return f"A lead of {approval.desk} decides this."


def _give(approval, *, remark, by, on_behalf_of):
    approval.decided_by, approval.on_behalf_of = by, on_behalf_of
    approval.decided_at, approval.remark = timezone.now(), remark
    approval.save(update_fields=["decided_by", "on_behalf_of", "decided_at", "remark"])
    close_wait(locked_wait(approval.wait), by=by, on_behalf_of=on_behalf_of, answer="Approved")
    record(
        Verb.APPROVED,
        approval.review,
        by=by,
        on_behalf_of=on_behalf_of,
        summary=f"approved for {approval.desk}" + (f": {remark}" if remark else ""),
        audience=Audience.BUSINESS,
        approval=approval.pk,
        document_hash=approval.document_hash,
    )


def _sign_when_approved(review, *, by):
    if review.approvals.pending().exists():
        return
    finish_stage(review, by=by, answer="Approved")
    move(review, Stage.SIGNATURE, by=by)
    contact = review.responsible(Slot.VENDOR_CONTACT)
    open_wait(
        review,
        Purpose.SIGNATURE,
        needed="Have the contract signed and note its dates.",
        by=by,
        desk=contact.desk,
        person=contact.holder_on(review),
    )
    tell(
        [review.requester],
        review,
        key=f"review-{review.pk}-approved-{review.stage_since:%Y%m%d%H%M%S}",
        kind=NoticeKind.DECISION,
        body="Approved. The contract is on its way to signature.",
    )
