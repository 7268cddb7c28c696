"""Working calendars: hours, days of the week, the country whose public holidays are free, and days of their own. Due
dates that were promised stay as they are; whatever is counted from now on is counted anew."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from common.business_time import known_countries, known_subdivisions, usual_working_days
from common.locks import locked_row
from common.log import record
from common.searching import tidy
from common.stale import ChangedMeanwhile, Part, State
from common.words import counted, listed, too_long
from people.actions.rights import require_admin
from people.models import User, WorkingCalendar
from people.verbs import Verb

COLUMNS = {
    "name": "name",
    "time_zone": "time zone",
    "country": "country",
    "subdivision": "region",
    "working_days": "working days",
    "opens": "opens",
    "closes": "closes",
}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MOST_DAYS = 62
MOST_OWN_DAYS = 1000
CHANGED_MEANWHILE = "Somebody has changed this calendar meanwhile. Look at it again."


def days_of_week_in_words(days: list[int]) -> str:
    """“Sunday to Thursday”, “Monday, Wednesday and Friday”: a stretch, also one over the end of the week, or a list."""
    chosen = sorted(set(days))
    if len(chosen) == 7:
        return "every day"
    for first in chosen:
        run = [(first + offset) % 7 for offset in range(len(chosen))]
        if len(run) > 2 and sorted(run) == chosen:
            return f"{WEEKDAYS[run[0]]} to {WEEKDAYS[run[-1]]}"
    return listed([WEEKDAYS[day] for day in chosen], limit=7)


def state_of(calendar: WorkingCalendar) -> State:
    """What a change over the API is made on."""
    return State([Part(name, label, _words(calendar, name)) for name, label in COLUMNS.items()])


@transaction.atomic
def add_calendar(*, name: str, by: User, **columns: Any) -> WorkingCalendar:
    """A new calendar. Without working days it has those that are usual in its country."""
    require_admin(by)
    calendar = WorkingCalendar()
    _put(calendar, {"name": name, **columns})
    if not columns.get("working_days") and calendar.country in known_countries():
        calendar.working_days = usual_working_days(calendar.country)
    if faults := _faults(calendar):
        raise ValidationError(faults)
    calendar.slug = _free_slug(calendar.name)
    calendar.save()
    record(Verb.CALENDAR_ADDED, calendar, by=by, name=calendar.name)
    return calendar


@transaction.atomic
def change_calendar(calendar: WorkingCalendar, *, seen: str = "", by: User, **columns: Any) -> WorkingCalendar:
    """Change some of its `COLUMNS`. `seen` is the key of the state (`state_of`) that was read, where it is known."""
    require_admin(by)
    calendar = locked_row(calendar)
    if seen and (state := state_of(calendar)).key != seen:
        raise ChangedMeanwhile(CHANGED_MEANWHILE, state)
    before = {name: _words(calendar, name) for name in COLUMNS}
    _put(calendar, columns)
    if faults := _faults(calendar):
        raise ValidationError(faults)
    changed = {name: [before[name], _words(calendar, name)] for name in COLUMNS}
    changed = {name: words for name, words in changed.items() if words[0] != words[1]}
    if changed:
        calendar.save(update_fields=sorted(changed))
        words = {COLUMNS[name]: pair for name, pair in changed.items()}
        record(Verb.CALENDAR_CHANGED, calendar, by=by, name=calendar.name, changed=words)
    return calendar


@transaction.atomic
def put_days(
    calendar: WorkingCalendar,
    *,
    first: date,
    last: date | None = None,
    name: str = "",
    opens: time | None = None,
    closes: time | None = None,
    by: User,
) -> WorkingCalendar:
    """Say of a day, or of a stretch of days, that nobody works, or from when to when. A public holiday or a weekend
    with hours is worked on; half a day is a day with fewer hours."""
    require_admin(by)
    calendar, last, name = locked_row(calendar), last or first, tidy(name)
    if faults := _faults_of_days(calendar, first, last, name, opens, closes):
        raise ValidationError(faults)
    hours = {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"} if opens and closes else {}
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    calendar.own_days = calendar.own_days | {day.isoformat(): {"name": name, **hours} for day in days}
    calendar.save(update_fields=["own_days"])
    stretch = {"first": first.isoformat(), "last": last.isoformat()}
    record(Verb.CALENDAR_DAYS_PUT, calendar, by=by, name=calendar.name, **stretch, **hours)
    return calendar


@transaction.atomic
def take_day(calendar: WorkingCalendar, *, day: date, by: User) -> WorkingCalendar:
    """An ordinary day again: by the day of the week and the public holidays."""
    require_admin(by)
    calendar, key = locked_row(calendar), day.isoformat()
    if key not in calendar.own_days:
        raise ValidationError(["Nothing of its own is said about this day any more."])
    calendar.own_days = {known: hours for known, hours in calendar.own_days.items() if known != key}
    calendar.save(update_fields=["own_days"])
    record(Verb.CALENDAR_DAYS_TAKEN, calendar, by=by, name=calendar.name, first=key, last=key)
    return calendar


@transaction.atomic
def remove_calendar(calendar: WorkingCalendar, *, by: User) -> None:
    """Away with a calendar by which no desk works."""
    require_admin(by)
    calendar = locked_row(calendar)
    if desks := list(calendar.teams.all()):
        raise ValidationError([f"{listed(desks)} work by it: choose another calendar for them first."])
    if not WorkingCalendar.objects.exclude(pk=calendar.pk).exists():
        raise ValidationError(["There must be one calendar at least: people without a desk work by it."])
    record(Verb.CALENDAR_REMOVED, calendar, by=by, name=calendar.name)
    calendar.delete()


# --- what is wrong, and how it is written --------------------------------------------------------------


def _faults(calendar):
    faults = [] if calendar.name else ["Give the calendar a name."]
    faults += too_long(calendar.name, 100, "the name")
    if WorkingCalendar.objects.filter(name__iexact=calendar.name).exclude(pk=calendar.pk).exists():
        faults.append(f"There is a calendar called {calendar.name} already.")
    if calendar.time_zone not in available_timezones():
        faults.append(f"“{calendar.time_zone}” is not a known time zone. A known one is Europe/Berlin.")
    faults += _faults_of_place(calendar)
    days = calendar.working_days
    if not days or not all(isinstance(day, int) and 0 <= day <= 6 for day in days):
        faults.append("Choose one working day at least.")
    if not (calendar.opens and calendar.closes and calendar.opens < calendar.closes):
        faults.append("It must open before it closes.")
    return faults


def _faults_of_place(calendar):
    if calendar.country not in known_countries():
        return [f"The public holidays of “{calendar.country}” are not known. Give two letters, such as DE, FR or US."]
    known = known_subdivisions(calendar.country)
    if calendar.subdivision and calendar.subdivision not in known:
        words = f"Known are {listed(known, limit=60)}" if known else "It has none of its own"
        return [f"“{calendar.subdivision}” is no region of {known_countries()[calendar.country]}. {words}."]
    return []


def _faults_of_days(calendar, first, last, name, opens, closes):
    faults = too_long(name, 60, "the name")
    if last < first:
        faults.append("The last day is before the first.")
    elif (last - first).days >= MOST_DAYS:
        faults.append(f"That is more than {counted(MOST_DAYS, 'day')} at once. Give a shorter stretch.")
    if not 2000 <= first.year <= 2100 or last.year > 2100:
        faults.append("Choose days between 2000 and 2100.")
    if (opens is None) != (closes is None):
        faults.append("Give both hours, or neither: without hours nobody works.")
    elif opens and closes and opens >= closes:
        faults.append("It must open before it closes.")
    if len(calendar.own_days) >= MOST_OWN_DAYS:
        faults.append("There are too many days of its own. Take old ones away first.")
    return faults


def _put(calendar, columns):
    for name, value in columns.items():
        if name not in COLUMNS:
            raise ValidationError([f"A calendar has no “{name}”."])
        if name == "working_days":
            value = sorted(set(value)) if value else value
        setattr(calendar, name, tidy(value) if isinstance(value, str) else value)


def _words(calendar, name):
    value = getattr(calendar, name)
    if name == "working_days":
        return days_of_week_in_words(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value) or "none"


def _free_slug(name):
    base = slugify(name)[:40] or "calendar"
    taken = set(WorkingCalendar.objects.values_list("slug", flat=True))
    numbers = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbers if slug not in taken)
