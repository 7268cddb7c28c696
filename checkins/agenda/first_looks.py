"""What desks flagged at first sight of a heads-up since the last meeting. Index: review_by_stage."""

from checkins.agenda.drafts import SHOWN, Draft, Occasion
from checkins.models import Group
from reviews.models import FirstLook, Stage


def first_looks(occasion: Occasion) -> list[Draft]:
    """One line a heads-up, with what each desk flagged; the words that they wrote to the requester stay there."""
    flagged = FirstLook.objects.filter(review__stage=Stage.HEADS_UP, looked_at__gte=occasion.since)
    flagged = flagged.exclude(flags=[]).select_related("review", "desk").order_by("looked_at", "pk")
    looks_at = {}
    for look in flagged[: 5 * SHOWN]:
        looks_at.setdefault(look.review, []).append(look)
    return [
        Draft(
            Group.FIRST_LOOKS,
            f"first-look-{review.pk}",
            review.title,
            "; ".join(map(str, looks)),
            {"review": review},
        )
        for review, looks in list(looks_at.items())[:SHOWN]
    ]
