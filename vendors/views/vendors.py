"""Vendors: the list, one vendor, a new one, changing one. Reviewers see them, procurement changes them; anybody signed
in gets names as suggestions."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from common import sight
from common.locks import locked_row
from common.log import last_change
from common.paging import page_by_key
from common.stale import unless_changed
from vendors import actions, meant, parts, policies
from vendors.forms import VendorFilter, VendorForm
from vendors.listing import csv_rows, listing_for
from vendors.models import Vendor
from vendors.timeline import newest_events
from vendors.verbs import Verb

form_view = require_http_methods(["GET", "POST"])
CONTRACTS_SHOWN = 50
EVENTS_SHOWN = 20
CHANGES_SHOWN = 10


@require_GET
def vendor_list(request):
    """By name or newest first, thirty a page. Indexes: those of `listing_for`."""
    require_reviewer(request)
    form = VendorFilter(request.GET)
    chosen = form.chosen
    listing = listing_for(request.user, chosen)
    page = page_by_key(listing.vendors.select_related("owner"), request, key=listing.key, parts=listing.parts)
    context = {
        "page": page,
        "form": form,
        "category": chosen.get("category", ""),
        "is_narrowed": bool(set(chosen) - {"sort"}),
        "may_edit": policies.may_edit_vendors(request.user),
        "may_answer": policies.may_answer_changes(request.user),
    }
    return render(request, "vendors/vendor_list.html", context)


@require_GET
def vendor_export(request):
    """The list as a CSV file, by name, with the same filters. Indexes: those of `listing_for`."""
    require_reviewer(request)
    listing = listing_for(request.user, VendorFilter(request.GET).chosen | {"sort": ""})
    response = StreamingHttpResponse(csv_rows(listing), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="vendors-{timezone.localdate()}.csv"'
    return response


@require_GET
def vendor_detail(request, pk):
    """One vendor: its people and names, what is open, contracts, findings, papers, what happened. One that was merged
    into another leads there. Indexes: contract_of_vendor, event_timeline, those of the parts."""
    vendor = Vendor.objects.visible_to(request.user).select_related("owner").filter(pk=pk).first()
    if vendor is None:
        return redirect(_merged_into(request, pk))
    return render(request, "vendors/vendor_detail.html", _page_of(vendor, request.user))


@require_GET
def suggest(request):
    """The options of a list for somebody typing a vendor's name: names only, for everybody signed in; those that may be
    meant, and that the name is a new company's."""
    name = request.GET.get("q", "").strip()
    known = Vendor.objects.known_to(request.user)
    vendors = list(known.suggest(name))
    is_known = any(name.casefold() in {vendor.name.casefold(), vendor.also.casefold()} for vendor in vendors)
    meant_vendors = [] if is_known or not name else meant.meant_by(name, by=request.user)
    offered = [*meant_vendors, *(vendor for vendor in vendors if vendor not in meant_vendors)]
    context = {"vendors": offered, "meant": meant_vendors, "typed": name, "is_known": is_known}
    return render(request, "vendors/_suggestions.html", context)


@form_view
def vendor_add(request):
    require_reviewer(request)
    require_editor(request)
    data, is_another = meant.answered(request.POST, "name")
    form = VendorForm(data or None)
    if form.is_valid():
        try:
            vendor = actions.add_vendor(**form.cleaned_data, is_another=is_another, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"{vendor} is added.")
            return redirect(vendor)
    may_mean = []
    if form.is_bound and not is_another:
        may_mean = meant.meant_by(data.get("name", ""), website=form.cleaned_data.get("website", ""), by=request.user)
    return form_page(request, form, title="Add a vendor", may_mean=may_mean)


@form_view
def vendor_edit(request, pk):
    vendor = visible_vendor(request, pk)
    require_editor(request)
    form = VendorForm(request.POST or None, instance=copy(vendor))  # the page keeps the saved name

    def fresh():
        return VendorForm(instance=locked_row(vendor))

    with unless_changed(request, fresh, last=lambda: last_change(vendor, Verb.UPDATED)):
        if form.is_valid():
            try:
                actions.update_vendor(vendor, by=request.user, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, "The vendor is saved.")
                return redirect(vendor)
    return form_page(request, form, title="Edit this vendor", vendor=vendor)


# --- for the other views of vendors ---------------------------------------------------------------------------


def require_reviewer(request):
    if not request.user.reads_lists:
        raise Http404


def visible_vendor(request, pk):
    return get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)


def require_editor(request):
    """A reviewer of another desk may know of the page, so they are told why it is closed."""
    if not policies.may_edit_vendors(request.user):
        raise PermissionDenied(policies.EDITORS_ALONE)


def form_page(request, form, *, title, vendor=None, contact=None, may_mean=()):
    context = {"form": form, "title": title, "vendor": vendor, "contact": contact, "may_mean": may_mean}
    return render(request, "vendors/form.html", context, status=422 if form.is_bound else 200)


# --- one vendor -----------------------------------------------------------------------------------------------


def _merged_into(request, pk):
    """Where a vendor went that was merged away; 404 for whom that one does not exist."""
    target = Vendor.objects.filter(pk=pk).values("merged_into")
    return get_object_or_404(Vendor.objects.visible_to(request.user), pk__in=target)


def _page_of(vendor, user):
    names = list(vendor.names.all())
    changes = list(vendor.changes.select_related("asked_by", "answered_by")[:CHANGES_SHOWN])
    for change in changes:
        change.may_answer = policies.may_answer(user, change)
        change.is_own = change.asked_by_id == user.pk
    return {
        "vendor": vendor,
        "legal_names": [name for name in names if name.is_legal],
        "aliases": [name for name in names if not name.is_legal],
        "contacts": vendor.contacts.all(),
        "contracts": _contracts_of(vendor, user),
        "parts": parts.parts_for(vendor, user),
        "open_changes": [change for change in changes if change.is_open],
        "merges": vendor.merges_here.standing().select_related("source", "by"),
        "events": newest_events(vendor, user, limit=EVENTS_SHOWN),
        "may_edit": policies.may_edit_vendors(user),
        "may_merge": policies.may_merge_vendors(user),
        "may_read_sensitive": policies.may_read_sensitive(user),
    }


def _contracts_of(vendor, user):
    """The newest contracts, each with its dates as of now."""
    contracts = vendor.contracts.select_related("owner", "calendar").prefetch_related("events")
    shown = list(sight.narrowed(contracts, user)[:CONTRACTS_SHOWN])
    for contract in shown:
        contract.work_out()
    return shown
