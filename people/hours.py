"""When a person works: on their own clock, by the hours and holidays of the desk they sit on."""

from dataclasses import dataclass
from datetime import time, timedelta

from common.business_time import next_working_moment
from people.models import Membership, WorkingCalendar

LATE_ENOUGH = timedelta(hours=1)


@dataclass(frozen=True)
class PersonalCalendar:
    """A desk's working day, read on one person's clock. Good for common.business_time."""

    time_zone: str
    country: str
    subdivision: str
    opens: time
    closes: time
    working_days: list[int]
    own_days: dict[str, dict[str, str]]


def calendars_of(people):
    """{person's pk: PersonalCalendar}, in two queries. Who sits on no desk keeps the company's first calendar."""
    seats = Membership.objects.filter(user__in=[person.pk for person in people]).order_by("-pk")
    of_desk = {seat.user_id: seat.team.calendar for seat in seats.select_related("team__calendar")}
    usual = WorkingCalendar.objects.order_by("pk").first() or WorkingCalendar()
    return {person.pk: _on_the_clock_of(person, of_desk.get(person.pk, usual)) for person in people}


def _on_the_clock_of(person, calendar):
    return PersonalCalendar(
        time_zone=person.time_zone,
        country=calendar.country,
        subdivision=calendar.subdivision,
        opens=calendar.opens,
        closes=calendar.closes,
        working_days=calendar.working_days,
        own_days=calendar.own_days,
    )


def morning_after(row, now, calendar):
    """When a mail that keeps its reader's hours may go out, if that is not now; None when it is.

    A daily mail has an hour that its reader chose, be it early or late: within an hour of that it goes out anyway.
    """
    if row.is_daily and now - row.next_attempt_at < LATE_ENOUGH:
        return None
    later = next_working_moment(now, calendar)
    return later if later > now else None
