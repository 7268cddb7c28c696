"""The desks: their list, one desk's page, adding, changing, retiring, and who sits there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.locks import locked_row
from common.log import events_of, last_change
from common.models import READ_BY_DESKS
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from people import desk_work
from people.actions import desks, seats
from people.actions.seats import Part
from people.models import Colour, Team, WorkingCalendar
from people.policies import admins_beside
from people.settings.common import require_admin, tell_what_happened, tried
from people.settings.desk_forms import DeskForm, DeskSeatForm, RetireForm, colleagues_beside
from people.settings.forms import BACKUP, LEAD
from people.verbs import Verb

EVENTS_SHOWN = 15
SEATS_SHOWN = 100
form_view = require_http_methods(["GET", "POST"])


def desk_or_404(request, pk):
    require_admin(request)
    return get_object_or_404(Team.objects.select_related("calendar"), pk=pk)


@require_GET
def desk_list(request):
    """All desks by name, those that are retired below; a fixed number of queries."""
    require_admin(request)
    rows = list(Team.objects.select_related("calendar").with_people())
    context = {
        "rows": [desk for desk in rows if not desk.is_retired],
        "retired": [desk for desk in rows if desk.is_retired],
    }
    return render(request, "settings/desks/desk_list.html", context)


@require_GET
def desk(request, pk):
    """What it is, who sits there, what gives it work, what is open."""
    row = desk_or_404(request, pk)
    seated = row.memberships.filter(user__is_active=True).select_related("user")
    rules = desk_work.lines_of(row, gives_work=True)
    context = {
        "desk": row,
        "seats": seated.order_by("-is_lead", "-is_backup", "user__name", "pk")[:SEATS_SHOWN],
        "number": seated.count(),
        "has_lead": seated.filter(is_lead=True).exists(),
        "has_backup": seated.filter(is_backup=True).exists(),
        "waiting": row.right_requests.open().select_related("person", "asked_by"),
        "rules": rules,
        "needs_rules": row.owns_terms and not row.is_retired and not rules,
        "work": desk_work.lines_of(row, gives_work=False),
        "parts": [(part, part.words(row), part.url(row)) for part in desk_work.PARTS],
        "events": events_of(row, audiences=READ_BY_DESKS)[:EVENTS_SHOWN],
    }
    return render(request, "settings/desks/desk.html", context)


@form_view
def desk_add(request):
    require_admin(request)
    first = WorkingCalendar.objects.order_by("pk").first()
    usual = {"duty": "asked", "calendar": first and first.pk, "raises_findings": False, "colour": Colour.NEUTRAL}
    form = DeskForm(request.POST or None, initial=usual)
    if form.is_valid():
        went, row = tried(request, form, desks.add_desk, **form.columns(), by=request.user)
        if went:
            messages.success(request, f"{row} is there. Nothing goes to it yet: give it people, then work.")
            return redirect("settings_people:desk", row.pk)
    context = {"form": form, "title": "Add a desk"}
    return render(request, "settings/desks/desk_form.html", context, status=422 if form.is_bound else 200)


@form_view
def desk_change(request, pk):
    row = desk_or_404(request, pk)
    form = DeskForm(request.POST or None, instance=row)

    def fresh():
        return DeskForm(instance=locked_row(row))

    with unless_changed(request, fresh, last=lambda: last_change(row, Verb.DESK_CHANGED, Verb.DESK_ADDED)):
        if form.is_valid():
            went, changed = tried(request, form, desks.change_desk, row, **form.columns(), by=request.user)
            if went:
                messages.success(request, f"{changed} is saved.")
                return redirect("settings_people:desk", pk)
    context = {"form": form, "desk": row, "title": "Change this desk"}
    return render(request, "settings/desks/desk_form.html", context, status=422 if form.is_bound else 200)


@form_view
def desk_retire(request, pk):
    """What stands in the way, and what is open; then it gets no new work."""
    row = desk_or_404(request, pk)
    form = RetireForm(request.POST if request.method == "POST" else None, desk=row)
    if form.is_valid():
        taker = form.cleaned_data["taker"]
        went, report = tried(request, form, desks.retire_desk, row, taker=taker, by=request.user)
        if went:
            messages.success(request, f"{row} is retired. It gets no new work.")
            if not report.left:
                return redirect("settings_people:desk", pk)
            return render(request, "settings/desks/retired.html", {"desk": row, "report": report, "taker": taker})
    context = {
        "form": form,
        "desk": row,
        "blockers": desks.blockers_to_retire(row),
        "rules": desk_work.lines_of(row, gives_work=True),
        "work": desk_work.lines_of(row, gives_work=False),
    }
    return render(request, "settings/desks/retire.html", context, status=422 if form.is_bound else 200)


@require_POST
def desk_bring_back(request, pk):
    row = desk_or_404(request, pk)
    with refusals_as_messages(request):
        desks.bring_back_desk(row, by=request.user)
        messages.success(request, f"{row} is in use again. Rules name it once you put it into them.")
    return redirect("settings_people:desk", pk)


@form_view
def desk_seat(request, pk):
    """Somebody sits here from now on; where a second admin must confirm it, once they have."""
    row = desk_or_404(request, pk)
    alone = not admins_beside(request.user, request.user).exists()
    form = DeskSeatForm(request.POST or None, alone=alone)
    if form.is_valid():
        facts = form.cleaned_data
        part = Part(facts["part"] == LEAD, facts["part"] == BACKUP, facts["may_override"])
        options = {"team": row, "part": part, "alone": facts.get("alone", False), "by": request.user}
        went, result = tried(request, form, seats.give_seat, facts["person"], **options)
        if went:
            tell_what_happened(request, result, f"{facts['person']} has the seat at {row}.")
            return redirect("settings_people:desk", pk)
    context = {"form": form, "desk": row, "colleagues": colleagues_beside(row)}
    return render(request, "settings/desks/seat.html", context, status=422 if form.is_bound else 200)
