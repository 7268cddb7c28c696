"""One company under two names: looking at both, making them one, and two again."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.keys import pk_or_none
from common.refusals import refusals_as_messages
from vendors import merging, policies
from vendors.forms import MergeForm
from vendors.models import Vendor, VendorMerge
from vendors.views.vendors import form_view, visible_vendor


@dataclass(frozen=True)
class Line:
    """One fact of two vendors."""

    label: str
    one: str
    other: str

    @property
    def differs(self):
        return self.one != self.other


@form_view
def merge(request, pk):
    """Which other vendor it is (`?other=` its name), both beside each other, and the step itself."""
    vendor = visible_vendor(request, pk)
    if not policies.may_merge_vendors(request.user):
        raise PermissionDenied(merging.LEADS_ALONE)
    known = Vendor.objects.visible_to(request.user).exclude(pk=vendor.pk)
    if request.method == "POST":
        source = get_object_or_404(known, pk=pk_or_none(request.POST.get("source", "")))
        with refusals_as_messages(request):
            merging.merge(source, vendor, by=request.user)
            messages.success(request, f"{source} is merged into {vendor}. You can undo it on this page.")
        return redirect(vendor)
    form = MergeForm(request.GET if "other" in request.GET else None)
    other = known.named(form.cleaned_data["other"]).first() if form.is_valid() else None
    if form.is_bound and form.is_valid() and other is None:
        form.add_error("other", "No other vendor has this name.")
    context = {
        "vendor": vendor,
        "other": other,
        "form": form,
        "lines": _lines(vendor, other) if other else [],
        "faults": merging.faults_of_merge(other, vendor) if other else [],
        "offered": [] if other else _offered(vendor, known),
    }
    return render(request, "vendors/merge.html", context)


@require_POST
def undo(request, pk):
    seen = VendorMerge.objects.filter(target__in=Vendor.objects.visible_to(request.user))
    merged = get_object_or_404(seen.select_related("source", "target"), pk=pk)
    with refusals_as_messages(request):
        merging.undo(merged, by=request.user)
        messages.success(request, f"{merged.source} is a vendor of its own again.")
    return redirect(merged.target)


def _offered(vendor, known):
    """Vendors that may be the same company: of a close name, or of the same domain."""
    same = known.of_domain(vendor.website).order_by("pk")[:3] if vendor.domain else []
    return list(dict.fromkeys([*same, *known.meant_by(vendor.name)]))


FACTS = ("Status", "Risk", "Country", "Website", "Registration number", "Categories", "Owner")


def _lines(vendor, other):
    return [Line(*line) for line in zip(FACTS, _texts(vendor), _texts(other), strict=True)]


def _texts(vendor):
    return (
        vendor.get_status_display(),
        vendor.get_risk_tier_display(),
        vendor.country,
        vendor.website,
        vendor.registration_number,
        ", ".join(vendor.categories),
        str(vendor.owner or ""),
    )
