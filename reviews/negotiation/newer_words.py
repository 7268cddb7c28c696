"""A newer version that comes while the desks are at work: the owners of terms whose words it changed are asked again.

In negotiation the vendor's reply does this (reviews.negotiation.actions).
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from contracts.actions.comparisons import compare_versions
from reviews.negotiation.returned import Returned
from reviews.papers import policies as paper_policies
from reviews.papers.redlines import term_changes
from reviews.papers.vendor_changes import carry_passages_over, keep_changes
from reviews.spine.stage import locked
from reviews.terms.anew import decide_anew
from reviews.terms.reopened import Reopened


@transaction.atomic
def ask_owners_again(review, old, new, *, by):
    """Let the decided terms whose words changed fall back, each with its redline. Returns these terms.

    `old` and `new` are two versions of a document of this review.
    """
    review = locked(review)
    if not paper_policies.may_mark_clause(by, review):
        raise PermissionDenied("Procurement and legal ask the owners of terms again.")
    comparison = compare_versions(old, new)
    terms = list(review.terms.select_related("term_type"))
    back = Returned(
        [comparison],
        changes={term_change.term.pk: (comparison, term_change) for term_change in term_changes(comparison, terms)},
    )
    decided = [change.term for _, change in back.changed.values() if change.is_decided]
    if blockers := paper_policies.blockers_to_ask_owners_again(review, comparison.new, decided):
        raise ValidationError(blockers)

    keep_changes(back, {}, sent_back=set(back.changed), reason="", by=by)
    carry_passages_over(back)
    for term in decided:
        decide_anew(term, because=Reopened.OTHER_WORDS, number=comparison.new.number, by=by)
    return decided
