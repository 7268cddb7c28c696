"""The page of a meeting under way: one item for all windows, other people's steps, what may not stand there."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checkins.actions import running
from checkins.actions.items import add_item, add_remark
from checkins.actions.outcomes import note_outcome
from checkins.models import Action, Item, Meeting
from tests.reviews.pages import HTMX, messages_of, signed_in, text_of
from tests.routes.cases import Case
from tests.routes.checkins import proposed, under_way


@pytest.fixture
def started(meeting, buyer, counsel):
    items = [add_item(meeting, title, by=buyer) for title in ("First", "Second")]
    begun = running.begin_meeting(meeting, [counsel], by=buyer)
    begun.items.exclude(pk__in=[item.pk for item in items]).delete()
    running.go_to_item(begun, items[0], seen=begun.current_id, by=buyer)
    return Meeting.objects.get(pk=meeting.pk)


def room_of(meeting):
    return reverse("checkins:room", args=[meeting.pk])


def test_begin_asks_who_is_here_and_leads_to_the_room(client, meeting, buyer, counsel):
    add_item(meeting, "First", by=buyer)
    signed_in(client, buyer)
    address = reverse("checkins:meeting_begin", args=[meeting.pk])
    assert "Lena Lead" in text_of(client.get(address))
    response = client.post(address, {"present": [counsel.pk]})
    assert response.url == room_of(meeting)
    assert "Here: Ben Buyer, Clara Counsel" in text_of(client.get(response.url))


def test_room_shows_one_item_and_goes_on_when_it_is_noted(client, started, buyer):
    signed_in(client, buyer)
    text = text_of(client.get(room_of(started)))
    assert "1 of 2" in text
    assert "Next: Second" in text
    item = Item.objects.get(title="First")
    client.post(reverse("checkins:note", args=[item.pk]), {"result": "information", "outcome": "Told."})
    assert "2 of 2" in text_of(client.get(room_of(started)))


def test_window_of_a_colleague_sees_the_step_and_is_not_bothered_before(client, started, buyer, counsel):
    signed_in(client, counsel)
    asked = {"step": started.step}
    assert client.get(room_of(started), asked, headers=HTMX).status_code == 204
    note_outcome(Item.objects.get(title="First"), "information", "Told.", by=buyer)
    response = client.get(room_of(started), asked, headers=HTMX)
    assert response.status_code == 200
    assert "Second" in text_of(response)
    assert "<html" not in response.content.decode()


def test_window_of_a_colleague_is_led_to_the_minutes_when_the_meeting_ends(client, started, buyer, counsel):
    running.end_meeting(started, by=buyer)
    response = signed_in(client, counsel).get(room_of(started), headers=HTMX)
    assert response.headers["HX-Redirect"] == started.get_absolute_url()
    assert client.get(room_of(started)).url == started.get_absolute_url()


def test_browser_that_closed_finds_the_meeting_where_it_was(client, started, buyer):
    note_outcome(Item.objects.get(title="First"), "action", "Write.", owner=buyer, due_on=date(2026, 12, 1), by=buyer)
    client.logout()
    text = text_of(signed_in(client, buyer).get(room_of(started)))
    assert "2 of 2" in text
    assert Action.objects.get().what == "Write."


def test_room_without_having_come_in_offers_that_and_no_form(client, started, lead):
    signed_in(client, lead)
    page = client.get(room_of(started))
    assert "Come in" in text_of(page)
    assert "Write down" not in text_of(page)
    client.post(reverse("checkins:meeting_join", args=[started.pk]))
    assert "Write down" in text_of(client.get(room_of(started)))


def test_note_that_lacks_something_comes_back_with_what_was_typed(client, started, buyer):
    item = Item.objects.get(title="First")
    address = reverse("checkins:note", args=[item.pk])
    response = signed_in(client, buyer).post(address, {"result": "action", "outcome": "Kept words"})
    assert response.status_code == 422
    assert messages_of(response) == [("error", "Say who does it, and until when.")]
    assert 'value="Kept words"' in response.content.decode()


def test_remarks_stand_at_the_end_without_names(client, started, buyer, counsel):
    add_remark(started, "worked", "One call was enough.", by=counsel)
    for item in Item.objects.order_by("position"):
        note_outcome(item, "information", "Told.", by=buyer)
    text = text_of(signed_in(client, buyer).get(room_of(started)))
    assert "What worked: One call was enough." in text
    assert "End the meeting" in text


@pytest.fixture
def case(review, buyer, counsel, lead, today):
    people = {"buyer": buyer, "counsel": counsel, "lead": lead}
    return Case(review=review, review_at=None, people=people, today=today)


def test_proposal_is_confirmed_on_its_page_by_each_desk(client, case, buyer, counsel):
    row = proposed(case)
    address = row.get_absolute_url()
    for person, slug in ((buyer, "procurement"), (counsel, "legal")):
        page = signed_in(client, person).get(address)
        assert page.context["confirmable"][0].slug == slug
        response = client.post(reverse("checkins:confirm", args=[row.pk]), {"desk": slug, "seen": page.context["seen"]})
        assert messages_of(response)[0][0] == "success"
    row.term.refresh_from_db()
    assert row.term.outcome == "theirs"
    assert "Confirmed." in text_of(client.get(address))


def test_my_work_and_check_in_show_what_to_confirm_and_what_was_promised(client, case, buyer, counsel):
    row = proposed(case)
    meeting = under_way(case)
    item = add_item(meeting, "Write it down", by=buyer)
    note_outcome(item, "action", "Write it.", owner=counsel, due_on=date(2026, 12, 1), by=buyer)
    signed_in(client, counsel)
    work = text_of(client.get(reverse("reviews:my_work")))
    assert f"Confirm for Legal: {row.in_words}" in work
    assert "Write it. until 1 December 2026" in work
    assert str(row.term) in text_of(client.get(reverse("checkins:check_in")))


@pytest.mark.parametrize("number", [3, 30])
def test_room_asks_the_database_as_often_with_three_items_as_with_thirty(client, meeting, buyer, counsel, number):
    for count in range(number):
        add_item(meeting, f"Item {count}", by=buyer)
    running.begin_meeting(meeting, [counsel], by=buyer)
    signed_in(client, buyer)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(room_of(meeting))
    assert len(response.context["agenda"].items) >= number
    assert len(queries) == 11


def test_asking_for_a_newer_step_costs_little(client, started, buyer):
    signed_in(client, buyer)
    with CaptureQueriesContext(connection) as queries:
        client.get(room_of(started), {"step": started.step}, headers=HTMX)
    assert len(queries) <= 6
