"""What intake does when something changes below it: another requester gets the request along with its review, and a
contract that must be decided on begins a request."""

from contracts.renewals.followers import when_opened
from intake.from_contracts import RENEWAL, draft_from
from intake.models import IntakeRequest
from reviews.rounds.requesters import when_requester_changes


@when_requester_changes
def request_follows(review, former):
    """The request of this review is the new requester's, and can be completed by them. Private drafts stay private."""
    IntakeRequest.objects.filter(review=review).update(requester=review.requester)


@when_opened
def begin_renewal(decision):
    """A contract that somebody has to decide on opens a request by itself: a private draft of its owner."""
    contract = decision.contract
    if not (contract.owner.is_active and contract.owner.asks):
        return
    draft = draft_from(contract, RENEWAL, by=contract.owner)
    if draft is not None:
        decision.draft_key = draft.pk
        decision.save(update_fields=["draft_key"])
