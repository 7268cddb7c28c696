"""Having a document read once more: with the letters of scanned pages, or after it failed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from people.log import record
from people.models import Audience
from reviews import paper_policies, policies
from reviews.actions.stage import locked
from reviews.models import Proposal, ReadPaper
from reviews.verbs import Verb
from vendors.actions import ask_again


@transaction.atomic
def read_again(review, version, *, recognise=False, by):
    """Let a version wait to be read anew: one that could not be read, or one with scanned pages. Returns its
    `Reading`."""
    review = locked(review)
    reading = paper_policies.readings().without_content().select_for_update().get(version=version)
    if not policies.may_comment(by, review):
        raise PermissionDenied("Only the requester and the reviewers can have documents read again.")
    if blockers := paper_policies.blockers_to_read_again(review, reading, recognise=recognise):
        raise ValidationError(blockers)

    ReadPaper.objects.filter(version=version).delete()
    Proposal.objects.filter(version=version).open().delete()
    ask_again(reading, recognise=recognise)
    record(
        Verb.DOCUMENT_READ_AGAIN,
        review,
        by=by,
        summary=f"asked to read “{version.original_name}” again"[:500],
        audience=Audience.BUSINESS,
        document=version.document_id,
        version=version.pk,
    )
    return reading
