"""The page for looking after Duet: announcing, and switching the read-only mode."""

from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.maintenance.state import known
from common.models import Announcement, ReadOnly
from common.refusals import refusals_as_messages
from contracts.models import Reading, ReadingState
from operations.admins import require_admin
from operations.maintenance import actions

FORMER = 20


class Moment(forms.DateTimeField):
    """A day and a time on the reader's clock, as the browser offers them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class AnnouncementForm(forms.Form):
    text = forms.CharField(label="What is announced", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    starts_at = Moment(label="Shown from")
    ends_at = Moment(label="Shown until")


class ReadOnlyForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=200, required=False, help_text="Everybody reads it.")
    until = Moment(label="Until about", required=False, help_text="What people are told. It ends when you end it.")


@require_GET
def maintenance(request):
    require_admin(request)
    return _page(request)


def _page(request, *, status=200, announcement=None, read_only=None):
    known.clear()  # whoever switches wants to see what holds now
    context = {
        "announcement_form": announcement or AnnouncementForm(initial={"starts_at": timezone.now()}),
        "read_only_form": read_only or ReadOnlyForm(),
        "read_only": ReadOnly.objects.filter(ended_at=None).select_related("began_by").first(),
        "coming": Announcement.objects.coming(timezone.now()).select_related("announced_by"),
        "former": ReadOnly.objects.exclude(ended_at=None).select_related("began_by", "ended_by")[:FORMER],
        "being_read": Reading.objects.filter(state=ReadingState.BEING_READ).count(),
        "zone": ZoneInfo(request.user.time_zone),
    }
    return render(request, "operations/maintenance.html", context, status=status)


@require_POST
def announce(request):
    require_admin(request)
    form = AnnouncementForm(request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            actions.announce(**form.cleaned_data, by=request.user)
            messages.success(request, "Announced.")
            return redirect("settings_maintenance")
    return _page(request, status=422, announcement=form)


@require_POST
def take_back(request, pk):
    require_admin(request)
    row = get_object_or_404(Announcement, pk=pk)
    with refusals_as_messages(request):
        actions.take_back(row, by=request.user)
        messages.success(request, "It is not shown any more.")
    return redirect("settings_maintenance")


@require_http_methods(["POST"])
def read_only_begin(request):
    require_admin(request)
    form = ReadOnlyForm(request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            actions.begin_read_only(**form.cleaned_data, by=request.user)
            messages.success(request, "Duet is read-only now. Everybody reads that on every page.")
            return redirect("settings_maintenance")
    return _page(request, status=422, read_only=form)


@require_POST
def read_only_end(request):
    require_admin(request)
    with refusals_as_messages(request):
        actions.end_read_only(by=request.user)
        messages.success(request, "Changes are taken again, and the workers go on.")
    return redirect("settings_maintenance")
