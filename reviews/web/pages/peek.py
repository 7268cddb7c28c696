"""One wait of the queue at a glance, beside the list: what it is, who else is at it, what is open, what came last."""

from common.log import events_of
from common.models import READ_BY_DESKS
from people.models import User
from reviews.models import Review, Wait
from reviews.spine import policies
from reviews.waits import policies as wait_policies
from reviews.waits.status import status_of, with_status
from reviews.web.cards.queue import queue_rows

EVENTS_SHOWN = 3
ISSUES_SHOWN = 3


def peek_context(wait: Wait, user: User, *, here: str) -> dict:
    """What templates/reviews/queue/_peek.html needs. `here` is the address of the list, to come back to."""
    review = with_status(Review.objects.with_stages_visited()).get(pk=wait.review_id)
    status = status_of(review, plain=False)
    [row] = queue_rows([wait], user)
    reads = policies.may_read_on(user, review)
    blockers = wait_policies.blockers_to_claim(wait)
    return {
        "row": row,
        "wait": wait,
        "review": review,
        "status": status,
        "others": [line for line in status.lines if line.wait.pk != wait.pk],
        "issues": status.issues[:ISSUES_SHOWN] if reads else [],
        "more_issues": len(status.issues[ISSUES_SHOWN:]) if reads else 0,
        "events": events_of(review, audiences=READ_BY_DESKS)[:EVENTS_SHOWN] if reads else [],
        "may_hand_over": wait_policies.may_hand_over(user, wait),
        "why_not": "" if row.may_claim or row.is_mine else " ".join(blockers),
        "here": here,
    }
