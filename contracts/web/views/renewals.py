"""What must be decided: the list, and the steps of one decision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.locks import locked_row
from common.log import last_change
from common.paging import page_by_key
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from contracts import policies
from contracts.actions import renewals as actions
from contracts.files import safe_name
from contracts.models import Contract
from contracts.renewals import letter
from contracts.states import decision_of
from contracts.verbs import Verb
from contracts.web import renewals
from contracts.web.forms.renewals import AnswerForm, DecideForm, SendingForm
from contracts.web.views.contract import visible_contract
from contracts.web.views.lists import require_lists

PER_PAGE = 100


@require_GET
def renewal_list(request):
    """By the day by which one decides, a hundred a page, with the value at stake by month. Indexes: contract_by_step,
    renewal_of_contract."""
    require_lists(request.user)
    today = timezone.localdate()
    visible = Contract.objects.for_list(request.user)
    due = renewals.due(visible, today)
    page = page_by_key(renewals.with_decisions(due), request, key=("step_on", "pk"), size=PER_PAGE)
    months = renewals.months_of(visible, today)
    context = {
        "page": page,
        "groups": renewals.grouped(renewals.rows_of(page.rows, today), today),
        "months": months,
        "total": renewals.amounts_in_words(renewals.total_of(months)),
        "number": sum(month.number for month in months),
    }
    return render(request, "contracts/renewal_list.html", context)


@require_http_methods(["GET", "POST"])
def propose(request, pk):
    """Say what should become of it."""
    contract = visible_contract(request, pk)
    if not policies.may_propose(request.user, contract):
        raise PermissionDenied(policies.WHO_PROPOSES)
    form = AnswerForm(request.POST or None)
    done = "Proposed. A lead of procurement decides."
    if form.is_valid() and _acted(request, form, actions.propose, contract, done):
        return redirect(contract)
    return _page(request, contract, form, title="Propose what becomes of it", button="Propose")


@require_http_methods(["GET", "POST"])
def decide(request, pk):
    """Decide what becomes of it, on what was proposed."""
    contract = visible_contract(request, pk)
    if not policies.may_decide(request.user, contract):
        raise PermissionDenied(policies.WHO_DECIDES)
    state = decision_of(contract)
    form = DecideForm(request.POST or None, initial={"answer": state.proposal})

    def fresh():
        return decision_of(locked_row(contract)).state

    last = last_change(contract, Verb.RENEWAL_PROPOSED, Verb.RENEWAL_DECIDED)
    with unless_changed(request, fresh, last=lambda: last, deed=request.POST.get("answer", "")):
        if form.is_valid() and _acted(request, form, actions.decide, contract, "Decided."):
            return redirect(contract)
    return _page(request, contract, form, title="Decide what becomes of it", button="Decide", state=state.state)


@require_POST
def sign(request, pk):
    """Legal's second signature."""
    contract = visible_contract(request, pk)
    with refusals_as_messages(request):
        actions.sign(contract, by=request.user)
        messages.success(request, "Signed. The notice may go out now.")
    return redirect(contract)


@require_http_methods(["GET", "POST"])
def sent(request, pk):
    """The evidence that the notice went out."""
    contract = visible_contract(request, pk)
    if not policies.may_send(request.user, contract):
        raise PermissionDenied(policies.WHO_SENDS)
    form = SendingForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            decision = actions.record_sending(contract, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            _say_whether_in_time(request, decision)
            return redirect(contract)
    return _page(request, contract, form, title="Note that the notice went out", button="Note it", files=True)


def _say_whether_in_time(request, decision):
    if decision.settled_at:
        messages.success(request, "In time: the contract ends.")
    else:
        messages.error(request, "Too late: by what is on record this notice stops nothing. The alarm stays on.")


@require_GET
def notice_letter(request, pk):
    """The letter, drafted as a Word file or with `?as=pdf` as a PDF, for whoever sends it."""
    contract = visible_contract(request, pk)
    if not (policies.may_send(request.user, contract) or policies.may_correct(request.user, contract)):
        raise PermissionDenied(policies.WHO_SENDS)
    as_pdf = request.GET.get("as") == "pdf"
    kind, write = (letter.PDF, letter.write_pdf) if as_pdf else (letter.CONTENT_TYPE, letter.write)
    name = safe_name(f"Notice {contract.title}.{'pdf' if as_pdf else 'docx'}", kind)
    response = HttpResponse(write(contract), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name.encode("ascii", "ignore").decode()}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _acted(request, form, action, contract, done):
    """Whether the action was done; a refusal stands in the form."""
    try:
        action(contract, **form.cleaned_data, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    messages.success(request, done)
    return True


def _page(request, contract, form, *, title, button, files=False, state=None):
    context = {"contract": contract, "form": form, "title": title, "button": button, "files": files, "state": state}
    return render(request, "contracts/renewal_form.html", context, status=422 if form.is_bound else 200)
