"""The one consolidated list that goes to the vendor: what both sides ask for, term by term, and nothing else."""

from dataclasses import dataclass

from reviews.models import Term
from reviews.rounds.policies import blockers_to_alignment
from reviews.web.cards.terms import BANDS, terms_with_names


@dataclass(frozen=True)
class Group:
    """The terms of one heading."""

    label: str
    terms: list[Term]


def joint_position_context(review):
    """The asks: our position or a fallback, where the paper does not say so. The reasons are ours alone."""
    terms = list(terms_with_names(review.terms.asked()))
    groups = [
        Group(label=label, terms=[term for term in terms if term.side in sides]) for label, sides in BANDS.values()
    ]
    return {
        "review": review,
        "groups": [group for group in groups if group.terms],
        "missing": blockers_to_alignment(review),
    }
