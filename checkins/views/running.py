"""A meeting under way: one item at a time, for all windows the same."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checkins import policies
from checkins.actions import outcomes, running
from checkins.forms import BeginForm, NoteForm
from checkins.models import Item, Meeting
from checkins.shown import agenda_for, minutes_of, state_key
from checkins.views.finding import visible_item, visible_meeting
from common.keys import number_or_none, pk_or_none
from common.refusals import refusals_as_messages
from reviews.models import Term

KEYS = "DAIO"
"""Of the four kinds of outcomes (static/js/checkins.js)."""


def back_to_room(meeting):
    return redirect("checkins:room", meeting.pk)


@require_http_methods(["GET", "POST"])
def meeting_begin(request, pk):
    row = visible_meeting(request, pk)
    form = BeginForm(request.POST if request.method == "POST" else None, meeting=row)
    if form.is_valid():
        with refusals_as_messages(request):
            running.begin_meeting(row, list(form.cleaned_data["present"]), by=request.user)
            return back_to_room(row)
    if row.is_under_way:
        return back_to_room(row)
    context = {"meeting": row, "form": form, "blockers": policies.blockers_to_plan(row)}
    return render(request, "checkins/begin.html", context, status=422 if form.is_bound else 200)


@require_POST
def meeting_join(request, pk):
    row = visible_meeting(request, pk)
    with refusals_as_messages(request):
        running.join_meeting(row, by=request.user)
    return back_to_room(row)


@require_POST
def meeting_leave(request, pk):
    row = visible_meeting(request, pk)
    with refusals_as_messages(request):
        running.leave_meeting(row, by=request.user)
    return redirect(row)


@require_GET
def room(request, pk):
    """The one item that everybody looks at. Asked with `?step=`, it answers nothing (204) until there is a newer."""
    row = visible_meeting(request, pk)
    if not row.began_at or row.ended_at:
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": row.get_absolute_url()})
        return redirect(row)
    if request.htmx and number_or_none(request.GET.get("step")) == row.step:
        return HttpResponse(status=204)
    template = "checkins/_room.html" if request.htmx else "checkins/room.html"
    return render(request, template, room_context(request, row))


def room_context(request, row, form=None):
    present = [seat.person for seat in row.attendances.select_related("person").order_by("person__name")]
    agenda = agenda_for(row, present)
    item = _current(row, agenda)
    left = [one for one in agenda.items if not one.is_reached and one != item]
    form = form or (NoteForm(item=item) if item and not item.is_reached else None)
    walked = agenda.items
    place = walked.index(item) if item else len(walked)
    context = {
        "meeting": row,
        "present": present,
        "is_here": request.user in present,
        "agenda": agenda,
        "item": item,
        "number": place + 1,
        "next": next((one for one in walked[place + 1 :] if not one.is_reached), None) or (left[0] if left else None),
        "back": walked[place - 1] if place else None,
        "skip": walked[place + 1] if place + 1 < len(walked) else None,
        "usual": minutes_of(item) * 60 if item else 0,
        "ends_at": timezone.localtime(row.began_at + timedelta(minutes=row.minutes)),
        "form": form,
        "kinds": list(zip(form["result"], KEYS, strict=True)) if form else [],
        "now": timezone.now(),
        "remarks": row.remarks.all() if item is None else [],
    }
    return context | (_about_term(request, item) if item else {})


def _current(row, agenda):
    """The item that stands on the screen, if it may: never one that somebody who is here may not see."""
    return next((item for item in agenda.items if item.pk == row.current_id), None)


def _about_term(request, item):
    """What both sides say, read where it stands; and what was proposed, with the desks that have not confirmed it."""
    proposal = getattr(item, "proposal", None) if item.is_reached else None
    context = {"disagreement": item.disagreement, "term": item.term, "proposal": proposal}
    if proposal is not None:
        term = Term.objects.select_related("review", "term_type", "desk", "second_desk").get(pk=proposal.term_id)
        proposal.term = term
        context |= {
            "left": proposal.desks_left(),
            "confirmable": policies.desks_to_confirm(request.user, proposal),
            "seen": state_key(term),
        }
    return context


@require_POST
def go(request, pk):
    """To another item: `to` is its key, empty for the end; `from` the one that was on the screen."""
    row = visible_meeting(request, pk)
    to = pk_or_none(request.POST.get("to"))
    item = row.items.filter(pk=to).first() if to else None
    with refusals_as_messages(request):
        running.go_to_item(row, item, seen=pk_or_none(request.POST.get("from")), by=request.user)
    return back_to_room(row)


@require_POST
def note(request, pk):
    item = visible_item(request, pk)
    item = Item.objects.with_names().get(pk=item.pk)
    form = NoteForm(request.POST, item=item)
    if form.is_valid():
        with refusals_as_messages(request):
            outcomes.note_outcome(item, **form.cleaned_data, by=request.user)
            return back_to_room(item.meeting)
    row = Meeting.objects.select_related("series", "led_by").get(pk=item.meeting_id)
    if row.current_id != item.pk or not row.is_under_way:
        return redirect(row) if row.is_over else back_to_room(row)
    return render(request, "checkins/room.html", room_context(request, row, form), status=422)


@require_POST
def take_back(request, pk):
    item = visible_item(request, pk)
    with refusals_as_messages(request):
        outcomes.take_outcome_back(item, by=request.user)
        messages.success(request, "It is open again.")
    return back_to_room(item.meeting)


@require_POST
def meeting_end(request, pk):
    row = visible_meeting(request, pk)
    with refusals_as_messages(request):
        running.end_meeting(row, by=request.user)
        messages.success(request, "The meeting is over. What was not reached comes up next time.")
        return redirect(row)
    return back_to_room(row)
