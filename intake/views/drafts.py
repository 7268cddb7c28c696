"""One draft: write, save, submit, discard. Private to its requester; once submitted, its page is the review's."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from common.refusals import refusals_as_messages
from common.words import listed
from intake import actions
from intake.forms import DraftForm
from intake.models import IntakeRequest
from reviews.waits.status import status_of
from vendors.models import Vendor


@require_GET
def draft(request, pk):
    """The form. A request that was submitted, or a heads-up that came to nothing, has the review's page."""
    intake_request = own_request(request, pk)
    review = intake_request.review
    if review and not (intake_request.is_draft and review.is_live):
        return redirect(review)
    return draft_page(request, intake_request, DraftForm(intake_request=intake_request))


@require_POST
def save(request, pk):
    """Keep what was typed. The page's own saving (htmx) gets a line for the status, which also says which questions are
    asked now; a button press gets the page."""
    intake_request = own_request(request, pk)
    elsewhere = _saved_elsewhere(request, intake_request)
    form = typed_form(request, intake_request)
    try:
        intake_request = keep(form, by=request.user)
    except ValidationError as refusal:
        return _not_saved(request, intake_request, refusal)
    if request.htmx:
        context = {"intake_request": intake_request, "form": form, "elsewhere": elsewhere}
        return render(request, "intake/_saved.html", context)
    messages.success(request, "Your draft is saved.")
    return redirect(intake_request)


@require_POST
def submit(request, pk):
    """Hand it in. What is missing is said at the fields; pressed twice, the second press finds the review."""
    form = typed_form(request, own_request(request, pk))
    try:
        review = actions.submit(keep(form, by=request.user), by=request.user)
    except ValidationError as refusal:
        intake_request = own_request(request, pk)
        if not intake_request.is_draft:
            return redirect(intake_request)
        form.add_error(None, refusal)
        return draft_page(request, intake_request, form, status=422)
    messages.success(request, _thanks(review))
    return redirect(review)


@require_POST
def discard(request, pk):
    intake_request = own_request(request, pk)
    with refusals_as_messages(request):
        actions.discard(intake_request, by=request.user)
        messages.success(request, "The draft is discarded.")
        return redirect("intake:request_list")
    return redirect(intake_request)


def own_request(request, pk):
    """The person's own request; anybody else's does not exist for them."""
    own_requests = IntakeRequest.objects.visible_to(request.user).select_related("request_type", "review")
    return get_object_or_404(own_requests, pk=pk)


def typed_form(request, intake_request):
    """The form with what was typed. It is always valid: its fields refuse nothing."""
    form = DraftForm(request.POST, intake_request=intake_request)
    form.is_valid()
    return form


def keep(form, *, by):
    """Save what the form holds. Returns the draft. Raises ValidationError when it was submitted meanwhile."""
    fields, answers = form.fields_and_answers()
    form.intake_request = actions.save_draft(form.intake_request, fields=fields, answers=answers, by=by)
    return form.intake_request


def documents_of(intake_request):
    """The files with the addresses that components/file_drop.html wants."""
    documents = list(intake_request.documents.prefetch_related("versions").order_by("pk"))
    for document in documents:
        document.url = reverse("intake:file", args=[intake_request.pk, document.pk])
        document.remove_url = reverse("intake:remove_file", args=[intake_request.pk, document.pk])
    return documents


def draft_page(request, intake_request, form, *, file_errors=(), status=200):
    """The page of a draft with this form; `file_errors` are sentences about files that were just sent."""
    context = {
        "intake_request": intake_request,
        "form": form,
        "vendor_is_new": _is_new(intake_request.vendor_name, request.user),
        "documents": documents_of(intake_request),
        "file_errors": file_errors,
    }
    return render(request, "intake/draft.html", context, status=status)


def _is_new(vendor_name, user):
    return bool(vendor_name.strip()) and not Vendor.objects.known_to(user).named(vendor_name).exists()


def _saved_elsewhere(request, intake_request):
    """When another window saved this draft since this one last did, or None."""
    seen = request.POST.get("seen")
    return intake_request.saved_at if seen and seen != intake_request.saved_at.isoformat() else None


def _not_saved(request, intake_request, refusal):
    if request.htmx:
        context = {"sentences": refusal.messages, "intake_request": intake_request}
        return render(request, "intake/_not_saved.html", context, status=422)
    for sentence in refusal.messages:
        messages.error(request, sentence)
    return redirect(intake_request)


def _thanks(review):
    lines = status_of(review, plain=True).lines
    names = listed(dict.fromkeys(str(line.who) for line in lines if not line.paused))
    return f"Your request is submitted as {review.reference}. It is now with {names}. We tell you when we need you."
