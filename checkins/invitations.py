"""The entry of a series in the calendars of its members, as an iCalendar file (RFC 5545, 5546).

One entry repeats by its rule, on the clock of its zone. What was cancelled is left out of it, what was moved stands
beside it; both are found by when the plan has them. Each change raises SEQUENCE, so that calendars take the newer one.
"""

from datetime import UTC, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from checkins import rhythm
from checkins.models import Series
from notices import enclosures

REQUEST, CANCEL = "REQUEST", "CANCEL"


def invitation_to(series: Series, person) -> enclosures.Invitation:
    """What the calendar of this person is told: the meetings as they are planned, or that there are none for them."""
    comes = series.ended_at is None and series.memberships.filter(person=person).exists()
    method = REQUEST if comes else CANCEL
    return enclosures.Invitation(f"check-in-{series.pk}.ics", method, calendar_of(series, method).to_ical().decode())


def calendar_of(series: Series, method: str = REQUEST) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Duet//Check-ins//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    exceptions = list(series.meetings.filter(number__gte=series.first_number).order_by("number"))
    people = list(series.members.order_by("name"))
    calendar.add_component(_repeating(series, exceptions, people, method))
    if method == REQUEST:
        moved = [row for row in exceptions if row.moved_at and not row.cancelled_at]
        for meeting in moved:
            calendar.add_component(_moved(series, meeting, people))
    calendar.add_missing_timezones()
    return calendar


def _repeating(series, meetings, people, method):
    event = _event(series, people, starts=series.planned_at(series.first_number), minutes=series.minutes)
    event.add("rrule", rhythm.rule_of(series.first_on, series.rhythm))
    cancelled = [_on_the_wall(series, series.planned_at(row.number)) for row in meetings if row.cancelled_at]
    if cancelled:
        event.add("exdate", cancelled)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    return event


def _moved(series, meeting, people):
    event = _event(series, people, starts=meeting.starts_at, minutes=meeting.minutes)
    event.add("recurrence-id", _on_the_wall(series, series.planned_at(meeting.number)))
    event.add("status", "CONFIRMED")
    return event


def _event(series, people, *, starts, minutes):
    begins = _on_the_wall(series, starts)
    event = Event()
    event.add("uid", f"check-in-{series.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", series.sequence)
    event.add("dtstamp", series.changed_at.astimezone(UTC))
    event.add("summary", series.title)
    event.add("dtstart", begins)
    event.add("dtend", (starts + timedelta(minutes=minutes)).astimezone(begins.tzinfo))
    event.add("url", f"{settings.SITE_URL}{series.get_absolute_url()}")
    event.add("organizer", _address("Duet", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    for person in people:
        event.add("attendee", _address(person.name, person.email))
    return event


def _on_the_wall(series, moment):
    return moment.astimezone(ZoneInfo(series.time_zone))


def _address(name, mailbox):
    address = vCalAddress(f"mailto:{mailbox}")
    address.params["CN"] = vText(name)
    return address
