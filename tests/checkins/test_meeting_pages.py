"""The page of a meeting before it begins: its agenda, moving, cancelling, what people add; and the API beside it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checkins.actions.items import add_item
from checkins.agenda.building import build
from checkins.models import Item, Remark
from reviews.agenda.actions import mark_for_check_in
from tests.reviews.pages import messages_of, signed_in, text_of


def at(name, meeting):
    return reverse(f"checkins:{name}", args=[meeting.pk])


def test_meeting_says_when_its_agenda_is_built(client, meeting, buyer):
    text = text_of(signed_in(client, buyer).get(meeting.get_absolute_url()))
    assert "The agenda is not built yet" in text
    assert "24 November 2026" in text


def test_meeting_with_nothing_stuck_says_so(client, meeting, buyer):
    build(meeting)
    assert "Nothing to talk about" in text_of(signed_in(client, buyer).get(meeting.get_absolute_url()))


def test_meeting_shows_its_agenda_with_the_time_it_takes(client, meeting, review, buyer):
    mark_for_check_in(review, "Two vendors at once.", by=buyer)
    build(meeting)
    text = text_of(signed_in(client, buyer).get(meeting.get_absolute_url()))
    assert f"{review.title} Two vendors at once." in text
    assert "3 items, about 8 of 45 minutes." in text  # two desks have nobody in these tests


def test_item_is_added_and_taken_off_by_whoever_added_it(client, meeting, buyer, counsel):
    signed_in(client, buyer).post(at("item_add", meeting), {"title": "Templates", "what": "Who?"})
    item = Item.objects.get()
    assert "Take off" in text_of(client.get(meeting.get_absolute_url()))
    assert "Take off" not in text_of(signed_in(client, counsel).get(meeting.get_absolute_url()))
    response = client.post(at("item_remove", item))
    assert messages_of(response) == [("error", "Only whoever put this on the agenda takes it off.")]
    signed_in(client, buyer).post(at("item_remove", item))
    assert not Item.objects.exists()


def test_item_without_a_title_comes_back_with_what_was_typed(client, meeting, buyer):
    response = signed_in(client, buyer).post(at("item_add", meeting), {"title": "", "what": "Kept"})
    assert response.status_code == 422
    assert 'value="Kept"' in response.content.decode()


def test_remark_is_kept_and_shown_as_a_number(client, meeting, buyer):
    signed_in(client, buyer).post(at("remark_add", meeting), {"kind": "worked", "text": "One call."})
    assert Remark.objects.get().text == "One call."
    text = text_of(client.get(meeting.get_absolute_url()))
    assert "1 line so far." in text
    assert "One call." not in text


def test_cancelled_meeting_says_why(client, meeting, buyer):
    signed_in(client, buyer).post(at("meeting_cancel", meeting), {"because": "Holidays."})
    text = text_of(client.get(meeting.get_absolute_url()))
    assert "Cancelled: Holidays." in text
    assert "Add an item" not in text


def test_api_tells_the_agenda_by_rights_and_takes_the_same_steps(client, meeting, review, buyer, stranger):
    mark_for_check_in(review, "Two at once.", by=buyer)
    build(meeting)
    detail = reverse("api-meeting-detail", args=[meeting.pk])
    facts = signed_in(client, buyer).get(detail).json()
    items = [(item["title"], item["review"]) for item in facts["items"] if item["group"] == "added"]
    assert items == [(review.title, review.reference)]
    assert facts["not_shown"] == 0
    response = client.post(
        reverse("api-meeting-cancel", args=[meeting.pk]), {"because": ""}, content_type="application/json"
    )
    assert (response.status_code, response.json()) == (409, {"refused": ["Say why: everybody who comes reads it."]})
    assert signed_in(client, stranger).get(detail).status_code == 404


def test_api_changes_a_series_by_the_state_that_was_read(client, series, buyer, counsel, lead):
    address = reverse("api-check-in-detail", args=[series.pk])
    signed_in(client, lead)
    facts = client.get(address).json()
    facts["minutes"] = 60
    sent = {"content_type": "application/json"}
    assert client.put(address, {**facts, "state": ""}, **sent).status_code == 428
    assert client.put(address, facts, **sent).json()["minutes"] == 60
    assert client.put(address, facts, **sent).status_code == 409
    series.refresh_from_db()
    assert series.minutes == 60


def test_discuss_puts_a_review_on_the_agenda_once(client, review, buyer, requester):
    address = reverse("reviews:discuss", args=[review.pk])
    signed_in(client, buyer).post(address, {"why": "Two at once."})
    assert "Ben Buyer has put this on the agenda" in text_of(client.get(address))
    response = client.post(address, {"why": "Again."})
    assert "on the agenda already" in str(messages_of(response))
    client.post(reverse("reviews:take_off_agenda", args=[review.pk]))
    assert not review.discussion_marks.open().exists()
    assert signed_in(client, requester).get(address).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_meeting_asks_the_database_as_often_with_three_items_as_with_thirty(client, meeting, buyer, number):
    for count in range(number):
        add_item(meeting, f"Item {count}", by=buyer)
    signed_in(client, buyer)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(meeting.get_absolute_url())
    assert len(response.context["agenda"].items) == number
    assert len(queries) == 12
