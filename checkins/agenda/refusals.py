"""Requests that were declined since the last meeting: who tells those who waited for them? Index: review_closed."""

from checkins.agenda.drafts import SHOWN, Draft, Occasion
from checkins.models import Group
from common.words import day_in_words
from reviews.models import Review, Stage


def refusals(occasion: Occasion) -> list[Draft]:
    declined = Review.objects.filter(stage=Stage.DECLINED, closed_at__gte=occasion.since).select_related("vendor")
    return [
        Draft(
            Group.REFUSALS,
            f"declined-{review.pk}",
            review.title,
            f"{review.vendor}: declined on {day_in_words(review.closed_at)}. Who tells them why?",
            {"review": review},
        )
        for review in declined.order_by("-closed_at", "-pk")[:SHOWN]
    ]
