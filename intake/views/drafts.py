"""One draft: write, save, submit, discard. Private to its requester; once submitted, its page is the review's."""

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from common import typed
from common.form_keys import FIELD, new_key, owner_of
from common.locks import locked_row
from common.models import TypedText, Why
from common.refusals import refusals_as_messages
from common.stale import OWN_WINDOW, Stale, unless_changed
from common.words import listed
from contracts.models import Contract
from intake import actions, asking_again, policies
from intake.forms import DraftForm
from intake.from_contracts import KINDS, draft_from
from intake.models import IntakeRequest, RequestType
from reviews.waits.status import status_of
from vendors import meant
from vendors.models import Vendor

NAMES_OFFERED = 100


@require_GET
def draft(request, pk):
    """The form. A request that was submitted, or a heads-up that came to nothing, has the review's page."""
    intake_request = own_request(request, pk)
    review = intake_request.review
    if review and not (intake_request.is_draft and review.is_live):
        return redirect(review)
    return draft_page(request, intake_request, DraftForm(intake_request=intake_request))


@require_GET
def start(request, slug):
    """The form of a request that is not there yet: its first save makes it, not that somebody looks."""
    intake_request = own_request(request, slug=slug)
    return draft_page(request, intake_request, DraftForm(intake_request=intake_request))


@require_POST
def from_contract(request, pk, slug):
    """Begin a renewal or an amendment with what is on record of a contract."""
    contract = get_object_or_404(Contract.objects.visible_to(request.user).for_page(), pk=pk)
    if slug not in KINDS or not request.user.asks:
        raise Http404
    draft = draft_from(contract, slug, by=request.user)
    if draft is None:
        messages.error(request, "Requests of this kind are switched off.")
        return redirect(contract)
    return redirect(draft)


@require_POST
def save(request, pk=None, slug=""):
    """Keep what was typed. The page's own saving (htmx) gets a line for the status, which also says which questions are
    asked now; a button press gets the page."""
    intake_request = own_request(request, pk, slug)
    form = typed_form(request, intake_request)
    try:
        intake_request = keep(request, form)
    except ValidationError as refusal:
        return _not_saved(request, intake_request, refusal)
    except Stale as stale:
        if not request.htmx:
            raise
        return _changed_elsewhere(request, stale)
    if request.htmx:
        context = {
            "intake_request": intake_request,
            "form": form,
            "shown": DraftForm(intake_request=intake_request),
            "faults": json.dumps(policies.faults_to_submission(intake_request)),
            "readings": json.dumps(form.readings()),
            "either": json.dumps(form.either()),
        }
        return render(request, "intake/_saved.html", context)
    messages.success(request, "Your draft is saved.")
    return redirect(intake_request)


@require_POST
def submit(request, pk=None, slug=""):
    """Hand it in. What is missing is said at the fields; pressed twice, the second press finds the review."""
    form = typed_form(request, own_request(request, pk, slug))
    _, is_another = meant.answered(request.POST, "vendor_name")
    try:
        draft = keep(request, form)
        if is_to_be_shown(request, form, draft):
            return draft_page(request, draft, form, status=422)
        review = actions.submit(draft, is_another_vendor=is_another, by=request.user)
    except ValidationError as refusal:
        intake_request = own_request(request, form.intake_request.pk)
        if not intake_request.is_draft:
            return redirect(intake_request)
        form.add_error(None, refusal)
        may_mean = [] if is_another else meant.meant_by(intake_request.vendor_name, by=request.user)
        return draft_page(request, intake_request, form, may_mean=may_mean, status=422)
    messages.success(request, _thanks(review))
    return redirect(review)


@require_POST
def share(request, pk):
    """Title, vendor, size and date into the pipeline."""
    draft = own_request(request, pk)
    with refusals_as_messages(request):
        actions.share(draft, by=request.user)
        messages.success(request, "Procurement and legal read title, vendor, size and date now, and nothing else.")
    return redirect(draft)


@require_POST
def stop_sharing(request, pk):
    draft = own_request(request, pk)
    with refusals_as_messages(request):
        actions.stop_sharing(draft, by=request.user)
        messages.success(request, "Taken back: only you can see this draft.")
    return redirect(draft)


@require_POST
def ask_again(request, pk):
    """Begin a draft with what was asked before and came to nothing."""
    former = own_request(request, pk)
    with refusals_as_messages(request):
        draft = asking_again.ask_again(former, by=request.user)
        messages.success(request, "Filled in as you asked before. Change what has changed, and attach the papers anew.")
        return redirect(draft)
    return redirect(former)


@require_POST
def discard(request, pk):
    intake_request = own_request(request, pk)
    with refusals_as_messages(request):
        actions.discard(intake_request, by=request.user)
        messages.success(request, "The draft is discarded.")
        return redirect("intake:request_list")
    return redirect(intake_request)


