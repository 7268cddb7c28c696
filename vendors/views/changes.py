"""What nobody changes alone: asking for it, confirming, refusing, taking it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from common.refusals import refusals_as_messages
from vendors import changes
from vendors.forms import ChangeForm
from vendors.models import Vendor, VendorChange
from vendors.views.vendors import form_page, form_view, require_editor, visible_vendor


@form_view
def change_ask(request, pk):
    vendor = visible_vendor(request, pk)
    require_editor(request)
    form = ChangeForm(request.POST or None, initial={"status": vendor.status})
    if form.is_valid():
        facts = form.cleaned_data
        try:
            changes.ask_for_change(vendor, facts["field"], form.value, why=facts["why"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Asked. It changes as soon as a second person confirms it.")
            return redirect(vendor)
    return form_page(request, form, title="Ask for a change", vendor=vendor)


@require_POST
def change_confirm(request, pk):
    return _answered(request, pk, changes.make_change, "The change is made.")


@require_POST
def change_refuse(request, pk):
    return _answered(request, pk, changes.refuse_change, "The change is refused.")


@require_POST
def change_withdraw(request, pk):
    return _answered(request, pk, changes.withdraw_change, "You have taken it back.")


def _answered(request, pk, answer, words):
    seen = VendorChange.objects.filter(vendor__in=Vendor.objects.visible_to(request.user))
    change = get_object_or_404(seen.select_related("vendor"), pk=pk)
    with refusals_as_messages(request):
        answer(change, by=request.user)
        messages.success(request, words)
    return redirect(change.vendor)
