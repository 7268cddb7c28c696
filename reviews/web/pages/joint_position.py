"""The one consolidated list that goes to the vendor: what both sides ask for, term by term."""

from dataclasses import dataclass

from reviews.models import Outcome, Term
from reviews.rounds.policies import blockers_to_alignment
from reviews.web.cards.terms import BANDS, terms_with_names


@dataclass(frozen=True)
class Group:
    """The terms of one heading."""

    label: str
    terms: list[Term]


def joint_position_context(review):
    """Terms that deviate, and those where the vendor's words are on record. The reasons are ours alone."""
    terms = [term for term in terms_with_names(review.terms.all()) if belongs(term)]
    groups = [
        Group(label=label, terms=[term for term in terms if term.side in sides]) for label, sides in BANDS.values()
    ]
    return {
        "review": review,
        "groups": [group for group in groups if group.terms],
        "missing": blockers_to_alignment(review),
    }


def belongs(term):
    """Whether the vendor should hear of the term."""
    if term.outcome == Outcome.NOT_APPLICABLE:
        return False
    return term.outcome in {Outcome.DEVIATION, Outcome.ESCALATED} or bool(term.vendor_wording)
