"""Reviews that somebody marked “Discuss at check-in”. Index: discussion_mark_open."""

from checkins.agenda.drafts import SHOWN, Draft, Occasion
from checkins.models import Group
from reviews.models import DiscussionMark


def marked(occasion: Occasion) -> list[Draft]:
    marks = DiscussionMark.objects.open().filter(review__closed_at=None).select_related("review", "added_by")
    return [
        Draft(Group.ADDED, f"mark-{mark.pk}", mark.review.title, mark.why, {"review": mark.review})
        for mark in marks.order_by("added_at", "pk")[:SHOWN]
    ]
