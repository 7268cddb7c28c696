"""Series: the list, one of them, setting up, changing and ending it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checkins import policies
from checkins.actions import series as series_actions
from checkins.forms import SeriesForm
from checkins.models import Meeting, Series
from checkins.verbs import Verb
from common.locks import locked_row
from common.log import last_change
from common.refusals import refusals_as_messages
from common.stale import unless_changed

SHOWN = 20


def require_people_of_check_ins(request):
    if not policies.may_open(request.user):
        raise PermissionDenied("The check-in is for the people of procurement and legal.")


def visible_series(request, pk):
    if not policies.may_open(request.user):
        raise Http404
    return get_object_or_404(Series.objects.visible_to(request.user), pk=pk)


@require_GET
def check_in(request):
    """The next meetings, and the former ones. Indexes: meeting_planned, meeting_held."""
    require_people_of_check_ins(request)
    meetings = Meeting.objects.visible_to(request.user).select_related("series")
    running = meetings.filter(began_at__isnull=False, ended_at=None)
    context = {
        "series_list": Series.objects.visible_to(request.user).running(),
        "under_way": running[:SHOWN],
        "planned": meetings.planned().order_by("starts_at")[:SHOWN],
        "held": meetings.held().order_by("-starts_at")[:SHOWN],
        "may_set_up": policies.may_set_up(request.user),
    }
    return render(request, "checkins/check_in.html", context)


@require_GET
def series(request, pk):
    """One series: its plan, its people, its meetings."""
    row = visible_series(request, pk)
    is_shown = request.user.joins_check_ins
    context = {
        "series": row,
        "members": row.members.order_by("name"),
        "planned": row.meetings.filter(began_at=None).order_by("starts_at")[:SHOWN],
        "held": row.meetings.held().order_by("-starts_at")[:SHOWN] if is_shown else [],
        "may_set_up": policies.may_set_up(request.user),
        "may_read": is_shown,
    }
    return render(request, "checkins/series.html", context)


@require_http_methods(["GET", "POST"])
def series_add(request):
    if not policies.may_set_up(request.user):
        raise PermissionDenied(policies.WHO_SETS_UP)
    form = SeriesForm(request.POST or None, zone=request.user.time_zone)
    if form.is_valid():
        with refusals_as_messages(request):
            row = series_actions.set_up_series(**form.cleaned_data, by=request.user)
            messages.success(request, "Set up. Everybody gets an invitation for their calendar.")
            return redirect(row)
    return _form(request, form, "New check-in")


@require_http_methods(["GET", "POST"])
def series_change(request, pk):
    row = visible_series(request, pk)
    if not policies.may_set_up(request.user):
        raise PermissionDenied(policies.WHO_SETS_UP)
    form = SeriesForm(request.POST or None, series=row)

    def fresh():
        return SeriesForm(series=locked_row(row))

    with unless_changed(request, fresh, last=lambda: last_change(row, Verb.SERIES_CHANGED)):
        if form.is_valid():
            with refusals_as_messages(request):
                series_actions.change_series(row, **form.cleaned_data, by=request.user)
                messages.success(request, "Saved. Calendars are told.")
                return redirect(row)
    return _form(request, form, "Change the check-in", row)


def _form(request, form, title, row=None):
    context = {"form": form, "title": title, "series": row}
    return render(request, "checkins/series_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def series_end(request, pk):
    row = visible_series(request, pk)
    with refusals_as_messages(request):
        series_actions.end_series(row, by=request.user)
        messages.success(request, "Ended. What was planned goes out of the calendars.")
    return redirect(row)
