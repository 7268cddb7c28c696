"""Settings pages for ladders of reminders. Admins only; what they preview shows references and desks, no content."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.locks import locked_row
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from people.policies import may_configure
from reviews.models import LADDER_OF_PURPOSE, Ladder, Purpose, Rung
from reviews.rules import ladder_preview, ladders
from reviews.web.settings.ladder_forms import RungForm

form_view = require_http_methods(["GET", "POST"])


@require_GET
def ladder_list(request):
    _require_admin(request)
    rungs = list(Rung.objects.current())
    own = [purpose for purpose in Purpose if any(rung.purpose == purpose for rung in rungs)]
    context = {
        "common": [(kind, sum(not rung.purpose and rung.ladder == kind for rung in rungs)) for kind in Ladder],
        "own": [(purpose, sum(rung.purpose == purpose for rung in rungs)) for purpose in own],
        "without_own": [(purpose, LADDER_OF_PURPOSE[purpose]) for purpose in Purpose if purpose not in own],
    }
    return render(request, "settings/ladders/ladder_list.html", context)


@require_GET
def ladder(request, name):
    """The rungs of one ladder, and what they come to for one wait (`?wait=`) or for a fresh example."""
    _require_admin(request)
    which = ladder_preview.ChosenLadder.named(name) or _no_such_ladder()
    wait = ladder_preview.chosen_wait(which, request.GET.get("wait"))
    context = {
        "which": which,
        "rungs": which.rungs(),
        "waits": ladder_preview.waits_to_choose_from(which),
        "preview": ladder_preview.as_promised(wait) if wait else ladder_preview.as_it_would_be(which, which.rungs()),
        "wait": wait,
    }
    return render(request, "settings/ladders/ladder.html", context)


@form_view
def rung_add(request, name):
    _require_admin(request)
    which = ladder_preview.ChosenLadder.named(name) or _no_such_ladder()
    return _rung_form(request, which, replaces=None)


@form_view
def rung_edit(request, pk):
    _require_admin(request)
    rung = ladders.current_of(pk) or _no_such_ladder()

    def fresh():
        now = locked_row(rung)
        return RungForm(instance=ladder_preview.ChosenLadder.of(now).new_rung(like=now))

    with unless_changed(request, fresh, last=lambda: ladders.last_change_of(rung)):
        return _rung_form(request, ladder_preview.ChosenLadder.of(rung), replaces=rung)


def _rung_form(request, which, *, replaces):
    others = [rung for rung in which.rungs() if rung != replaces]
    form = RungForm(request.POST or None, instance=which.new_rung(like=replaces), others=others)
    preview = None
    if form.is_valid():
        if "preview" not in request.POST:
            with refusals_as_messages(request):
                ladders.set_rung(form.instance, replaces=replaces, by=request.user)
                messages.success(request, "The ladder is changed, for everything that is opened from now on.")
                return redirect("ladders:ladder", which.name)
        preview = ladder_preview.as_it_would_be(which, [*others, form.instance])
    context = {"form": form, "which": which, "rung": replaces, "preview": preview}
    return render(request, "settings/ladders/rung_form.html", context, status=422 if form.errors else 200)


@require_POST
def rung_remove(request, pk):
    _require_admin(request)
    rung = get_object_or_404(Rung, pk=pk)
    with refusals_as_messages(request):
        ladders.remove_rung(rung, by=request.user)
        messages.success(request, "The rung is removed, for everything that is opened from now on.")
    return redirect("ladders:ladder", ladder_preview.ChosenLadder.of(rung).name)


@require_POST
def own_begin(request, name):
    _require_admin(request)
    which = ladder_preview.ChosenLadder.named(name)
    if which is None or not which.purpose:
        raise Http404
    with refusals_as_messages(request):
        ladders.begin_own_ladder(which.purpose, by=request.user)
    return redirect("ladders:ladder", which.name)


@require_POST
def own_drop(request, name):
    _require_admin(request)
    which = ladder_preview.ChosenLadder.named(name)
    if which is None or not which.purpose:
        raise Http404
    with refusals_as_messages(request):
        ladders.drop_own_ladder(which.purpose, by=request.user)
        messages.success(request, "This kind of wait climbs the common ladder again.")
    return redirect("ladders:ladder_list")


def _require_admin(request):
    if not may_configure(request.user):
        raise PermissionDenied("Only admins change ladders.")


def _no_such_ladder():
    raise Http404
