"""What we ask the vendor for, and whether the newest paper seems to say so. Software proposes; owners say it is met."""

from dataclasses import dataclass

from reviews.checks.stands import Stand, stands_today
from reviews.models import Outcome, Review, Term


@dataclass(frozen=True)
class Ask:
    """A term on which we ask for other words than the paper's."""

    term: Term
    stand: Stand

    @property
    def text(self) -> str:
        return self.term.asked_text

    @property
    def is_met(self) -> bool:
        """Whether the check finds our position in the paper. Of a fallback only people can tell."""
        return self.term.outcome == Outcome.ASK and self.stand.meets


def asks_in_the_paper(review: Review) -> dict[int, Ask]:
    """{pk of a term: Ask} of all that the vendor is asked for, held against the newest version of each paper."""
    terms = list(review.terms.asked().for_checks().prefetch_related("decisions"))
    stands = stands_today(review, terms) if terms else {}
    return {term.pk: Ask(term, stands[term.pk]) for term in terms}
