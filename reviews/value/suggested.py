"""What could be noted: terms that ended as we asked, and a price that fell. Suggestions alone; people note them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from djmoney.money import Money

from reviews.models import Outcome, Review, Term, ValueKind
from reviews.models.value_entry import Baseline

KINDS = {
    "payment-terms": ValueKind.PAYMENT_TERMS,
    "price-increases": ValueKind.AVOIDANCE,
    "most-favoured-nation": ValueKind.AVOIDANCE,
    "volume": ValueKind.AVOIDANCE,
    "service-credits": ValueKind.OBLIGATION,
    "service-levels": ValueKind.OBLIGATION,
    "audit-rights": ValueKind.OBLIGATION,
    "insurance": ValueKind.OBLIGATION,
    "warranties": ValueKind.OBLIGATION,
    "exit-help": ValueKind.OBLIGATION,
    "continuity": ValueKind.OBLIGATION,
    "breach-notice": ValueKind.OBLIGATION,
}
"""{slug of a kind of term: the value that it usually is}; of all others it is a risk reduced."""

GOT = (Outcome.ASK, Outcome.FALLBACK)


@dataclass(frozen=True)
class Suggestion:
    """One thing that could be noted, as the form would be filled in."""

    kind: str
    what: str
    term: Term | None = None
    before: Money | None = None
    after: Money | None = None
    against: str = ""

    @property
    def query(self):
        """What the address of the form says of it."""
        facts = {"kind": self.kind, "what": self.what, "against": self.against}
        if self.term:
            facts["term"] = self.term.pk
        if self.before and self.after:
            facts |= {"before": self.before.amount, "after": self.after.amount, "currency": self.before.currency}
        return urlencode({name: value for name, value in facts.items() if value != ""})

    @property
    def label(self):
        return ValueKind(self.kind).label


def suggestions_for(review: Review) -> list[Suggestion]:
    """What nobody has noted yet: each term on which the vendor came to our position or a fallback, and the price."""
    noted = set(review.values.values_list("term_id", flat=True))
    terms = review.terms.filter(outcome__in=GOT, is_asked=True).exclude(vendor_wording="").select_related("term_type")
    of_terms = [_of_term(term) for term in terms.order_by("pk") if term.pk not in noted]
    price = _of_price(review)
    return [price, *of_terms] if price else of_terms


def _of_term(term):
    kind = KINDS.get(term.term_type.slug, ValueKind.RISK_REDUCED)
    words = "a fallback of ours" if term.outcome == Outcome.FALLBACK else "our position"
    return Suggestion(kind, f"{term.term_type.name}: {words} in place of theirs"[:200], term)


def _of_price(review):
    """Where the value that was first named fell, and nobody has noted a saving."""
    first = review.figure_changes.exclude(value_before=None).exclude(value_after=None).order_by("pk").first()
    if not first or review.value is None or first.value_before.currency != review.value.currency:
        return None
    if first.value_before <= review.value or review.values.filter(kind=ValueKind.SAVING).exists():
        return None
    return Suggestion(
        ValueKind.SAVING, "A lower price", before=first.value_before, after=review.value, against=Baseline.FIRST_OFFER
    )
