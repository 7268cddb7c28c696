"""The working calendars: their list, one with its weeks ahead, adding, changing, days of its own."""

from datetime import time

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.business_time import known_countries, usual_working_days
from common.fields import DayField, keep_offering
from common.locks import locked_row
from common.log import events_of, last_change
from common.models import READ_BY_DESKS
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from people.actions import calendars
from people.actions.calendars import WEEKDAYS, days_of_week_in_words
from people.calendar_weeks import notable, weeks_of
from people.forms import time_zones
from people.models import WorkingCalendar
from people.settings.common import require_admin, tried
from people.verbs import Verb

EVENTS_SHOWN = 15
OWN_DAYS_SHOWN = 200
form_view = require_http_methods(["GET", "POST"])


class ClockField(forms.TimeField):
    """A time of day, without seconds."""

    def __init__(self, **options):
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


class CalendarForm(forms.Form):
    """What an admin says of a calendar. The action says what is wrong with it."""

    name = forms.CharField(max_length=100, help_text="The place, or whoever works like this: Head office, Tel Aviv.")
    time_zone = forms.ChoiceField(choices=time_zones)
    country = forms.ChoiceField(
        choices=lambda: [(code, f"{name} ({code})") for code, name in known_countries().items()],
        help_text="Its public holidays are free, and its usual working days are proposed.",
    )
    subdivision = forms.CharField(
        label="Region",
        max_length=10,
        required=False,
        help_text="State or region, where it has public holidays of its own: BY for Bavaria.",
    )
    working_days = forms.TypedMultipleChoiceField(
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none for those that are usual in the country: Sunday to Thursday in Israel.",
    )
    opens = ClockField(initial="09:00")
    closes = ClockField(initial="17:30")

    def __init__(self, *arguments, calendar=None, **options):
        shown = {name: getattr(calendar, name) for name in calendars.COLUMNS} if calendar else {}
        super().__init__(*arguments, initial=shown | options.pop("initial", {}), **options)
        if calendar:
            keep_offering(self.fields["time_zone"], calendar.time_zone)
            keep_offering(self.fields["country"], calendar.country)

    def columns(self):
        """{column: value}, with the usual days of the country where none was ticked."""
        facts = dict(self.cleaned_data)
        return facts | {"working_days": facts["working_days"] or usual_working_days(facts["country"])}


class DaysForm(forms.Form):
    """A day of its own, or a stretch."""

    first = DayField(label="First day")
    last = DayField(label="Last day", required=False, help_text="Leave it empty for one day.")
    name = forms.CharField(max_length=60, required=False, help_text="What it is: company holiday, Christmas Eve.")
    opens = ClockField(label="Works from", required=False)
    closes = ClockField(
        label="Works until",
        required=False,
        help_text="Without hours nobody works. Half a day is a day that ends early.",
    )


def calendar_or_404(request, pk):
    require_admin(request)
    return get_object_or_404(WorkingCalendar, pk=pk)


@require_GET
def calendar_list(request):
    """By name; two queries, however many."""
    require_admin(request)
    rows = [
        (row, days_of_week_in_words(row.working_days), [str(desk) for desk in row.teams.all() if not desk.is_retired])
        for row in WorkingCalendar.objects.prefetch_related("teams")
    ]
    return render(request, "settings/calendars/calendar_list.html", {"rows": rows})


@require_GET
def calendar(request, pk):
    """What it says, which desks work by it, the twelve weeks ahead, its own days."""
    row = calendar_or_404(request, pk)
    today = timezone.localdate()
    weeks, usual = weeks_of(row, today), usual_working_days(row.country)
    context = {
        "calendar": row,
        "country": known_countries().get(row.country, row.country),
        "days": days_of_week_in_words(row.working_days),
        "usual": days_of_week_in_words(usual) if sorted(usual) != sorted(row.working_days) else "",
        "desks": row.teams.all(),
        "weeks": weeks,
        "weekdays": WEEKDAYS,
        "notable": notable(weeks),
        "today": today,
        "own_days": _own_days(row, today),
        "events": events_of(row, audiences=READ_BY_DESKS)[:EVENTS_SHOWN],
    }
    return render(request, "settings/calendars/calendar.html", context)


def _own_days(row, today):
    """[(day as it is sent, name, hours)] from today on."""
    coming = sorted(key for key in row.own_days if key >= today.isoformat())[:OWN_DAYS_SHOWN]
    return [(key, _facts_of(row.own_days[key])) for key in coming]


def _facts_of(own):
    hours = {name: time.fromisoformat(own[name]) for name in ("opens", "closes") if own.get(name)}
    return {"name": own.get("name", ""), **hours}


@form_view
def calendar_add(request):
    require_admin(request)
    form = CalendarForm(request.POST or None, initial={"time_zone": request.user.time_zone, "country": "DE"})
    if form.is_valid():
        went, row = tried(request, form, calendars.add_calendar, **form.columns(), by=request.user)
        if went:
            messages.success(request, f"{row} is there. Choose it at the desks that work like this.")
            return redirect("settings_people:calendar", row.pk)
    context = {"form": form, "title": "Add a calendar"}
    return render(request, "settings/calendars/form.html", context, status=422 if form.is_bound else 200)


@form_view
def calendar_change(request, pk):
    row = calendar_or_404(request, pk)
    form = CalendarForm(request.POST or None, calendar=row)

    def fresh():
        return CalendarForm(calendar=locked_row(row))

    with unless_changed(request, fresh, last=lambda: last_change(row, Verb.CALENDAR_CHANGED, Verb.CALENDAR_ADDED)):
        if form.is_valid():
            went, changed = tried(request, form, calendars.change_calendar, row, **form.columns(), by=request.user)
            if went:
                messages.success(request, f"{changed} is saved. Due dates that were promised stay as they are.")
                return redirect("settings_people:calendar", pk)
    context = {"form": form, "calendar": row, "title": "Change this calendar"}
    return render(request, "settings/calendars/form.html", context, status=422 if form.is_bound else 200)


@form_view
def days_put(request, pk):
    """Days on which this calendar differs."""
    row = calendar_or_404(request, pk)
    form = DaysForm(request.POST or None)
    if form.is_valid() and tried(request, form, calendars.put_days, row, **form.cleaned_data, by=request.user)[0]:
        messages.success(request, "The days are saved.")
        return redirect("settings_people:calendar", pk)
    context = {"form": form, "calendar": row, "title": "Days of its own", "is_new": True}
    return render(request, "settings/calendars/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def day_take(request, pk):
    row = calendar_or_404(request, pk)
    with refusals_as_messages(request):
        day = DayField().clean(request.POST.get("day", ""))
        calendars.take_day(row, day=day, by=request.user)
        messages.success(request, "It is an ordinary day again.")
    return redirect("settings_people:calendar", pk)


@require_POST
def calendar_remove(request, pk):
    row = calendar_or_404(request, pk)
    with refusals_as_messages(request):
        calendars.remove_calendar(row, by=request.user)
        messages.success(request, f"{row} is removed.")
        return redirect("settings_people:calendar_list")
    return redirect("settings_people:calendar", pk)