def own_request(request, pk=None, slug=""):
    """The person's own request; anybody else's does not exist for them. With `slug`, the one that this window has
    begun, or a new one of that type, which is not stored yet."""
    own_requests = IntakeRequest.objects.visible_to(request.user).select_related("request_type", "review")
    if pk is not None:
        return get_object_or_404(own_requests, pk=pk)
    request_type = get_object_or_404(RequestType.objects.filter(is_active=True), slug=slug)
    window = window_of(request)
    begun = own_requests.filter(request_type=request_type, begun_in=window).first() if window else None
    return begun or IntakeRequest(requester=request.user, request_type=request_type, begun_in=window)


def window_of(request):
    """The key of the page that sent this; nothing where it came from no page of this person's."""
    window = request.POST.get("window") or request.POST.get(FIELD, "")
    return window if owner_of(window) == request.user.pk else ""


def typed_form(request, intake_request):
    """The form with what was typed. It is always valid: its fields refuse nothing."""
    data, _ = meant.answered(request.POST, "vendor_name")
    form = DraftForm(data, intake_request=intake_request)
    form.is_valid()
    return form


def is_to_be_shown(request, form, draft):
    """Whether something was understood that its writer has not seen yet: then it is shown first, and sent on the next
    press. Where something is missing as well, that is said along with it."""
    unseen = form.has_unseen_readings(request.POST.get("readings_seen", ""))
    return unseen and not policies.faults_to_submission(draft)


def keep(request, form):
    """Save what the form holds. Returns the draft.

    Raises ValidationError when it was submitted meanwhile, `Stale` when another window has changed it since this one
    read it, or saved last.
    """
    draft, window = form.intake_request, window_of(request)
    stored = {}

    def fresh():
        stored["row"] = row = locked_row(draft) if draft.pk else draft
        return DraftForm(intake_request=row)

    def last():
        return OWN_WINDOW, stored["row"].saved_at

    def is_mine():
        return draft.pk is None or (window and stored["row"].saved_in == window)

    with unless_changed(request, fresh, last=last, is_mine=is_mine):
        fields, answers = form.fields_and_answers()
        form.intake_request = actions.save_draft(draft, fields=fields, answers=answers, window=window, by=request.user)
    return form.intake_request


def documents_of(intake_request):
    """The files with the addresses that components/file_drop.html wants."""
    documents = list(intake_request.documents.prefetch_related("versions").order_by("pk"))
    for document in documents:
        document.url = reverse("intake:file", args=[intake_request.pk, document.pk])
        document.remove_url = reverse("intake:remove_file", args=[intake_request.pk, document.pk])
    return documents


def draft_page(request, intake_request, form, *, file_errors=(), may_mean=(), status=200):
    """The page of a draft with this form; `file_errors` are sentences about files that were just sent, `may_mean` the
    vendors of which one may be meant."""
    is_stored = intake_request.pk is not None
    addresses = addresses_of(intake_request)
    context = {
        "intake_request": intake_request,
        "addresses": addresses,
        "window": new_key(request.user, again=True),
        "form": form,
        "shown": DraftForm(intake_request=intake_request),
        "known_vendors": known_vendors(request.user),
        "vendor_is_new": _is_new(intake_request.vendor_name, request.user),
        "documents": documents_of(intake_request) if is_stored else [],
        "file_errors": file_errors,
        "may_mean": may_mean,
        "unsaved": _typed_elsewhere(request, addresses) if is_stored else None,
    }
    return render(request, "intake/draft.html", context, status=status)


def addresses_of(intake_request):
    """{what: address} of a draft; of one that is not stored yet, those that store it first."""
    if intake_request.pk is None:
        slug = intake_request.request_type.slug
        named = {"draft": "start", "save": "begin", "submit": "begin_and_submit", "attach": "begin_and_attach"}
        return {what: reverse(f"intake:{name}", args=[slug]) for what, name in named.items()}
    return {what: reverse(f"intake:{what}", args=[intake_request.pk]) for what in ("draft", "save", "submit", "attach")}


def _typed_elsewhere(request, addresses):
    """The address of the difference, where another window could not save what was typed there; else None."""
    left = TypedText.objects.filter(person=request.user, why=Why.CHANGED, address=addresses["save"]).first()
    return typed.address_of(left) if left else None


def known_vendors(user):
    """The names that a browser without JavaScript offers, by name."""
    return Vendor.objects.known_to(user).by_name().values_list("name", flat=True)[:NAMES_OFFERED]


def _is_new(vendor_name, user):
    return bool(vendor_name.strip()) and not Vendor.objects.known_to(user).named(vendor_name).exists()


def _changed_elsewhere(request, stale):
    """The page goes on as it is: it keeps its text, and leads to the difference."""
    kept = typed.keep(request, Why.CHANGED, changes=stale.as_facts())
    context = {"sentence": str(stale), "address": typed.address_of(kept) if kept else ""}
    return render(request, "intake/_changed.html", context, status=409)


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
