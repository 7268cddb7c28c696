"""Who may say no, co-sign and sign, and what is still missing."""

from people.models import TWO_SIDES, User
from reviews.approvals import policies as approval_policies
from reviews.models import DecisionNote
from reviews.pure.stages import Stage
from reviews.rules.slots import blockers_from_split
from reviews.spine import policies as spine_policies
from reviews.waits import policies as wait_policies


def may_draft_decision_note(user, review):
    """Procurement and legal, and any lead whose final approval is pending."""
    if user.pk == review.requester_id:
        return False
    if any(map(user.serves, TWO_SIDES)):
        return True
    return any(approval_policies.may_approve(user, approval) for approval in review.approvals.pending())


def may_co_sign(user: User, note: DecisionNote) -> bool:
    """The other function, and another person, who stands in for another one too."""
    actor = wait_policies.may_claim.as_whom(user, note.wait)
    return actor is not None and note.drafted_by_id not in actor.people_counted


def blockers_to_decision_note(review, is_pending=None):
    """`is_pending`: whether a note waits for its second signature, where that is known already."""
    if blockers := spine_policies.blockers_to_work(review):
        return blockers
    if is_pending is None:
        is_pending = review.decision_notes.filter(co_signed_at=None, objected_by=None).exists()
    if is_pending:
        return ["A decision note is already waiting for the other function's signature."]
    return []


def blockers_to_sign(review):
    """Nothing is signed while one function says no and the other has not answered."""
    if blockers := spine_policies.blockers_to_work(review, Stage.SIGNATURE) or blockers_from_split(review):
        return blockers
    if review.decision_notes.filter(co_signed_at=None, objected_by=None).exists():
        return ["A decision note waits to be co-signed. It is answered first, then the contract can be signed."]
    return approval_policies.blockers_from_terms(review)


def blockers_to_co_sign(note):
    if note.co_signed_at or note.objected_by_id:
        return ["This decision note has been answered already."]
    return spine_policies.blockers_to_work(note.review)
