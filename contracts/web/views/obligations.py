"""What is owed under contracts: one's own list, one obligation, and what becomes of its dates."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from common.locks import locked_row
from common.log import last_change
from common.paging import page_by_key
from common.stale import unless_changed
from contracts import policies
from contracts.actions import obligations as actions
from contracts.downloads import serve
from contracts.models import Obligation, ObligationDate
from contracts.verbs import Verb
from contracts.web import obligations
from contracts.web.forms.obligations import DoneForm, ObligationChangeForm, ObligationForm, ReasonForm
from contracts.web.views.contract import visible_contract

form_view = require_http_methods(["GET", "POST"])
DATES_SHOWN = 60


@require_GET
def obligation_list(request):
    """One's own first; those who look through lists may look at all. By the day, thirty a page. Indexes:
    obligation_date_due, those of the keys of Obligation."""
    user = request.user
    if user.is_outside:
        raise Http404
    shows_all = user.reads_lists and request.GET.get("whose") == "all"
    dates = ObligationDate.objects.open().visible_to(user)
    dates = dates if shows_all else dates.held_by(user)
    page = page_by_key(dates.for_rows(), request, key=("due_on", "pk"))
    rows = obligations.rows_of(page.rows, timezone.localdate(), user)
    return render(request, "contracts/obligation_list.html", {"page": page, "rows": rows, "shows_all": shows_all})


@require_GET
def obligation_detail(request, pk):
    obligation = _visible(request, pk)
    dates = obligations.dates_of(obligation, DATES_SHOWN)
    context = {
        "obligation": obligation,
        "contract": obligation.contract,
        "rows": obligations.rows_of(dates, obligation.contract.today(), request.user),
        "may_keep": policies.may_keep_obligations(request.user, obligation.contract),
        "reads_files": policies.may_read_files(request.user),
    }
    return render(request, "contracts/obligation_detail.html", context)


@form_view
def obligation_add(request, pk):
    """Note something that is owed."""
    contract = visible_contract(request, pk)
    _require_keeper(request, contract)
    form = ObligationForm(request.POST or None, instance=Obligation(contract=contract, owner=contract.owner))
    if form.is_valid():
        try:
            actions.add_obligation(contract, **form.facts, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, "Noted. Whoever sees to it is reminded in time.")
            return redirect(f"{contract.get_absolute_url()}#owed")
    return _form_page(request, contract, form, title="Note what is owed", button="Note it")


@form_view
def obligation_change(request, pk):
    """All that is on record of it, and why it changes."""
    obligation = _visible(request, pk)
    _require_keeper(request, obligation.contract)
    form = ObligationChangeForm(request.POST or None, instance=copy(obligation))

    def fresh():
        return ObligationChangeForm(instance=locked_row(obligation))

    last = last_change(obligation.contract, Verb.OBLIGATION_CHANGED, obligation=obligation.pk)
    with unless_changed(request, fresh, last=lambda: last):
        if form.is_valid():
            try:
                actions.change_obligation(obligation, form.facts, why=form.cleaned_data["why"], by=request.user)
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, "Changed. Dates that nobody has answered for follow.")
                return redirect(obligation)
    return _form_page(request, obligation.contract, form, title="Change what is owed", button="Save", reads=form)


@form_view
def obligation_end(request, pk):
    """Nobody owes it any more."""
    obligation = _visible(request, pk)
    _require_keeper(request, obligation.contract)
    done = "Ended. Nobody is reminded of it any more."
    return _reason_page(
        request, obligation, actions.end_obligation, done, title="Nobody owes this any more", button="End"
    )


@form_view
def date_done(request, pk):
    """That it was done for this date, with the evidence."""
    row = _visible_date(request, pk)
    if not policies.may_fulfil(request.user, row.obligation):
        raise PermissionDenied(policies.WHO_FULFILS)
    needs_evidence = row.obligation.needs_evidence
    initial = {"done_on": row.obligation.contract.today()}
    form = DoneForm(request.POST or None, request.FILES or None, initial=initial, needs_evidence=needs_evidence)
    if form.is_valid():
        try:
            actions.mark_done(row, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, "Done. It stays on record with the contract.")
            return redirect(row.obligation)
    contract = row.obligation.contract
    return _form_page(request, contract, form, title=f"{row.obligation}: done", button="It is done", files=True)


@form_view
def date_waive(request, pk):
    """That it is not needed for this date, and why."""
    row = _visible_date(request, pk)
    _require_keeper(request, row.obligation.contract)
    title = f"{row.obligation}: not needed"
    return _reason_page(request, row, actions.waive, "Noted, with the reason.", title=title, button="It is not needed")


@form_view
def date_reopen(request, pk):
    """Take back what was said about this date."""
    row = _visible_date(request, pk)
    _require_keeper(request, row.obligation.contract)
    title = f"{row.obligation}: open again"
    return _reason_page(request, row, actions.reopen, "Open again.", title=title, button="Open it again")


@require_GET
def date_evidence(request, pk):
    """The file that shows that it was done, as a download."""
    row = _visible_date(request, pk)
    if not policies.may_read_files(request.user):
        raise PermissionDenied("Auditors read what was decided, and no papers.")
    if row.version is None:
        raise Http404
    return serve(row.version)


def _visible(request, pk):
    return get_object_or_404(Obligation.objects.visible_to(request.user).for_page(), pk=pk)


def _visible_date(request, pk):
    rows = ObligationDate.objects.visible_to(request.user).select_related("version", "by")
    row = get_object_or_404(rows, pk=pk)
    row.obligation = Obligation.objects.for_page().get(pk=row.obligation_id)
    return row


def _require_keeper(request, contract):
    if not policies.may_keep_obligations(request.user, contract):
        raise PermissionDenied(policies.WHO_KEEPS_OBLIGATIONS)


def _reason_page(request, subject, action, done, *, title, button):
    """One reason, then the action; `subject` is an obligation or one of its dates."""
    obligation = subject if isinstance(subject, Obligation) else subject.obligation
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            action(subject, why=form.cleaned_data["why"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, done)
            return redirect(obligation)
    return _form_page(request, obligation.contract, form, title=title, button=button)


def _form_page(request, contract, form, *, title, button, files=False, reads=None):
    context = {"contract": contract, "form": form, "title": title, "button": button, "files": files, "state": reads}
    return render(request, "contracts/renewal_form.html", context, status=422 if form.is_bound else 200)
