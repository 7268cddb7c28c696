"""Target times: how long each kind of wait should take, by desk and type of request, and who changed what."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from common.locks import locked_row
from common.log import last_change
from common.models import Event
from common.paging import page_by_key
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from reviews.models import Purpose, TargetTime
from reviews.pure.verbs import Verb
from reviews.rules import policies as rule_policies
from reviews.rules import targets as rule_targets
from reviews.web.settings.common import require_reader
from reviews.web.settings.target_forms import NewTargetForm, RemoveTargetForm, TargetForm, kinds

form_view = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class TargetRow:
    """One target time in words; `kind` is a type of request that may be gone."""

    target: TargetTime
    kind: str


@require_GET
def targets(request):
    require_reader(request)
    names = kinds()
    rows = [
        TargetRow(target, names.get(target.kind, target.kind)) for target in TargetTime.objects.select_related("desk")
    ]
    context = {
        "groups": [(purpose, [row for row in rows if row.target.purpose == purpose]) for purpose in Purpose],
        "may_change": rule_policies.may_change_split(request.user),
    }
    return render(request, "settings/targets/targets.html", context)


@require_GET
def target_history(request):
    """Every change, newest first. Index: the primary key, after a look at the type of the subject."""
    require_reader(request)
    about = ContentType.objects.get_for_model(TargetTime)
    events = Event.objects.readable().filter(subject_type=about)
    return render(request, "settings/targets/target_history.html", {"page": page_by_key(events, request, key="-pk")})


@form_view
def target_add(request):
    _require_editor(request)
    form = NewTargetForm(request.POST or None)
    return _answer(request, form, form.instance, "Set a target time")


@form_view
def target_edit(request, pk):
    _require_editor(request)
    target = get_object_or_404(TargetTime.objects.select_related("desk"), pk=pk)
    form = TargetForm(request.POST or None, instance=TargetTime.objects.get(pk=pk))

    def fresh():
        return TargetForm(instance=locked_row(target))

    with unless_changed(request, fresh, last=lambda: last_change(target, Verb.TARGET_CHANGED)):
        return _answer(request, form, target, f"Change “{target.scope}”")


@form_view
def target_remove(request, pk):
    _require_editor(request)
    target = get_object_or_404(TargetTime.objects.select_related("desk"), pk=pk)
    form = RemoveTargetForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            rule_targets.remove_target(target, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, "Removed. The more general target time holds again.")
        return redirect("settings:targets")
    return _page(request, form, f"Remove “{target.scope}”", button="Remove")


def _answer(request, form, target, title):
    if form.is_valid():
        with refusals_as_messages(request):
            days, reason = form.cleaned_data["business_days"], form.cleaned_data["reason"]
            rule_targets.set_target(target, business_days=days, reason=reason, by=request.user)
            messages.success(request, "Saved, for everything that is opened from now on.")
            return redirect("settings:targets")
    return _page(request, form, title)


def _page(request, form, title, button="Save"):
    context = {"form": form, "title": title, "button": button}
    return render(request, "settings/targets/target_form.html", context, status=422 if form.is_bound else 200)


def _require_editor(request):
    require_reader(request)
    if not rule_policies.may_change_split(request.user):
        raise PermissionDenied("Only admins change target times. Leads can look at them.")
