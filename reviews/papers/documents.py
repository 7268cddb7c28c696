"""Adding papers to a review that is under way."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.models import Audience
from contracts.actions.documents import store_document
from contracts.models import DocumentKind
from reviews.approvals.asking import follow_changes
from reviews.papers import policies
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked


@transaction.atomic
def add_document(review, file, *, kind=DocumentKind.CONTRACT, by):
    """Attach a file to a live review; refusals of the file come as sentences. Returns the `Document`.

    Once approval is asked for, a new file asks everybody again who has approved; the same bytes again ask nobody.
    """
    review = locked(review)
    if not policies.may_add_document(by, review):
        raise PermissionDenied(policies.who_may_add_documents(review))
    if blockers := policies.blockers_to_another_file(review):
        raise ValidationError(blockers)

    document = store_document(file, title=file.name, kind=kind, by=by, vendor=review.vendor)
    review.documents.add(document)
    record(
        Verb.DOCUMENT_ADDED,
        review,
        by=by,
        audience=Audience.BUSINESS,
        title=document.title,
        document=document.pk,
    )
    follow_changes(review, by=by)
    return document
