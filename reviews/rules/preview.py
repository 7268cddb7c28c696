"""What a changed rule set would do to real work: open reviews and the last that closed, by their frozen facts.

Three queries (six for approvals), whatever the number of reviews; the rest is pure, in reviews.pure.rule_sets.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from reviews.models import ApprovalBasis, Book, Review, RiskFinding, Term
from reviews.pure.rule_sets import Rerouted, RuleSet, Sample, rerouted
from reviews.pure.stages import Stage
from reviews.rules.routing import COUNTED, finding_facts, outcome_facts

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
    def reviews_touched(self) -> int:
        return len({difference.review for difference in self.differences})

    @property
    def looked_at(self) -> int:
        return self.open_reviews + self.closed_reviews


def preview(before: RuleSet, after: RuleSet, book: Book = Book.SPLIT) -> Preview:
    """What `after` would have decided differently from `before`."""
    open_samples, closed_samples = samples(book)
    differences = rerouted(before, after, [*open_samples, *closed_samples])
    return Preview(differences, len(open_samples), len(closed_samples))


def samples(book: Book = Book.SPLIT) -> tuple[list[Sample], list[Sample]]:
    """(open reviews, the last that closed), as the rules see them. Indexes: review_closed, and the primary key."""
    open_samples, closed_samples = _samples()
    if book == Book.APPROVALS:
        facts = _approval_facts([sample.review for sample in open_samples + closed_samples])
        return _with_facts(open_samples, facts), _with_facts(closed_samples, facts)
    return open_samples, closed_samples


def _with_facts(some_samples: Iterable[Sample], facts: dict[int, dict[str, Any]]) -> list[Sample]:
    return [replace(sample, facts={**sample.facts, **facts[sample.review]}) for sample in some_samples]


def _approval_facts(reviews: list[int]) -> dict[int, dict[str, Any]]:
    """{review: what approval rules see beside the request}: as it was when approval was asked, else as terms stand."""
    outcomes = defaultdict(list)
    counted = Term.objects.filter(review__in=reviews, outcome__in=COUNTED)
    for review, side, outcome in counted.values_list("review_id", "side", "outcome").order_by():
        outcomes[review].append((side, outcome))
    levels = defaultdict(list)
    for review, level in RiskFinding.objects.open().filter(review__in=reviews).values_list("review_id", "level"):
        levels[review].append(level)
    asked = dict(ApprovalBasis.objects.filter(review__in=reviews).values_list("review_id", "facts"))
    return {
        review: {**outcome_facts(outcomes[review]), **finding_facts(levels[review]), **asked.get(review, {})}
        for review in reviews
    }


def _samples() -> tuple[list[Sample], list[Sample]]:
    open_rows = list(
        Review.objects.live()
        .not_walled()
        .exclude(stage=Stage.HEADS_UP)
        .values_list("pk", "facts")
        .order_by("-pk")[:OPEN_LOOKED_AT]
    )
    closed = Review.objects.not_walled().filter(closed_at__isnull=False).exclude(facts={})
    closed_rows = list(closed.values_list("pk", "facts").order_by("-closed_at")[:CLOSED_LOOKED_AT])
    slugs = defaultdict(list)
    terms = Term.objects.filter(review__in=[pk for pk, _ in open_rows + closed_rows])
    for review, slug in terms.values_list("review_id", "term_type__slug").order_by():
        slugs[review].append(slug)
    open_samples, closed_samples = (
        [Sample(pk, facts, tuple(slugs[pk])) for pk, facts in rows] for rows in (open_rows, closed_rows)
    )
    return open_samples, closed_samples
