"""What intake does when something changes below it: another requester gets the request along with its review."""

from intake.models import IntakeRequest
from reviews.rounds.requesters import when_requester_changes


@when_requester_changes
def request_follows(review, former):
    """The request of this review is the new requester's, and can be completed by them. Private drafts stay private."""
    IntakeRequest.objects.filter(review=review).update(requester=review.requester)
