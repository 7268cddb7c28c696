"""A meeting and its agenda; moving and cancelling it; what people add."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checkins import policies
from checkins.actions import items as item_actions
from checkins.actions import series as series_actions
from checkins.forms import CancelForm, ItemForm, MoveForm, RemarkForm
from checkins.models import Item, Meeting
from checkins.verbs import Verb
from checkins.views.shown import agenda_for
from common.locks import locked_row
from common.log import last_change
from common.refusals import refusals_as_messages
from common.stale import unless_changed


def visible_meeting(request, pk):
    meetings = Meeting.objects.visible_to(request.user).select_related("series", "led_by")
    return get_object_or_404(meetings, pk=pk)


def visible_item(request, pk):
    items = Item.objects.visible_to(request.user).select_related("meeting__series")
    return get_object_or_404(items, pk=pk)


@require_GET
def meeting(request, pk):
    """The agenda, as far as this person may see it. Once the meeting is over: its minutes."""
    return _page(request, visible_meeting(request, pk))


def _page(request, row, *, status=200, item_form=None, remark_form=None):
    context = {
        "meeting": row,
        "series": row.series,
        "agenda": agenda_for(row, [request.user]),
        "members": row.series.members.order_by("name"),
        "takes_part": policies.may_take_part(request.user, row),
        "may_plan": row.is_planned,
        "next": row.series.meetings.planned().filter(starts_at__gt=row.starts_at).order_by("starts_at").first(),
        "last": row.series.meetings.held().filter(starts_at__lt=row.starts_at).order_by("-starts_at").first(),
        "item_form": item_form or ItemForm(),
        "remark_form": remark_form or RemarkForm(),
        "remarks": row.remarks.count(),
    }
    return render(request, "checkins/meeting.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_move(request, pk):
    row = visible_meeting(request, pk)
    form = MoveForm(request.POST or None, meeting=row)

    def fresh():
        return MoveForm(meeting=locked_row(row, "series"))

    with unless_changed(request, fresh, last=lambda: last_change(row.series, Verb.MEETING_MOVED)):
        if form.is_valid():
            with refusals_as_messages(request):
                series_actions.move_meeting(row, **form.cleaned_data, by=request.user)
                messages.success(request, "Moved. Calendars are told.")
                return redirect(row)
    return _ask(request, row, form, "Move the meeting", "Move it")


@require_http_methods(["GET", "POST"])
def meeting_cancel(request, pk):
    row = visible_meeting(request, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            series_actions.cancel_meeting(row, **form.cleaned_data, by=request.user)
            messages.success(request, "Cancelled. Calendars are told, and what is open comes up next time.")
            return redirect(row)
    return _ask(request, row, form, "Cancel the meeting", "Cancel it")


def _ask(request, row, form, title, verb):
    context = {"meeting": row, "form": form, "title": title, "verb": verb}
    return render(request, "checkins/meeting_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def item_add(request, pk):
    row = visible_meeting(request, pk)
    form = ItemForm(request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            item_actions.add_item(row, **form.cleaned_data, by=request.user)
            messages.success(request, "It is on the agenda.")
            return redirect(row)
    return _page(request, row, status=422, item_form=form)


@require_POST
def item_remove(request, pk):
    item = visible_item(request, pk)
    with refusals_as_messages(request):
        item_actions.remove_item(item, by=request.user)
        messages.success(request, "It is off the agenda.")
    return redirect(item.meeting)


@require_POST
def remark_add(request, pk):
    row = visible_meeting(request, pk)
    form = RemarkForm(request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            item_actions.add_remark(row, **form.cleaned_data, by=request.user)
            messages.success(request, "Noted, without your name.")
            return redirect(row)
    return _page(request, row, status=422, remark_form=form)
