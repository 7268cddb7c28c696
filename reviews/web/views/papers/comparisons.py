"""Versions of a document: adding one, comparing two, taking the comparison along."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from common.keys import number_or
from common.refusals import refusals_as_messages
from common.words import listed
from contracts.actions.comparisons import compare_versions
from reviews.negotiation import newer_words
from reviews.papers import versions
from reviews.papers.exports import pdf, sheet, word
from reviews.web.pages.answers import back_to, review_with_papers, visible_review, workable_review
from reviews.web.pages.comparison import address, comparison_context, exported_rows, summary, touched_by


@require_GET
@vary_on_headers("HX-Request")
def comparison(request, pk, document_pk):
    """Two versions as a redline, clause by clause: `?from=1&to=2`, or the two newest."""
    review, document, old, new = compared(request, pk, document_pk)
    context = comparison_context(review, document, old, new, request.user, request.GET)
    template = "reviews/papers/_comparison.html" if request.htmx else "reviews/papers/comparison.html"
    return render(request, template, context)


def compared(request, pk, document_pk):
    """The review, its document and the two versions that the address names; 404 when they cannot be seen."""
    review = review_with_papers(request, pk)
    document = get_object_or_404(review.documents.prefetch_related("versions__reading"), pk=document_pk)
    by_number = {version.number: version for version in document.versions.all()}
    if len(by_number) < 2:
        raise Http404
    newest = max(by_number)
    new = by_number.get(number_or(newest, request.GET.get("to")))
    before = newest - 1 if new is None else max(new.number - 1, 1)
    old = by_number.get(number_or(before, request.GET.get("from")))
    if old is None or new is None or old == new:
        raise Http404
    return review, document, old, new


EXPORTS = {"word": (word, "docx"), "pdf": (pdf, "pdf")}


@require_POST
def export_comparison(request, pk, document_pk):
    """The comparison as a file (`form`: word or pdf); that it was taken along is written down."""
    review, document, old, new = compared(request, pk, document_pk)
    form = request.POST.get("form")
    if form not in EXPORTS:
        raise Http404
    writer, extension = EXPORTS[form]
    with refusals_as_messages(request):
        comparison = compare_versions(old, new)
        touched = touched_by(review, comparison, request.user)
        changes, rows = summary(comparison.counts, touched), exported_rows(comparison, touched)
        content = writer.write(sheet(review, document, comparison, rows, changes, by=request.user, at=localtime()))
        versions.note_export(review, comparison, form=form, by=request.user)
        name = f"{review.reference} changes {old.number} to {new.number}.{extension}"
        return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=writer.CONTENT_TYPE)
    return redirect(address(review, document, old, new))


@require_POST
def ask_owners_again(request, pk, document_pk):
    """Let the decided terms whose words the newest version changed fall back to their owners."""
    workable_review(request, pk)
    review, document, old, new = compared(request, pk, document_pk)
    with refusals_as_messages(request):
        terms = newer_words.ask_owners_again(review, old, new, by=request.user)
        messages.success(request, f"Their owners are asked again: {listed(terms)}.")
    return redirect(address(review, document, old, new))


@require_POST
def add_version(request, pk, document_pk):
    """The next version of a document, and on to what it changes."""
    review = visible_review(request, pk)
    document = get_object_or_404(review.documents.prefetch_related("versions"), pk=document_pk)
    file, former = request.FILES.get("file"), document.latest
    if file is None:
        messages.error(request, "Choose a file first.")
        return back_to(review, "documents")
    with refusals_as_messages(request):
        version = versions.add_version(review, document, file, by=request.user)
        messages.success(request, f"Version {version.number} of “{document}” is there.")
        if former:
            return redirect(address(review, document, former, version))
    return back_to(review, "documents")
