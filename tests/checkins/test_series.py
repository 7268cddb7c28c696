"""Setting up, changing and ending series; moving and cancelling meetings; what calendars are told."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from icalendar import Calendar

from checkins.actions import series as actions
from checkins.actions.series import AHEAD
from checkins.models import Meeting, Series
from notices.models import Notice
from notices.tasks import deliver_notices
from tests.factories import MembershipFactory, UserFactory

PLAN = {
    "title": "Procurement and legal",
    "rhythm": "fortnightly",
    "first_on": date(2026, 11, 24),
    "starts_at": time(10),
    "minutes": 45,
    "time_zone": "Europe/Berlin",
}


def starts(series):
    return [row.starts_at for row in series.meetings.filter(cancelled_at=None).order_by("number")]


def calendars():
    """{address: the newest calendar that was mailed to it}."""
    sent = {}
    for message in mail.outbox:
        for part in message.message().walk():
            if part.get_content_type() == "text/calendar":
                entry = Calendar.from_ical(part.get_payload(decode=True))
                assert part.get_param("method") == entry["METHOD"]
                sent[message.to[0]] = entry
    return sent


def test_set_up_plans_meetings_and_invites_everybody(series, buyer, counsel, lead):
    deliver_notices()

    assert starts(series) == [datetime(2026, 11, 24, 9, tzinfo=UTC) + timedelta(weeks=2 * n) for n in range(AHEAD)]
    sent = calendars()
    assert set(sent) == {buyer.email, counsel.email, lead.email}
    [entry] = sent[buyer.email].walk("VEVENT")
    assert (entry["UID"], entry["SEQUENCE"]) == (f"check-in-{series.pk}@{urlsplit(settings.SITE_URL).hostname}", 0)
    assert entry["RRULE"] == {"FREQ": ["WEEKLY"], "INTERVAL": [2]}
    assert entry["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert [zone["TZID"] for zone in sent[buyer.email].walk("VTIMEZONE")] == ["Europe/Berlin"]


@pytest.mark.parametrize("role", ["buyer", "requester", "finance_lead"])
def test_set_up_is_for_leads_of_both_functions_and_admins(role, request, buyer, counsel):
    with pytest.raises(PermissionDenied):
        actions.set_up_series(**PLAN, members=[buyer, counsel], by=request.getfixturevalue(role))
    assert not Series.objects.exists()


def test_set_up_by_an_admin_who_reads_no_agenda(buyer, counsel, admin):
    series = actions.set_up_series(**PLAN, members=[buyer, counsel], by=admin)
    assert list(Series.objects.visible_to(admin)) == [series]
    assert not Meeting.objects.visible_to(admin).exists()


def test_set_up_needs_both_functions_and_people_of_theirs(buyer, counsel, lead, stranger):
    with pytest.raises(ValidationError, match="Nobody of the legal side comes"):
        actions.set_up_series(**PLAN, members=[buyer], by=lead)
    with pytest.raises(ValidationError, match="sits on no desk"):
        actions.set_up_series(**PLAN, members=[buyer, counsel, stranger], by=lead)
    with pytest.raises(ValidationError, match="time zone"):
        actions.set_up_series(**PLAN | {"time_zone": "Mars/Base"}, members=[buyer, counsel], by=lead)


def test_move_keeps_the_meeting_where_it_was_moved_when_the_series_changes(series, meeting, buyer, counsel, lead):
    moved_to = datetime(2026, 11, 25, 13, tzinfo=UTC)
    actions.move_meeting(meeting, moved_to, by=buyer)
    second = series.meetings.get(number=1)
    actions.cancel_meeting(second, "Holidays.", by=counsel)

    actions.change_series(
        series, **PLAN | {"starts_at": time(11), "minutes": 30}, members=[buyer, counsel, lead], by=lead
    )

    series.refresh_from_db()
    plan = {row.number: (row.starts_at, row.cancelled_at is not None) for row in series.meetings.all()}
    assert plan[0] == (moved_to, False)
    assert plan[1][1]
    assert plan[2] == (datetime(2026, 12, 22, 10, tzinfo=UTC), False)
    deliver_notices()
    entry, exception = calendars()[buyer.email].walk("VEVENT")
    assert (entry["SEQUENCE"], exception["SEQUENCE"], exception["UID"]) == (3, 3, entry["UID"])
    assert entry["DTSTART"].dt == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert exception["RECURRENCE-ID"].dt == datetime(2026, 11, 24, 10, tzinfo=UTC)  # as the present plan has it
    assert exception["DTSTART"].dt == moved_to
    assert [left.dt for left in entry["EXDATE"].dts] == [datetime(2026, 12, 8, 10, tzinfo=UTC)]


def test_change_to_another_day_holds_from_the_next_meeting_on(series, buyer, counsel, lead):
    with time_machine.travel(datetime(2026, 11, 24, 9, 30, tzinfo=UTC)):  # the first is on just now
        plan = PLAN | {"rhythm": "weekly", "first_on": date(2026, 12, 3)}
        actions.change_series(series, **plan, members=[buyer, counsel, lead], by=lead)

    series.refresh_from_db()
    assert [moment.date() for moment in starts(series)][:3] == [
        *(date(2026, 11, 24), date(2026, 12, 3), date(2026, 12, 10)),
    ]
    assert (series.first_number, series.planned_day(2)) == (1, date(2026, 12, 10))


def test_change_that_leaves_somebody_out_takes_the_entry_out_of_their_calendar(series, buyer, counsel, lead):
    deliver_notices()
    mail.outbox.clear()
    actions.change_series(series, **PLAN, members=[counsel, lead], by=lead)
    deliver_notices()
    sent = calendars()
    assert {address: entry["METHOD"] for address, entry in sent.items()} == {
        buyer.email: "CANCEL",
        counsel.email: "REQUEST",
        lead.email: "REQUEST",
    }
    assert sent[buyer.email].walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_end_cancels_what_is_planned_and_tells_calendars(series, counsel, lead):
    actions.end_series(series, by=lead)
    assert not series.meetings.planned().exists()
    deliver_notices()
    assert calendars()[counsel.email]["METHOD"] == "CANCEL"
    with pytest.raises(ValidationError, match="has ended"):
        actions.end_series(series, by=lead)


def test_newest_invitation_takes_the_place_of_those_that_were_not_sent(series, meeting, buyer, counsel):
    actions.move_meeting(meeting, datetime(2026, 11, 25, 13, tzinfo=UTC), by=buyer)
    deliver_notices()
    to_counsel = [message for message in mail.outbox if message.to == [counsel.email]]
    assert len(to_counsel) == 1
    assert calendars()[counsel.email].walk("VEVENT")[0]["SEQUENCE"] == 1


def test_move_and_cancel_are_for_those_who_come_and_before_it_begins(series, meeting, desks, buyer):
    other = UserFactory(name="Olga Other", email="olga@duet.example")
    MembershipFactory(team=desks["legal"], user=other)
    with pytest.raises(PermissionDenied):
        actions.cancel_meeting(meeting, "No.", by=other)
    with pytest.raises(ValidationError, match="still to come"):
        actions.move_meeting(meeting, datetime(2026, 11, 2, tzinfo=UTC), by=buyer)
    with pytest.raises(ValidationError, match="Say why"):
        actions.cancel_meeting(meeting, " ", by=buyer)
    actions.cancel_meeting(meeting, "Nobody is there.", by=buyer)
    with pytest.raises(ValidationError, match="cancelled already"):
        actions.cancel_meeting(meeting, "Twice.", by=buyer)
    assert series.meetings.planned().count() == AHEAD


def test_plan_ahead_twice_plans_once(series):
    actions.plan_ahead(series)
    actions.plan_ahead(series)
    assert series.meetings.count() == AHEAD


def test_invitations_are_mailed_at_once_whatever_somebody_chose(series, buyer):
    assert set(Notice.objects.filter(recipient=buyer).values_list("daily", flat=True)) == {False}
