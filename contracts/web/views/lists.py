"""The list of contracts, and the same as a file."""

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.paging import page_by_key
from contracts.models import Contract
from contracts.web.exports import MOST_IN_A_WORKBOOK, csv_lines, workbook
from contracts.web.filters import ContractFilter
from contracts.web.rows import rows_of
from vendors.models import Vendor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def contract_list(request):
    """Thirty a page; of whoever sees few contracts, those. Indexes: those of `ContractFilter.parts` and of
    contracts.Reader, primary key."""
    require_lists(request.user)
    narrowed = ContractFilter(request.GET, today=timezone.localdate())
    visible = Contract.objects.for_list(request.user)
    page = page_by_key(Contract.objects.for_rows(), request, key=narrowed.key, parts=narrowed.parts(visible))
    chosen = narrowed.chosen
    context = {
        "filter": narrowed,
        "page": page,
        "rows": rows_of(page.rows),
        "vendor": Vendor.objects.known_to(request.user).filter(pk=chosen["vendor"]).first()
        if chosen["vendor"]
        else None,
        "owner": _owner_of(visible, chosen["owner"]) if chosen["owner"] else None,
    }
    return render(request, "contracts/contract_list.html", context)


def _owner_of(contracts, pk):
    """Who owns the contracts that the list is narrowed to; nobody, where there is none to be seen."""
    contract = contracts.filter(owner=pk).select_related("owner").first()
    return contract and contract.owner


@require_GET
def contract_export(request):
    """What the filters leave, as CSV, row by row: it begins at once, whatever its length. `?as=xlsx`: a workbook."""
    require_lists(request.user)
    narrowed = ContractFilter(request.GET, today=timezone.localdate())
    if request.GET.get("as") == "xlsx":
        return _workbook(request, narrowed)
    response = StreamingHttpResponse(
        csv_lines(narrowed.parts(Contract.objects.for_list(request.user))),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="contracts-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


def _workbook(request, narrowed):
    content = workbook(narrowed.parts(Contract.objects.for_list(request.user)))
    if content is None:
        messages.error(request, f"A workbook holds up to {MOST_IN_A_WORKBOOK} contracts. Narrow the list, or take CSV.")
        return redirect("contracts:contract_list")
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="contracts-{timezone.localdate():%Y-%m-%d}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def require_lists(user):
    """Outside counsel is named on single reviews, and looks through no list."""
    if user.is_outside:
        raise Http404
