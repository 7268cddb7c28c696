"""One contract: its page, its record as it is corrected and amended, its signed file."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from common.locks import locked_row
from common.log import last_change
from common.stale import unless_changed
from contracts import policies
from contracts.actions import contracts as actions
from contracts.actions.comparisons import compare_versions
from contracts.actions.signed_files import attach_signed_file
from contracts.downloads import serve
from contracts.models import Contract
from contracts.stamps import current_file, words_that_differ
from contracts.verbs import Verb
from contracts.web.difference import SHOWN, redlines_of
from contracts.web.forms.record import AmendmentForm, RecordForm, SignedFileForm
from contracts.web.page import page_of

form_view = require_http_methods(["GET", "POST"])


def visible_contract(request, pk):
    """The contract, if this person may see it; else 404."""
    return get_object_or_404(Contract.objects.visible_to(request.user).for_page(), pk=pk)


def contract_to_change(request, pk):
    """The same for whoever keeps the record; others are told why not."""
    contract = visible_contract(request, pk)
    if not policies.may_correct(request.user, contract):
        raise PermissionDenied(policies.WHO_CORRECTS)
    return contract


@require_GET
def contract_detail(request, pk):
    contract = visible_contract(request, pk)
    return render(request, "contracts/contract_detail.html", {"page": page_of(contract, request.user)})


@form_view
def contract_correct(request, pk):
    """All that is on record, and why it changes."""
    contract = contract_to_change(request, pk)
    form = RecordForm(request.POST or None, instance=copy(contract), by=request.user)

    def fresh():
        return RecordForm(instance=locked_row(contract), by=request.user)

    with unless_changed(request, fresh, last=lambda: last_change(contract, Verb.CORRECTED)):
        if form.is_valid():
            try:
                actions.correct(contract, form.changes, why=form.cleaned_data["why"], by=request.user)
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, "Corrected. The dates are worked out anew.")
                return redirect(contract)
    return _form_page(request, "contracts/contract_correct.html", contract, form)


@form_view
def contract_amend(request, pk):
    """What an amendment changes, from its day on."""
    contract = contract_to_change(request, pk)
    form = AmendmentForm(request.POST or None, about=contract, by=request.user)
    if form.is_valid():
        try:
            actions.amend(contract, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, "The amendment counts. What came before stays as it was.")
            return redirect(contract)
    return _form_page(request, "contracts/contract_amend.html", contract, form)


@form_view
def signed_file_attach(request, pk):
    contract = contract_to_change(request, pk)
    replaced = current_file(contract)
    form = SignedFileForm(request.POST or None, request.FILES or None, replaces=replaced)
    if form.is_valid():
        why = form.cleaned_data.get("why", "")
        try:
            attach_signed_file(contract, form.cleaned_data["file"], why=why, by=request.user)
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
        else:
            messages.success(request, "The signed file is attached.")
            return redirect(contract)
    return _form_page(request, "contracts/signed_file.html", contract, form, replaced=replaced)


@require_GET
def signed_file(request, pk, file_pk):
    """The signed file, or one that it took the place of, as a download."""
    contract = _contract_with_words(request, pk)
    file = next((file for file in contract.signed_files.all() if file.pk == file_pk), None)
    if file is None:
        raise Http404
    return serve(file.version)


@require_GET
def signed_difference(request, pk):
    """The words of the signed file beside those that were approved, clause by clause."""
    contract = _contract_with_words(request, pk)
    file = current_file(contract)
    if file is None or contract.cleared_version is None:
        raise Http404
    comparison, redlines, blockers = None, [], []
    try:
        comparison = compare_versions(contract.cleared_version, file.version)
        redlines = redlines_of(comparison)
    except ValidationError as refusal:
        blockers = refusal.messages
    context = {
        "contract": contract,
        "file": file,
        "blockers": blockers,
        "redlines": redlines[:SHOWN],
        "more": max(len(redlines) - SHOWN, 0),
        "number": words_that_differ(comparison.counts) if comparison else 0,
    }
    return render(request, "contracts/signed_difference.html", context)


def _contract_with_words(request, pk):
    contract = visible_contract(request, pk)
    if not policies.may_read_files(request.user):
        raise PermissionDenied("Auditors read what was decided, and no papers.")
    return contract


def _form_page(request, template, contract, form, **more):
    context = {"contract": contract, "form": form, **more}
    return render(request, template, context, status=422 if form.is_bound else 200)
