"""Who may ask for a review to be talked about, and what is in the way."""

from people.models import User
from reviews.models import DiscussionMark, Review
from reviews.spine import policies as spine_policies


def may_mark(user: User, review: Review) -> bool:
    """Whoever works on it from the reviewers' side, except outside counsel, who come to no check-in."""
    return user.is_reviewer and spine_policies.may_work_on(user, review)


def open_mark(review: Review) -> DiscussionMark | None:
    """The mark that stands, with who set it; None where there is none."""
    return DiscussionMark.objects.open().filter(review=review).select_related("added_by").first()


def blockers_to_mark(review: Review) -> list[str]:
    """Why it cannot be put on the agenda now."""
    if blockers := spine_policies.blockers_to_work(review):
        return blockers
    if mark := open_mark(review):
        return [f"{mark.added_by} has put this on the agenda already: {mark.why}"]
    return []
