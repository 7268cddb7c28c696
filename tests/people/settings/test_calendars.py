"""The pages of calendars: list, one calendar, forms."""

from datetime import date, time

import pytest

from people.actions import calendars as actions
from people.models import WorkingCalendar
from tests.factories import TeamFactory, WorkingCalendarFactory

LIST = "/settings/calendars/"


@pytest.fixture
def office(desks):
    return WorkingCalendar.objects.get()


def page_of(calendar, step=""):
    return f"{LIST}{calendar.pk}/{step}"


def sent(answer):
    form = answer.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def test_list_tells_days_hours_and_desks(pages, office):
    answer = pages.get(LIST)
    for words in ("Head office", "Monday to Friday", "09:00 to 17:30", "Europe/Berlin", "Finance, Legal"):
        assert words in answer.text


@pytest.mark.parametrize("number", [3, 30])
def test_list_costs_the_same_however_many(pages, desks, number, django_assert_num_queries):
    for _ in range(number):
        TeamFactory(calendar=WorkingCalendarFactory())
    pages.get(LIST)
    with django_assert_num_queries(6):
        pages.get(LIST)


def test_calendar_shows_the_weeks_ahead(pages, admin, office):
    actions.put_days(office, first=date(2026, 12, 24), name="Christmas Eve", opens=time(9), closes=time(13), by=admin)
    answer = pages.get(page_of(office))
    for words in ("Monday to Friday, 09:00 to 17:30", "Christmas Day", "Christmas Eve, 09:00 to 13:00", "Take away"):
        assert words in answer.text
    assert len(answer.context["weeks"]) == 12


def test_calendar_says_what_is_usual_in_its_country(pages, admin):
    row = actions.add_calendar(name="Tel Aviv", country="IL", working_days=[0, 1, 2, 3, 4], by=admin)
    assert "Usual in Israel: Sunday to Thursday." in pages.get(page_of(row)).text


def test_calendar_is_added_with_the_usual_days(pages, desks):
    data = sent(pages.get(f"{LIST}add/")) | {"name": "Riyadh", "country": "SA", "time_zone": "Asia/Riyadh"}
    answer = pages.post(f"{LIST}add/", data, follow=True)
    assert sorted(WorkingCalendar.objects.get(slug="riyadh").working_days) == [0, 1, 2, 3, 6]
    assert "Sunday to Thursday, 09:00 to 17:30 in Asia/Riyadh." in answer.text


def test_form_shows_what_is_stored_and_changes_only_that(pages, office):
    before = {name: getattr(office, name) for name in actions.COLUMNS}
    data = sent(pages.get(page_of(office, "change/"))) | {"opens": "08:00"}
    pages.post(page_of(office, "change/"), data)
    office.refresh_from_db()
    assert {name: getattr(office, name) for name in actions.COLUMNS} == before | {"opens": time(8)}


def test_form_says_what_is_wrong(pages, office):
    data = sent(pages.get(page_of(office, "change/"))) | {"opens": "18:00", "subdivision": "ZZ"}
    answer = pages.post(page_of(office, "change/"), data)
    assert answer.status_code == 422
    assert "It must open before it closes." in answer.text and "“ZZ” is no region of Germany." in answer.text


def test_days_are_put_and_taken(pages, office):
    data = {"first": "2026-12-28", "last": "2026-12-31", "name": "Closed"}
    answer = pages.post(page_of(office, "days/"), data, follow=True)
    assert "28 December 2026: Closed" in answer.text
    pages.post(page_of(office, "days/take/"), {"day": "2026-12-28"})
    office.refresh_from_db()
    assert sorted(office.own_days) == ["2026-12-29", "2026-12-30", "2026-12-31"]


def test_day_that_is_none_is_refused(pages, office):
    answer = pages.post(page_of(office, "days/take/"), {"day": "nonsense"}, follow=True)
    assert "Enter a valid date." in answer.text


def test_calendar_of_desks_cannot_be_removed(pages, office):
    answer = pages.post(page_of(office, "remove/"), follow=True)
    assert "choose another calendar for them first" in answer.text


def test_calendar_that_nobody_works_by_is_removed(pages, admin, office):
    row = actions.add_calendar(name="Tel Aviv", country="IL", by=admin)
    answer = pages.post(page_of(row, "remove/"), follow=True)
    assert "Tel Aviv is removed." in answer.text


def test_calendar_that_is_not_there_is_not_found(pages, office):
    assert pages.get(f"{LIST}999999/").status_code == 404


@pytest.mark.parametrize("step", ["", "change/", "days/"])
def test_calendar_is_closed_to_others_with_a_sentence(client, lead, office, step):
    client.force_login(lead)
    answer = client.get(page_of(office, step))
    assert answer.status_code == 403 and "Only admins look after people and desks" in answer.text


def test_calendars_ask_strangers_to_sign_in(client, office):
    assert client.get(LIST).status_code == 302 and client.get(page_of(office)).status_code == 302


def test_api_tells_the_same_as_the_page(pages, office):
    facts = pages.get("/api/calendars/head-office/").json()
    assert (facts["working_days"], facts["opens"], facts["desks"][0]) == ([0, 1, 2, 3, 4], "09:00:00", "finance")
    page = pages.get(page_of(office))
    shown = [
        {"day": day.day.isoformat(), "kind": day.kind, "note": day.note}
        for week in page.context["weeks"]
        for day in week
    ]
    assert facts["ahead"] == shown


def test_api_refuses_in_the_words_of_the_page(pages, office):
    answer = pages.post("/api/calendars/head-office/remove/", {}, content_type="application/json")
    assert answer.status_code == 409 and "choose another calendar for them first" in answer.json()["refused"][0]
    late = {"opens": "08:00", "state": "0"}
    assert pages.post("/api/calendars/head-office/change/", late, content_type="application/json").status_code == 409
