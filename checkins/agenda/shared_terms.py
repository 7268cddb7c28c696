"""Disagreements, and shared terms that are open. Indexes: disagreement_open, term_by_second_desk."""

from checkins.agenda.drafts import SHOWN, Draft, Occasion
from checkins.models import Group
from common.words import listed
from reviews.models import Disagreement, Outcome, Stage, Term


def disagreements(occasion: Occasion) -> list[Draft]:
    """What two functions see differently: what blocks comes first."""
    rows = Disagreement.objects.open().with_names().order_by("-is_blocking", "pk")
    return [
        Draft(
            Group.TERMS,
            f"disagreement-{row.pk}",
            str(row.term),
            f"{row.review.title}: {row.desk} sees it differently{', and it blocks' if row.is_blocking else ''}",
            {"review": row.review, "term": row.term, "disagreement": row},
        )
        for row in rows[:SHOWN]
    ]


def shared_terms(occasion: Occasion) -> list[Draft]:
    """Shared terms on which desks contradict each other, or of which one desk has spoken and the other not yet."""
    shared = Term.objects.filter(second_desk__isnull=False, outcome=Outcome.OPEN, review__stage=Stage.IN_REVIEW)
    terms = shared.select_related("review", "term_type", "desk", "second_desk").prefetch_related("decisions")
    begun = terms.filter(decisions__superseded_at=None).distinct().order_by("pk")[: 5 * SHOWN]
    half = [term for term in begun if term.decisions.all()]
    return [_draft(term) for term in sorted(half, key=lambda term: not term.is_contested)[:SHOWN]]


def _draft(term):
    left = [desk for desk in term.desks if term.waits_for(desk)]
    what = "the desks contradict each other" if term.is_contested else f"still open for {listed(left)}"
    about = {"review": term.review, "term": term}
    return Draft(Group.TERMS, f"term-{term.pk}", str(term), f"{term.review.title}: {what}", about)
