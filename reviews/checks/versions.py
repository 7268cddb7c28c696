"""What one version of a paper says by our playbook."""

from collections import defaultdict

from contracts.models import DocumentVersion
from reviews.checks.papers import Papers
from reviews.models import Passage, Review, TermType
from reviews.pure.expectations import Check


def checks_of_version(review: Review, version: DocumentVersion, papers: Papers) -> dict[int, list[Check]]:
    """The checks of one version by the pk of the term type, whether the review has such a term or not.

    Older versions are not checked: nothing is said about them any more.
    """
    passages = defaultdict(list)
    for passage in Passage.objects.filter(term__review=review, version=version).select_related("term"):
        passages[passage.term.term_type_id].append(passage)
    types = [term_type for term_type in TermType.objects.filter(is_active=True) if term_type.expectations]
    here = next((paper for paper in papers[review.pk] if paper.version.pk == version.pk), None)
    if here is None:
        return {}
    return {kind.pk: here.check(kind, passages[kind.pk]) for kind in types}
