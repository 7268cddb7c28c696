"""Vendor pages. Reviewers see them, procurement changes them; anybody signed in gets names as suggestions."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common import sight
from common.locks import locked_row
from common.log import last_change
from common.paging import page_by_key
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from vendors import actions, meant, policies
from vendors.forms import VendorContactForm, VendorForm
from vendors.models import Vendor, VendorContact
from vendors.verbs import Verb

form_view = require_http_methods(["GET", "POST"])
CONTRACTS_SHOWN = 50


@require_GET
def vendor_list(request):
    """By name, thirty a page. Indexes: vendor_by_name; for the search, vendor_name_contains."""
    _require_reviewer(request)
    search = request.GET.get("q", "").strip()
    vendors = Vendor.objects.visible_to(request.user).by_name()
    page = page_by_key(vendors.matching(search) if search else vendors, request, key=("sort_name", "pk"))
    context = {"page": page, "search": search, "may_edit": policies.may_edit_vendors(request.user)}
    return render(request, "vendors/vendor_list.html", context)


@require_GET
def vendor_detail(request, pk):
    """One vendor with its people and its newest contracts. Index: contract_of_vendor."""
    vendor = _visible_vendor(request, pk)
    context = {
        "vendor": vendor,
        "contacts": vendor.contacts.all(),
        "contracts": _contracts_of(vendor, request.user),
        "may_edit": policies.may_edit_vendors(request.user),
    }
    return render(request, "vendors/vendor_detail.html", context)


def _contracts_of(vendor, user):
    """The newest contracts, each with its dates as of now."""
    contracts = vendor.contracts.select_related("owner", "calendar").prefetch_related("events")
    shown = list(sight.narrowed(contracts, user)[:CONTRACTS_SHOWN])
    for contract in shown:
        contract.work_out()
    return shown


@require_GET
def suggest(request):
    """The options of a list for somebody typing a vendor's name: names only, for everybody signed in; those that may be
    meant, and that the name is a new company's."""
    name = request.GET.get("q", "").strip()
    known = Vendor.objects.known_to(request.user)
    vendors = list(known.suggest(name))
    is_known = any(vendor.name.casefold() == name.casefold() for vendor in vendors)
    meant_vendors = [] if is_known or not name else meant.meant_by(name, by=request.user)
    offered = [*meant_vendors, *(vendor for vendor in vendors if vendor not in meant_vendors)]
    context = {"vendors": offered, "meant": meant_vendors, "typed": name, "is_known": is_known}
    return render(request, "vendors/_suggestions.html", context)


@form_view
def vendor_add(request):
    _require_reviewer(request)
    _require_editor(request)
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
    may_mean = meant.meant_by(data["name"], by=request.user) if form.is_bound and not is_another else []
    return _form_page(request, form, title="Add a vendor", may_mean=may_mean)


@form_view
def vendor_edit(request, pk):
    vendor = _visible_vendor(request, pk)
    _require_editor(request)
    form = VendorForm(request.POST or None, instance=copy(vendor))  # the page keeps the saved name

    def fresh():
        return VendorForm(instance=locked_row(vendor))

    with unless_changed(request, fresh, last=lambda: last_change(vendor, Verb.UPDATED)):
        if form.is_valid():
            actions.update_vendor(vendor, by=request.user, **form.cleaned_data)
            messages.success(request, "The vendor is saved.")
            return redirect(vendor)
    return _form_page(request, form, title="Edit this vendor", vendor=vendor)


@form_view
def contact_add(request, pk):
    vendor = _visible_vendor(request, pk)
    _require_editor(request)
    form = VendorContactForm(request.POST or None, vendor=vendor)
    if form.is_valid():
        contact = actions.add_contact(vendor, by=request.user, **form.cleaned_data)
        messages.success(request, f"{contact} is added.")
        return redirect(vendor)
    return _form_page(request, form, title="Add a contact", vendor=vendor)


@form_view
def contact_edit(request, pk):
    contact = _visible_contact(request, pk)
    _require_editor(request)
    form = VendorContactForm(request.POST or None, instance=contact, vendor=contact.vendor)

    def fresh():
        return VendorContactForm(instance=locked_row(contact), vendor=contact.vendor)

    with unless_changed(request, fresh, last=lambda: last_change(contact.vendor, Verb.CONTACT_UPDATED)):
        if form.is_valid():
            actions.update_contact(contact, by=request.user, **form.cleaned_data)
            messages.success(request, "The contact is saved.")
            return redirect(contact.vendor)
    return _form_page(request, form, title="Edit this contact", vendor=contact.vendor, contact=contact)


@require_POST
def contact_remove(request, pk):
    contact = _visible_contact(request, pk)
    with refusals_as_messages(request):
        actions.remove_contact(contact, by=request.user)
        messages.success(request, f"{contact} is removed.")
    return redirect(contact.vendor)


def _require_reviewer(request):
    if not request.user.reads_lists:
        raise Http404


def _visible_vendor(request, pk):
    return get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)


def _visible_contact(request, pk):
    contacts = VendorContact.objects.filter(vendor__in=Vendor.objects.visible_to(request.user))
    return get_object_or_404(contacts.select_related("vendor"), pk=pk)


def _require_editor(request):
    """A reviewer of another desk may know of the page, so they are told why it is closed."""
    if not policies.may_edit_vendors(request.user):
        raise PermissionDenied("Only procurement can change vendors and their contacts.")


def _form_page(request, form, *, title, vendor=None, contact=None, may_mean=()):
    context = {"form": form, "title": title, "vendor": vendor, "contact": contact, "may_mean": may_mean}
    return render(request, "vendors/form.html", context, status=422 if form.is_bound else 200)
