"""The people at a vendor: procurement adds, changes and removes them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from common.locks import locked_row
from common.log import last_change
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from vendors import actions
from vendors.forms import VendorContactForm
from vendors.models import Vendor, VendorContact
from vendors.verbs import Verb
from vendors.views.vendors import form_page, form_view, require_editor, visible_vendor


@form_view
def contact_add(request, pk):
    vendor = visible_vendor(request, pk)
    require_editor(request)
    form = VendorContactForm(request.POST or None, vendor=vendor)
    if form.is_valid():
        try:
            contact = actions.add_contact(vendor, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"{contact} is added.")
            return redirect(vendor)
    return form_page(request, form, title="Add a contact", vendor=vendor)


@form_view
def contact_edit(request, pk):
    contact = _visible_contact(request, pk)
    require_editor(request)
    form = VendorContactForm(request.POST or None, instance=contact, vendor=contact.vendor)

    def fresh():
        return VendorContactForm(instance=locked_row(contact), vendor=contact.vendor)

    with unless_changed(request, fresh, last=lambda: last_change(contact.vendor, Verb.CONTACT_UPDATED)):
        if form.is_valid():
            actions.update_contact(contact, by=request.user, **form.cleaned_data)
            messages.success(request, "The contact is saved.")
            return redirect(contact.vendor)
    return form_page(request, form, title="Edit this contact", vendor=contact.vendor, contact=contact)


@require_POST
def contact_remove(request, pk):
    contact = _visible_contact(request, pk)
    with refusals_as_messages(request):
        actions.remove_contact(contact, by=request.user)
        messages.success(request, f"{contact} is removed.")
    return redirect(contact.vendor)


def _visible_contact(request, pk):
    contacts = VendorContact.objects.filter(vendor__in=Vendor.objects.visible_to(request.user))
    return get_object_or_404(contacts.select_related("vendor"), pk=pk)
