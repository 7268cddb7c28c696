"""The documents of a review: adding one, downloading one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from contracts import downloads
from reviews.papers import documents
from reviews.web.cards.papers.documents import paper_context
from reviews.web.pages.answers import back_to, review_with_papers, visible_review


@require_POST
@vary_on_headers("HX-Request")
def add_document(request, pk):
    """Several files may come at once; each that is refused says why, the others are kept."""
    review = visible_review(request, pk)
    files = request.FILES.getlist("file")
    errors = [] if files else ["Choose a file first."]
    for file in files:
        try:
            documents.add_document(review, file, by=request.user)
        except (PermissionDenied, ValidationError) as refusal:
            errors += getattr(refusal, "messages", [str(refusal)])
    if request.htmx:
        context = paper_context(review, request.user, errors)
        return render(request, "reviews/papers/_documents.html", context, status=422 if errors else 200)
    for sentence in errors:
        messages.error(request, sentence)
    return back_to(review, "documents")


@require_GET
def document(request, pk, document_pk):
    """The newest version as a download."""
    review = review_with_papers(request, pk)
    document = get_object_or_404(review.documents.prefetch_related("versions"), pk=document_pk)
    if document.latest is None:
        raise Http404
    return downloads.serve(document.latest)
