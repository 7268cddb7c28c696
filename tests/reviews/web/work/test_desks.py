"""A desk as its leads see it: load per person, unclaimed, oldest, and handing work to somebody else."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Membership
from reviews.models import Purpose, Wait
from reviews.waits import claims, questions
from reviews.waits.opening_and_closing import open_wait
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.pages import messages_of, press, signed_in, text_of
from tests.reviews.reading import desk_wait

DESK = reverse("reviews:desk", args=["procurement"])


@pytest.fixture
def more(review, desks):
    """more(needed, person): one more thing that the procurement desk has to do."""

    def wait(needed="More.", person=None):
        return open_wait(review, Purpose.ESCALATION, needed=needed, by=None, desk=desks["procurement"], person=person)

    return wait


def loads(response):
    return [
        (load.person.name if load.person else None, load.open, load.overdue, load.paused)
        for load in response.context["loads"]
    ]


def test_desk_page_counts_for_each_person_and_for_nobody(client, lead, buyer, review, desks, more):
    more()
    late = more(person=buyer)
    Wait.objects.filter(pk=late.pk).update(due_at="2000-01-01T00:00Z")
    questions.ask_requester(claims.claim(desk_wait(review, desks["procurement"]), by=buyer), "Who?", by=buyer)

    response = signed_in(client, lead).get(DESK)

    assert loads(response) == [(None, 1, 0, 0), ("Ben Buyer", 2, 1, 1), ("Lena Lead", 0, 0, 0)]


def test_desk_page_tells_the_oldest_in_business_days(client, lead, review, at):
    at(datetime(2026, 11, 26, 10, 0, tzinfo=UTC))  # three business days after the request came in
    [unclaimed, *_] = signed_in(client, lead).get(DESK).context["loads"]
    assert round(unclaimed.oldest, 2) == 3


def test_desk_page_marks_who_left_the_desk_and_who_left_altogether(client, lead, buyer, review, more):
    more(person=buyer)
    gone = UserFactory(name="Gustav Gone", email="gone@duet.example")
    more(person=gone)
    Membership.objects.filter(user=buyer)._raw_delete("default")  # past everything that gives work back

    marks = {load.person.name: load.mark for load in signed_in(client, lead).get(DESK).context["loads"][1:]}

    assert marks == {
        "Ben Buyer": "no longer on this desk",
        "Gustav Gone": "no longer on this desk",
        "Lena Lead": "",
    }


def test_desk_page_is_for_leads_of_that_desk(client, buyer, counsel, finance_lead, admin, requester):
    for person in (buyer, counsel, finance_lead, admin, requester):
        response = signed_in(client, person).get(DESK)
        assert response.status_code == 403
        assert "This page is for the leads of Procurement." in text_of(response)


def test_desk_page_leaves_out_the_leads_own_request(client, draft, lead, buyer, counsel):
    from intake import actions as intake_actions

    draft.requester = lead
    draft.save()
    intake_actions.submit(draft, by=lead)

    response = signed_in(client, lead).get(DESK)

    assert loads(response) == [(None, 0, 0, 0), ("Ben Buyer", 0, 0, 0), ("Lena Lead", 0, 0, 0)]
    assert response.context["rows"] == []
    assert "Nothing waits here" in text_of(response)


def test_desk_page_narrows_to_one_person_or_to_nobody(client, lead, buyer, review, desks, more):
    more("Theirs.", person=buyer)
    signed_in(client, lead)

    def needed(who):
        return [row.wait.needed for row in client.get(DESK, {"who": who}).context["rows"]]

    unclaimed = desk_wait(review, desks["procurement"]).needed
    assert (needed(buyer.pk), needed("nobody"), needed(lead.pk)) == (["Theirs."], [unclaimed], [])
    assert sorted(needed("garbled")) == [unclaimed, "Theirs."]


def test_desk_page_reassigns_and_comes_back(client, lead, buyer, review, more):
    wait = more(person=lead)
    here = f"{DESK}?who={lead.pk}"

    response = press(
        signed_in(client, lead), "bulk", do="hand_over", wait=wait.pk, to=buyer.pk, reason="Room.", **{"from": here}
    )

    wait.refresh_from_db()
    assert (response["Location"], messages_of(response), wait.person) == (
        here,
        [("success", "1 item handed over.")],
        buyer,
    )


@pytest.mark.parametrize("number", [3, 30])
def test_desk_page_asks_the_database_as_often_with_three_as_with_thirty(client, lead, review, desks, more, number):
    for count in range(number - 1):
        person = UserFactory(name=f"Member {count}", email=f"m{count}@duet.example")
        MembershipFactory(team=desks["procurement"], user=person)
        more(person=person)
    signed_in(client, lead)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(DESK)

    assert (len(response.context["rows"]), len(queries)) == (number, 14)


def test_desk_page_marks_who_is_away(client, lead, buyer, review, monkeypatch):
    monkeypatch.setattr("reviews.web.cards.desks.away_among", lambda people, at: {buyer.pk})
    monkeypatch.setattr("reviews.web.forms.bulk.away_among", lambda people: {buyer.pk})

    response = signed_in(client, lead).get(DESK)

    assert {load.person.name: load.mark for load in response.context["loads"][1:]} == {
        "Ben Buyer": "is away",
        "Lena Lead": "",
    }
    assert "Ben Buyer (is away)" in text_of(response)
