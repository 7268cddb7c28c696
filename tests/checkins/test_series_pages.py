"""The pages of series: the list, one, the form; and how often they ask the database."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checkins.actions.series import set_up_series
from checkins.models import Meeting, Series
from tests.reviews.pages import messages_of, signed_in, text_of

CHECK_IN = reverse("checkins:check_in")
ADD = reverse("checkins:series_add")


def typed(*members, **changed):
    return {
        "title": "Both",
        "rhythm": "weekly",
        "first_on": "2026-11-24",
        "starts_at": "10:00",
        "minutes": "45",
        "time_zone": "Europe/Berlin",
        "members": [person.pk for person in members],
        **changed,
    }


def test_check_in_without_a_series_says_who_sets_one_up(client, desks, buyer, lead):
    assert "Leads of procurement and legal set one up." in text_of(signed_in(client, buyer).get(CHECK_IN))
    assert "New check-in" in text_of(signed_in(client, lead).get(CHECK_IN))


def test_check_in_lists_the_next_meetings(client, series, buyer):
    text = text_of(signed_in(client, buyer).get(CHECK_IN))
    assert "Procurement and legal, 45 minutes" in text
    assert "Every second week, 10:00 Europe/Berlin" in text


def test_series_add_sets_one_up(client, buyer, counsel, lead):
    response = signed_in(client, lead).post(ADD, typed(buyer, counsel))
    series = Series.objects.get()
    assert response.url == series.get_absolute_url()
    assert messages_of(response) == [("success", "Set up. Everybody gets an invitation for their calendar.")]
    assert set(series.members.all()) == {buyer, counsel}


def test_series_add_says_what_is_wrong_and_keeps_what_was_typed(client, buyer, counsel, lead):
    signed_in(client, lead)
    response = client.post(ADD, typed(buyer, counsel, first_on="2026-11-20", title="Kept"))
    assert response.status_code == 422
    assert "still to come" in text_of(response)
    assert 'value="Kept"' in response.content.decode()
    response = client.post(ADD, typed(buyer))
    assert "Nobody of the legal side comes" in str(messages_of(response))


def test_series_change_saves_and_tells(client, series, buyer, counsel, lead):
    address = reverse("checkins:series_change", args=[series.pk])
    response = signed_in(client, lead).post(address, typed(buyer, counsel, rhythm="monthly"))
    series.refresh_from_db()
    assert (response.status_code, series.rhythm) == (302, "monthly")
    assert [row.starts_at.date() for row in series.meetings.order_by("number")[:2]] == [
        *(date(2026, 11, 24), date(2026, 12, 22)),
    ]


def test_series_end_ends_it(client, series, lead):
    signed_in(client, lead).post(reverse("checkins:series_end", args=[series.pk]))
    assert "Ended" in text_of(client.get(series.get_absolute_url()))
    assert "No check-in is planned" in text_of(client.get(CHECK_IN))


def test_series_shows_an_admin_the_plan_and_no_agenda(client, series, admin):
    response = signed_in(client, admin).get(series.get_absolute_url())
    assert "Ben Buyer, Clara Counsel, Lena Lead" in text_of(response)
    assert "/check-in/meetings/" not in response.content.decode()


@pytest.mark.parametrize("number", [1, 10])
def test_check_in_asks_the_database_as_often_with_one_series_as_with_ten(client, buyer, counsel, lead, number):
    for count in range(number):
        set_up_series(
            title=f"Series {count}",
            rhythm="weekly",
            first_on=date(2026, 11, 24),
            starts_at=time(10),
            minutes=30,
            time_zone="UTC",
            members=[buyer, counsel],
            by=lead,
        )
    signed_in(client, buyer)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(CHECK_IN)
    assert len(response.context["planned"]) == min(4 * number, 20)
    assert len(queries) == 9
    assert Meeting.objects.count() == 4 * number
