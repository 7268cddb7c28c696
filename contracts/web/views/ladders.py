"""Who is reminded of contracts and when, and from which value on legal signs a notice: for admins."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import refusals_as_messages
from contracts.actions import ladders as actions
from contracts.models import NoticeBand, Told
from contracts.renewals.ladder import MISSED, steps
from contracts.web.forms.renewals import BandForm, LadderForm

ADDRESS = "contracts:ladder"


@require_http_methods(["GET", "POST"])
def ladder(request):
    """The steps, and a form for one more."""
    _require_admin(request)
    form = LadderForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            actions.choose_step(**form.cleaned_data, by=request.user)
            messages.success(request, "The step is on the ladder. Reminders that are still to come follow it.")
        return redirect(ADDRESS)
    labels = dict(Told.choices)
    rows = [(days, [labels[name] for name in tells]) for days, tells in steps().items() if days != MISSED]
    context = {
        "rows": rows,
        "form": form,
        "band": NoticeBand.objects.select_related("by").first(),
        "band_form": BandForm(),
    }
    return render(request, "contracts/ladder.html", context, status=422 if form.is_bound else 200)


@require_POST
def step_remove(request, days):
    _require_admin(request)
    with refusals_as_messages(request):
        actions.remove_step(days, by=request.user)
        messages.success(request, "The step is off the ladder.")
    return redirect(ADDRESS)


@require_POST
def band(request):
    _require_admin(request)
    form = BandForm(request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            actions.choose_band(form.cleaned_data["amount"], by=request.user)
            messages.success(request, "From this value on, any notice needs legal’s signature.")
    else:
        messages.error(request, "Write the amount in figures.")
    return redirect(ADDRESS)


def _require_admin(request):
    if not request.user.configures:
        raise PermissionDenied(actions.ADMINS_ALONE)
