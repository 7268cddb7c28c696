"""What a changed rule set would do to real work: open reviews and the last that closed, by their frozen facts.

Three queries, whatever the number of reviews; the rest is the pure function of reviews.split_rules.
"""

from collections import defaultdict
from dataclasses import dataclass

from reviews.models import Review, Stage, Term
from reviews.split_rules import Rerouted, Sample, rerouted

CLOSED_LOOKED_AT = 100
OPEN_LOOKED_AT = 2000
"""More reviews than this are not open at once where people can still follow them; the newest are looked at."""


@dataclass(frozen=True)
class Preview:
    """The differences, and how much was looked at."""

    differences: list[Rerouted]
    open_reviews: int
    closed_reviews: int

    @property
    def reviews_touched(self):
        return len({each.review for each in self.differences})

    @property
    def looked_at(self):
        return self.open_reviews + self.closed_reviews


def preview(before, after):
    """What `after` would have routed differently from `before`."""
    open_samples, closed_samples = samples()
    differences = rerouted(before, after, [*open_samples, *closed_samples])
    return Preview(differences, len(open_samples), len(closed_samples))


def samples():
    """(open reviews, the last that closed), as the rules see them. Indexes: review_by_stage, and the primary key."""
    open_rows = list(
        Review.objects.live().exclude(stage=Stage.HEADS_UP).values_list("pk", "facts").order_by("-pk")[:OPEN_LOOKED_AT]
    )
    closed = Review.objects.filter(closed_at__isnull=False).exclude(facts={})
    closed_rows = list(closed.values_list("pk", "facts").order_by("-closed_at")[:CLOSED_LOOKED_AT])
    slugs = defaultdict(list)
    terms = Term.objects.filter(review__in=[pk for pk, _ in open_rows + closed_rows])
    for review, slug in terms.values_list("review_id", "term_type__slug").order_by():
        slugs[review].append(slug)
    return [[Sample(pk, facts, tuple(slugs[pk])) for pk, facts in rows] for rows in (open_rows, closed_rows)]
