"""What the health page says about work that nobody can do."""

from django.urls import reverse

from reviews.rules.health import Check, Finding, adds_check
from reviews.unheld.finding import held_by_nobody

SHOWN = 50


@adds_check
def work_that_nobody_can_do() -> Check:
    return Check(
        "Work that nobody can do",
        "Nobody who is there, is asked and is allowed to could settle these.",
        [
            Finding(
                f"{row.wait.review.reference}: {row.wait.get_purpose_display()} {row.sentence} {row.way_out.sentence}",
                reverse("reviews:held_by_nobody"),
            )
            for row in held_by_nobody(limit=SHOWN)
            if not row.wait.review.is_walled  # those inside, and whoever may let somebody in, read of it on that list
        ],
    )
