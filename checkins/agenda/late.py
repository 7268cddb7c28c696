"""Work that is late, and people who do not answer. Indexes: wait_live_due, wait_open_of_review."""

from datetime import timedelta

from checkins.agenda.drafts import SHOWN, Draft, Occasion
from checkins.models import Group
from common.words import day_in_words
from reviews.models import QUESTIONS, Wait

SILENT_FOR = timedelta(days=5)


def late_or_silent(occasion: Occasion) -> list[Draft]:
    """The longest overdue wait of each review, then questions that nobody has answered for days."""
    overdue = Wait.objects.overdue(occasion.now)
    asked = Wait.objects.running().questions().filter(opened_at__lt=occasion.now - SILENT_FOR)
    waits = [
        *_named(overdue.exclude(purpose__in=QUESTIONS).order_by("due_at", "pk")),
        *_named(asked.order_by("opened_at", "pk")),
    ]
    firsts = {}
    for wait in waits:
        firsts.setdefault(wait.review_id, wait)
    return [_draft(wait) for wait in list(firsts.values())[:SHOWN]]


def _named(waits):
    return waits.select_related("review", "desk", "person", "vendor")[: 20 * SHOWN]  # a review has few at once


def _draft(wait):
    who = wait.person or wait.vendor or f"nobody at {wait.desk}"
    if wait.purpose in QUESTIONS:
        what = f"no answer from {who} since {day_in_words(wait.opened_at)}"
    else:
        what = f"{wait.needed} With {who}, was due {day_in_words(wait.due_at)}."
    return Draft(
        Group.LATE, f"wait-{wait.pk}", wait.review.title, what, {"review": wait.review, "wait": wait, "desk": wait.desk}
    )
