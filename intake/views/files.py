"""The files of a draft: attach, download, remove."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from contracts import downloads
from contracts.models import DocumentKind
from intake import actions
from intake.forms import DraftForm
from intake.views.drafts import addresses_of, documents_of, draft_page, keep, own_request, typed_form

KIND_OF_FILES = {"nda": DocumentKind.NDA}
"""What the files of a request type usually are; of every other type, contracts."""


@require_POST
def attach(request, pk=None, slug=""):
    """Every file is judged by itself: the good ones are kept, each refusal is one sentence."""
    intake_request = own_request(request, pk, slug)
    intake_request, errors = _keep_typed(request, intake_request)
    files = request.FILES.getlist("file")
    if not files:
        errors.append("Choose a file first.")
    for file in files:
        errors += _attach(request, intake_request, file)
    return _answer(request, intake_request, errors)


@require_POST
def remove(request, pk, document_pk):
    intake_request = own_request(request, pk)
    document = get_object_or_404(intake_request.documents, pk=document_pk)
    intake_request, errors = _keep_typed(request, intake_request)
    try:
        actions.detach(intake_request, document, by=request.user)
    except ValidationError as refusal:
        errors += refusal.messages
    return _answer(request, intake_request, errors)


@require_GET
def download(request, pk, document_pk):
    document = get_object_or_404(own_request(request, pk).documents, pk=document_pk)
    if document.latest is None:
        raise Http404
    return downloads.serve(document.latest)


def _attach(request, intake_request, file):
    kind = KIND_OF_FILES.get(intake_request.request_type.slug, DocumentKind.CONTRACT)
    try:
        actions.attach(intake_request, file, kind=kind, by=request.user)
    except ValidationError as refusal:
        return refusal.messages
    return []


def _keep_typed(request, intake_request):
    """(the draft, sentences). Without JavaScript the form is sent along with the file, so that nothing typed is lost; a
    file alone stores a draft that was not there yet."""
    if "title" not in request.POST:
        if intake_request.pk is None:
            window = intake_request.begun_in
            intake_request = actions.save_draft(intake_request, fields={}, answers={}, window=window, by=request.user)
        return intake_request, []
    try:
        return keep(request, typed_form(request, intake_request)), []
    except ValidationError as refusal:
        return intake_request, refusal.messages


def _answer(request, intake_request, errors):
    status = 422 if errors else 200
    if request.htmx:
        context = {
            "addresses": addresses_of(intake_request),
            "documents": documents_of(intake_request),
            "file_errors": errors,
        }
        return render(request, "intake/_documents.html", context, status=status)
    if not errors:
        return redirect(intake_request)
    intake_request = own_request(request, intake_request.pk)
    if not intake_request.is_draft:
        return redirect(intake_request)
    form = DraftForm(intake_request=intake_request)
    return draft_page(request, intake_request, form, file_errors=errors, status=status)
