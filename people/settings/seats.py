"""Seats and roles of one person, and what waits for a second admin."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.locks import locked_row
from common.log import last_change
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from people.actions import seats
from people.actions.seats import ROLES, Part
from people.models import Membership, RightRequest
from people.settings.common import is_alone, person_or_404, require_admin, tell_what_happened, tried
from people.settings.forms import BACKUP, LEAD, SeatForm, initial_of
from people.verbs import Verb

ANSWERED_SHOWN = 20
form_view = require_http_methods(["GET", "POST"])


def _part(facts):
    return Part(is_lead=facts["part"] == LEAD, is_backup=facts["part"] == BACKUP, may_override=facts["may_override"])


@form_view
def seat_give(request, pk):
    somebody = person_or_404(request, pk)
    form = SeatForm(request.POST or None, alone=is_alone(request, somebody))
    if form.is_valid() and _given(request, form, somebody, form.cleaned_data["desk"]):
        return redirect("settings_people:person", pk)
    context = {"form": form, "somebody": somebody, "title": "Give a seat"}
    return render(request, "settings/people/form.html", context, status=422 if form.is_bound else 200)


@form_view
def seat_change(request, pk):
    require_admin(request)
    seat = get_object_or_404(Membership.objects.select_related("user", "team"), pk=pk)
    somebody, alone = seat.user, is_alone(request, seat.user)
    form = SeatForm(request.POST or None, initial=initial_of(seat), alone=alone, seat=seat)

    def fresh():
        return SeatForm(initial=initial_of(locked_row(seat)), alone=alone, seat=seat)

    def last():
        return last_change(somebody, Verb.SEAT_CHANGED, Verb.SEAT_GIVEN, desk=seat.team.slug)

    with unless_changed(request, fresh, last=last):
        if form.is_valid() and _given(request, form, somebody, seat.team):
            return redirect("settings_people:person", somebody.pk)
    context = {"form": form, "somebody": somebody, "seat": seat, "title": "Change this seat"}
    return render(request, "settings/people/form.html", context, status=422 if form.is_bound else 200)


def _given(request, form, somebody, desk):
    facts = form.cleaned_data
    options = {"team": desk, "part": _part(facts), "alone": facts.get("alone", False), "by": request.user}
    went, result = tried(request, form, seats.give_seat, somebody, **options)
    if went:
        tell_what_happened(request, result, f"{somebody} has the seat at {desk}.")
    return went


@require_POST
def seat_take(request, pk):
    require_admin(request)
    seat = get_object_or_404(Membership.objects.select_related("user", "team"), pk=pk)
    with refusals_as_messages(request):
        seats.take_seat(seat, by=request.user)
        messages.success(request, f"{seat.user} has no seat at {seat.team} any more. Their work is in its queue.")
    return redirect("settings_people:person", seat.user_id)


@require_POST
def role_give(request, pk, role):
    somebody = _person_of_role(request, pk, role)
    with refusals_as_messages(request):
        alone = bool(request.POST.get("alone"))
        result = seats.give_role(somebody, role=role, alone=alone, by=request.user)
        tell_what_happened(request, result, f"{somebody} has the role.")
    return redirect("settings_people:person", pk)


@require_POST
def role_take(request, pk, role):
    somebody = _person_of_role(request, pk, role)
    with refusals_as_messages(request):
        seats.take_role(somebody, role=role, by=request.user)
        messages.success(request, f"{somebody} does not have the role any more.")
    return redirect("settings_people:person", pk)


def _person_of_role(request, pk, role):
    if role not in ROLES:
        raise Http404
    return person_or_404(request, pk)


@require_GET
def right_list(request):
    """What waits for a second admin, and what was answered lately. Index: right_request_open."""
    require_admin(request)
    rows = RightRequest.objects.select_related("person", "team", "asked_by", "answered_by")
    context = {
        "open": [(row, request.user.pk not in {row.asked_by_id, row.person_id}) for row in rows.open()[:100]],
        "answered": rows.exclude(answer="")[:ANSWERED_SHOWN],
    }
    return render(request, "settings/people/right_list.html", context)


@require_POST
def right_confirm(request, pk):
    require_admin(request)
    row = get_object_or_404(RightRequest.objects.select_related("person"), pk=pk)
    with refusals_as_messages(request):
        seats.confirm(row, by=request.user)
        messages.success(request, f"Confirmed: {row.person} has it now.")
    return redirect("settings_people:right_list")


@require_POST
def right_refuse(request, pk):
    require_admin(request)
    row = get_object_or_404(RightRequest.objects.select_related("person"), pk=pk)
    with refusals_as_messages(request):
        seats.refuse(row, by=request.user)
        messages.success(request, "It is off the list, and nothing was changed.")
    return redirect("settings_people:right_list")
