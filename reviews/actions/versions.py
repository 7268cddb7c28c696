"""A further version of a document of a review, as a rule what the vendor sent back; and taking a comparison along."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from people.log import record
from people.models import Audience
from reviews import policies
from reviews.actions.asking import follow_changes
from reviews.actions.stage import locked
from reviews.verbs import Verb
from vendors import actions as vendor_actions


@transaction.atomic
def add_version(review, document, file, *, by):
    """Attach the next version of a document; refusals of the file come as sentences. Returns the `DocumentVersion`.

    It is another file, so whoever has approved is asked again.
    """
    review = locked(review)
    if not policies.may_add_document(by, review):
        raise PermissionDenied(policies.who_may_add_documents(review))
    if blockers := policies.blockers_to_work(review):
        raise ValidationError(blockers)

    version = vendor_actions.add_version(document, file, by=by)
    record(
        Verb.VERSION_ADDED,
        review,
        by=by,
        summary=f"added version {version.number} of “{document.title}”"[:500],
        audience=Audience.BUSINESS,
        document=document.pk,
        version=version.pk,
    )
    follow_changes(review, by=by)
    return version


def note_export(review, comparison, *, form, by):
    """Write down that somebody took the comparison of two versions along. `form` is "word" or "pdf"."""
    old, new = comparison.old, comparison.new
    record(
        Verb.COMPARISON_EXPORTED,
        review,
        by=by,
        summary=f"took along what changed from version {old.number} to {new.number} of “{new.document.title}”"[:500],
        document=new.document_id,
        versions=[old.pk, new.pk],
        form=form,
    )
