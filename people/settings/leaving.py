"""Somebody leaves: what they hold, and who takes it over. And coming back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import refusals_as_messages
from people.actions import leaving
from people.models import User
from people.settings.common import person_or_404, tried
from people.settings.forms import LeaveForm
from people.taking_over import held_by

COLLEAGUES_SHOWN = 100


@require_http_methods(["GET", "POST"])
def leave(request, pk):
    """Everything they hold is counted first; then all of it moves at once, or nothing does."""
    somebody = person_or_404(request, pk)
    lines = held_by(somebody)
    form = LeaveForm(request.POST if request.method == "POST" else None, lines=lines)
    if form.is_valid():
        taker = form.cleaned_data.get("taker")
        options = {"taker": taker, "takers": form.takers(), "by": request.user}
        went, report = tried(request, form, leaving.deactivate, somebody, **options)
        if went:
            context = {"somebody": somebody, "report": report, "taker": taker}
            return render(request, "settings/people/left.html", context)
    context = {
        "somebody": somebody,
        "form": form,
        "lines": [(line, form.field_of(line.kind)) for line in lines],
        "colleagues": colleagues_of(somebody),
    }
    return render(request, "settings/people/leave.html", context, status=422 if form.is_bound else 200)


def colleagues_of(somebody):
    """Who is proposed: those at the same desks, who could do the work."""
    desks = somebody.memberships.values("team")
    people = User.objects.filter(is_active=True, memberships__team__in=desks).exclude(pk=somebody.pk)
    return people.distinct()[:COLLEAGUES_SHOWN]


@require_POST
def come_back(request, pk):
    somebody = person_or_404(request, pk)
    with refusals_as_messages(request):
        leaving.reactivate(somebody, by=request.user)
        messages.success(request, f"{somebody} can sign in again. Seats and roles are given anew.")
    return redirect("settings_people:person", pk)
