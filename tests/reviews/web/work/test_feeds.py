"""A person's calendar: what they hold and their contracts' last dates, behind a secret that can be taken back."""

from datetime import date, timedelta

import pytest
import time_machine
from icalendar import Calendar

from people.models import FeedToken
from reviews.waits import claims, questions
from tests.factories import ContractFactory
from tests.reviews.reading import desk_wait

MONDAY = "2026-11-23 10:00:00+00:00"


@pytest.fixture
def wait(review, desks, counsel):
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


def read(client, token, **headers):
    return client.get(f"/calendar/{token}.ics", headers=headers)


def entries(response):
    return [
        (str(event["uid"]), str(event["summary"]), event.decoded("dtstart"))
        for event in Calendar.from_ical(response.content).walk("vevent")
    ]


def test_calendar_shows_what_the_person_holds_and_their_last_dates(client, wait, counsel, settings):
    settings.SITE_URL = "https://duet.example"
    with time_machine.travel(MONDAY):
        contract = ContractFactory(owner=counsel, title="Phones", first_term="to:2027-06-30", notice="30d")
        late = ContractFactory(owner=counsel, title="Too late", first_term="to:2026-12-01", notice="30d")
        ContractFactory(title="Somebody else's", first_term="to:2027-06-30")
        response = read(client, FeedToken.renew(counsel))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert entries(response) == [
        (
            f"wait-{wait.pk}@duet.example",
            f"Due: {wait.review.reference} Survey tool",
            wait.due_at.replace(microsecond=0) - timedelta(minutes=30),
        ),
        (f"contract-{late.pk}-term-ends-2026-12-01@duet.example", "Term ends: Too late", date(2026, 12, 1)),
        (f"contract-{contract.pk}-decide-by-2027-05-17@duet.example", "Decide by: Phones", date(2027, 5, 17)),
        (
            f"contract-{contract.pk}-last-date-to-act-2027-05-31@duet.example",
            "Last date to act: Phones",
            date(2027, 5, 31),
        ),
        (f"contract-{contract.pk}-term-ends-2027-06-30@duet.example", "Term ends: Phones", date(2027, 6, 30)),
    ]


def test_entries_of_the_calendar_end_after_they_start(client, wait, counsel):
    with time_machine.travel(MONDAY):
        ContractFactory(owner=counsel)
        events = Calendar.from_ical(read(client, FeedToken.renew(counsel)).content).walk("vevent")
    lengths = [event.decoded("dtend") - event.decoded("dtstart") for event in events]
    assert len(lengths) == 2 and all(length > timedelta(0) for length in lengths)


def test_last_date_stays_until_midnight_where_its_owner_is(client, counsel):
    """At 16:00 in Los Angeles it is tomorrow in UTC: the day is not over yet."""
    type(counsel).objects.filter(pk=counsel.pk).update(time_zone="America/Los_Angeles")
    contract = ContractFactory(owner=counsel, first_term="to:2027-06-30", notice="30d")
    with time_machine.travel("2027-06-01 03:00:00+00:00"):  # 31 May, 20:00 in Los Angeles
        shown = [uid for uid, _, _ in entries(read(client, FeedToken.renew(counsel)))]
    assert any(uid.startswith(f"contract-{contract.pk}-last-date-to-act-2027-05-31") for uid in shown)
    with time_machine.travel("2027-06-01 08:00:00+00:00"):
        shown = [uid for uid, _, _ in entries(read(client, FeedToken.renew(counsel)))]
    assert not any("last-date-to-act" in uid for uid in shown)


def test_calendar_that_has_not_changed_is_not_sent_again(client, wait, counsel):
    token = FeedToken.renew(counsel)
    first = read(client, token)
    assert read(client, token, if_none_match=first["ETag"]).status_code == 304
    claims.release(wait, by=counsel)
    changed = read(client, token, if_none_match=first["ETag"])
    assert (changed.status_code, entries(changed)) == (200, [])


def test_calendar_leaves_out_what_is_paused(client, wait, counsel):
    questions.ask_requester(wait, "How many users?", by=counsel)
    assert entries(read(client, FeedToken.renew(counsel))) == []


def test_new_address_replaces_the_old_one_and_revoking_ends_both(client, wait, counsel):
    old, new = FeedToken.renew(counsel), FeedToken.renew(counsel)
    assert [read(client, token).status_code for token in (old, new, "x")] == [404, 200, 404]
    client.force_login(counsel)
    client.post("/profile/calendar/revoke/")
    assert read(client, new).status_code == 404


def test_address_of_someone_who_left_no_longer_works(client, counsel):
    token = FeedToken.renew(counsel)
    counsel.is_active = False
    counsel.save()
    assert read(client, token).status_code == 404


def test_address_is_shown_once_and_kept_as_a_hash(client, counsel):
    client.force_login(counsel)
    page = client.post("/profile/calendar/renew/").text
    address = page.split('value="')[-1].split('"')[0]
    token = address.split("/calendar/")[1].removesuffix(".ics")
    assert FeedToken.person_of(token) == counsel
    assert token not in str(FeedToken.objects.values())
    assert token not in client.get("/profile/notices/").text


@pytest.mark.parametrize("count", [3, 30])
def test_calendar_costs_the_same_queries_whatever_is_held(
    client, review, desks, counsel, count, django_assert_num_queries
):
    from reviews.models import Purpose
    from reviews.waits.opening_and_closing import open_wait

    for _ in range(count):
        open_wait(review, Purpose.APPROVAL, needed="Approve.", by=None, person=counsel)
    token = FeedToken.renew(counsel)
    with django_assert_num_queries(5):
        read(client, token)
