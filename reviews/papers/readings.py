"""Having a document read once more: with the letters of scanned pages, or after it failed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.models import Audience
from contracts.actions.readings import ask_again
from reviews.models import Proposal, ReadPaper
from reviews.papers import policies
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked_with


@transaction.atomic
def read_again(review, version, *, recognise=False, by):
    """Let a version wait to be read anew: one that could not be read, or one with scanned pages. Returns its
    `Reading`.

    What is proposed of it goes, on every review that holds the document, until it was read.
    """
    review, others = locked_with(review, version.document)
    reading = policies.readings().without_content().select_for_update(of=("self",)).get(version=version)
    if not policies.may_read_again(by, review, reading):
        raise PermissionDenied(policies.who_may_read_again(reading))
    if blockers := policies.blockers_to_read_again(review, reading, recognise=recognise):
        raise ValidationError(blockers)

    ReadPaper.objects.filter(version=version).delete()
    Proposal.objects.filter(version=version).open().delete()
    ask_again(reading, recognise=recognise)
    _note(review, version, by=by)
    for other in others:
        _note(other, version, by=None)
    return reading


def _note(review, version, *, by):
    """On a review that it was not asked on `by` is nobody."""
    record(
        Verb.DOCUMENT_READ_AGAIN,
        review,
        by=by,
        audience=Audience.BUSINESS,
        document=version.document_id,
        version=version.pk,
        file=version.original_name,
        elsewhere=by is None,
    )
