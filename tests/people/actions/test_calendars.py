"""Calendars: hours, weekends of every kind, public holidays, days of their own; and what is counted by them."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied

from common import business_time
from common.log import events_of
from common.models import READ_BY_DESKS
from common.stale import ChangedMeanwhile
from people.actions import calendars as actions
from people.actions.calendars import days_of_week_in_words
from people.calendar_weeks import notable, weeks_of
from people.models import Team, WorkingCalendar
from reviews.models import ApprovalRule, SplitRule, TermRule, TermType
from tests.reviews.reading import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def tel_aviv(admin):
    return actions.add_calendar(name="Tel Aviv", country="IL", time_zone="Asia/Jerusalem", by=admin)


def lines_of(calendar):
    return [event.sentence for event in events_of(calendar, audiences=READ_BY_DESKS).order_by("pk")]


def test_add_proposes_the_usual_days_of_the_country(tel_aviv):
    assert sorted(tel_aviv.working_days) == [0, 1, 2, 3, 6]
    assert tel_aviv.slug == "tel-aviv"
    assert lines_of(tel_aviv) == ["added the calendar “Tel Aviv”"]


def test_business_days_pass_over_friday_and_saturday(tel_aviv):
    noon = datetime(2026, 12, 3, 10, tzinfo=UTC)  # a Thursday, 12:00 in Tel Aviv
    due = business_time.add_business_days(noon, 1, tel_aviv)
    assert (due.strftime("%A"), due.date(), due.hour) == ("Sunday", date(2026, 12, 6), 12)


def test_half_a_day_is_half_of_one(admin, desks):
    office = WorkingCalendar.objects.get()
    actions.put_days(office, first=date(2026, 12, 24), opens=time(9), closes=time(13, 15), by=admin)
    office.refresh_from_db()
    start = datetime(2026, 12, 24, 8, tzinfo=UTC)
    assert business_time.add_business_days(start, 0.5, office) == datetime(2026, 12, 24, 12, 15, tzinfo=UTC)


def test_stretch_is_free_and_a_holiday_may_be_worked_on(admin, desks):
    office = WorkingCalendar.objects.get()
    actions.put_days(office, first=date(2026, 12, 28), last=date(2026, 12, 31), name="Closed", by=admin)
    actions.put_days(office, first=date(2027, 1, 1), opens=time(9), closes=time(17, 30), by=admin)
    office.refresh_from_db()
    assert not any(business_time.is_business_day(date(2026, 12, day), office) for day in (28, 29, 30, 31))
    assert business_time.is_business_day(date(2027, 1, 1), office)
    assert lines_of(office) == [
        "said of “Head office”: 28 December 2026 to 31 December 2026, free",
        "said of “Head office”: 1 January 2027, 09:00 to 17:30",
    ]


def test_day_is_ordinary_again(admin, desks):
    office = WorkingCalendar.objects.get()
    actions.put_days(office, first=date(2026, 12, 28), by=admin)
    actions.take_day(office, day=date(2026, 12, 28), by=admin)
    office.refresh_from_db()
    assert office.own_days == {} and business_time.is_business_day(date(2026, 12, 28), office)
    with refused("Nothing of its own is said about this day any more."):
        actions.take_day(office, day=date(2026, 12, 28), by=admin)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"name": " "}, "Give the calendar a name."),
        ({"name": "head office"}, "There is a calendar called head office already."),
        ({"time_zone": "Mars/Base"}, "“Mars/Base” is not a known time zone. A known one is Europe/Berlin."),
        ({"working_days": [7]}, "Choose one working day at least."),
        ({"opens": time(18), "closes": time(9)}, "It must open before it closes."),
        ({"country": "IL", "subdivision": "BY"}, "“BY” is no region of Israel. It has none of its own."),
        ({"country": "XX"}, "The public holidays of “XX” are not known. Give two letters, such as DE, FR or US."),
    ],
)
def test_add_says_what_is_wrong(admin, desks, columns, sentence):
    with refused(sentence):
        actions.add_calendar(**{"name": "Munich", "by": admin} | columns)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"first": date(2026, 12, 2), "last": date(2026, 12, 1)}, "The last day is before the first."),
        (
            {"first": date(2026, 1, 1), "last": date(2026, 12, 1)},
            "That is more than 62 days at once. Give a shorter stretch.",
        ),
        ({"first": date(1999, 1, 1)}, "Choose days between 2000 and 2100."),
        ({"first": date(2026, 1, 1), "opens": time(9)}, "Give both hours, or neither: without hours nobody works."),
        ({"first": date(2026, 1, 1), "opens": time(9), "closes": time(8)}, "It must open before it closes."),
    ],
)  # fmt: skip
def test_days_say_what_is_wrong(admin, desks, days, sentence):
    with refused(sentence):
        actions.put_days(WorkingCalendar.objects.get(), by=admin, **days)


def test_change_says_what_was_changed_and_leaves_the_rest(admin, tel_aviv):
    actions.change_calendar(tel_aviv, opens=time(8, 30), working_days=[6, 0, 1, 2], by=admin)
    tel_aviv.refresh_from_db()
    assert (tel_aviv.opens, tel_aviv.closes, tel_aviv.country) == (time(8, 30), time(17, 30), "IL")
    assert lines_of(tel_aviv)[-1] == (
        "changed the calendar “Tel Aviv”: opens: 09:00 → 08:30, working days: Sunday to Thursday → Sunday to Wednesday"
    )


def test_change_on_an_older_state_is_refused(admin, tel_aviv):
    seen = actions.state_of(tel_aviv).key
    actions.change_calendar(tel_aviv, opens=time(8), seen=seen, by=admin)
    with pytest.raises(ChangedMeanwhile):
        actions.change_calendar(tel_aviv, opens=time(7), seen=seen, by=admin)


def test_calendar_of_a_desk_stays(admin, tel_aviv, desks):
    with refused(
        "Finance, Legal, Privacy, Procurement and Security work by it: choose another calendar for them first."
    ):
        actions.remove_calendar(WorkingCalendar.objects.get(slug="head-office"), by=admin)
    actions.remove_calendar(tel_aviv, by=admin)
    assert not WorkingCalendar.objects.filter(slug="tel-aviv").exists()


def test_one_calendar_always_stays(admin, db):
    for model in (ApprovalRule, SplitRule, TermRule, TermType, Team):
        model.objects.all().delete()
    with refused("There must be one calendar at least: people without a desk work by it."):
        actions.remove_calendar(WorkingCalendar.objects.get(), by=admin)


def test_only_admins_touch_calendars(lead, tel_aviv):
    for action, options in (
        (actions.change_calendar, {"opens": time(8)}),
        (actions.put_days, {"first": date(2026, 12, 24)}),
        (actions.remove_calendar, {}),
    ):
        with pytest.raises(PermissionDenied, match="Only admins"):
            action(tel_aviv, by=lead, **options)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([0, 1, 2, 3, 4], "Monday to Friday"),
        ([6, 0, 1, 2, 3], "Sunday to Thursday"),
        ([0, 2, 4], "Monday, Wednesday and Friday"),
        ([5, 6], "Saturday and Sunday"),
        ([3], "Thursday"),
        (range(7), "every day"),
    ],
)
def test_days_of_the_week_in_words(days, words):
    assert days_of_week_in_words(list(days)) == words


def test_weeks_ahead_tell_holidays_by_name_and_other_hours(admin, desks):
    office = WorkingCalendar.objects.get()
    actions.put_days(office, first=date(2026, 12, 24), name="Christmas Eve", opens=time(9), closes=time(13), by=admin)
    office.refresh_from_db()
    weeks = weeks_of(office, date(2026, 12, 23), number=2)
    assert [day.kind for day in weeks[0]] == ["worked", "worked", "worked", "short", "holiday", "free", "free"]
    assert [day.in_words for day in notable(weeks)] == [
        "24 December 2026: Christmas Eve, 09:00 to 13:00",
        "25 December 2026: Christmas Day",
        "1 January 2027: New Year's Day",
    ]


def test_every_country_can_be_told():
    for country in business_time.known_countries():
        business_time.holidays_of(country, "", 2026)
        assert business_time.usual_working_days(country)
