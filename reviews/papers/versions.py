"""A further version of a document of a review, as a rule what the vendor sent back; and taking a comparison along."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.models import Audience
from contracts.actions import documents
from reviews.approvals.asking import follow_changes
from reviews.papers import policies
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked_with


@transaction.atomic
def add_version(review, document, file, *, by):
    """Attach the next version of a document; refusals of the file come as sentences. Returns the `DocumentVersion`.

    It is another file, so whoever has approved is asked again, on every review that holds the document.
    """
    review, others = locked_with(review, document)
    if not policies.may_add_document(by, review):
        raise PermissionDenied(policies.who_may_add_documents(review))
    if blockers := policies.blockers_to_another_file(review):
        raise ValidationError(blockers)

    version = documents.add_version(document, file, by=by)
    _note(review, version, document, by=by)
    for other in others:
        _note(other, version, document, by=None)
    return version


def _note(review, version, document, *, by):
    """Log a version, and let the approvals follow. On a review that it did not come through `by` is nobody: whoever
    brought it may not know of that review, nor its readers of them."""
    record(
        Verb.VERSION_ADDED,
        review,
        by=by,
        audience=Audience.BUSINESS,
        document=version.document_id,
        version=version.pk,
        number=version.number,
        title=document.title,
        elsewhere=by is None,
    )
    follow_changes(review, by=by)


def note_export(review, comparison, *, form, by):
    """Write down that somebody took the comparison of two versions along. `form` is "word" or "pdf"."""
    old, new = comparison.old, comparison.new
    record(
        Verb.COMPARISON_EXPORTED,
        review,
        by=by,
        document=new.document_id,
        versions=[old.pk, new.pk],
        numbers=[old.number, new.number],
        title=new.document.title,
        form=form,
    )
