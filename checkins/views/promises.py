"""What came of a meeting and waits for somebody: a proposal to confirm for one's desk, an action to do."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checkins import policies
from checkins.actions import outcomes, promises
from checkins.forms import DoneForm
from checkins.models import Action
from checkins.shown import state_key, visible_proposal
from common.keys import path_or
from common.refusals import refusals_as_messages
from people.models import Team


@require_GET
def proposal(request, pk):
    row = visible_proposal(request.user, pk)
    context = {
        "proposal": row,
        "term": row.term,
        "decisions": row.term.decisions.select_related("desk", "decided_by"),
        "left": row.desks_left(),
        "confirmable": policies.desks_to_confirm(request.user, row),
        "seen": state_key(row.term),
    }
    return render(request, "checkins/proposal.html", context)


@require_POST
def confirm(request, pk):
    row = visible_proposal(request.user, pk)
    desk = get_object_or_404(Team, slug=request.POST.get("desk", ""))
    with refusals_as_messages(request):
        outcomes.confirm_proposal(row, desk=desk, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, f"Confirmed for {desk}.")
    return redirect(path_or(row.get_absolute_url(), request.POST.get("next")))


@require_http_methods(["GET", "POST"])
def action(request, pk):
    """What somebody promised, and saying that it is done."""
    rows = Action.objects.visible_to(request.user).select_related("owner", "given_by", "done_by", "item__review")
    row = get_object_or_404(rows.select_related("item__meeting__series"), pk=pk)
    form = DoneForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            promises.finish_action(row, **form.cleaned_data, by=request.user)
            messages.success(request, "Done.")
            return redirect(row)
    may_finish = row.done_at is None and policies.may_finish(request.user, row)
    context = {"action": row, "form": form if may_finish else None}
    return render(request, "checkins/action.html", context, status=422 if form.is_bound else 200)
