"""My work: what one person holds and owes, across desks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews.models import Purpose, Wait
from reviews.waits import claims, questions
from reviews.waits.opening_and_closing import open_wait
from reviews.web.pages import my_work
from tests.factories import MembershipFactory
from tests.reviews.pages import signed_in, text_of
from tests.reviews.reading import desk_wait

MY_WORK = reverse("reviews:my_work")


def sections(response):
    return {section.key: [row.wait.needed for row in section.rows] for section in response.context["work"].sections}


@pytest.fixture
def held(review, desks, buyer):
    """held(days, needed): something that the buyer holds, due in so many calendar days."""

    def hold(days, needed):
        wait = open_wait(review, Purpose.APPROVAL, needed=needed, by=None, desk=desks["procurement"], person=buyer)
        Wait.objects.filter(pk=wait.pk).update(due_at=timezone.now() + timedelta(days=days))
        return wait

    return hold


def test_my_work_sorts_by_what_presses(client, buyer, counsel, review, desks, held, draft):
    held(-1, "Late.")
    held(1, "Soon.")
    held(20, "Some day.")
    paused = claims.claim(desk_wait(review, desks["procurement"]), by=buyer)
    questions.ask_requester(paused, "How many?", by=buyer)

    response = signed_in(client, buyer).get(MY_WORK)

    assert sections(response) == {
        "overdue": ["Late."],
        "soon": ["Soon."],
        "later": ["Some day."],
        "paused": [paused.needed],
        "asked": ["Answer a question from Procurement."],
    }
    assert "Due today or in the next two business days 1" in text_of(response)


def test_my_work_counts_soon_in_business_days(client, buyer, held):
    held(3, "Thursday.")  # the tests begin on a Monday
    assert sections(signed_in(client, buyer).get(MY_WORK)) == {"later": ["Thursday."]}


def test_my_work_shows_questions_about_the_persons_own_requests(client, counsel, review, requester, desks):
    MembershipFactory(team=desks["finance"], user=requester)
    questions.ask_requester(desk_wait(review, desks["legal"]), "How many?", by=counsel)

    assert sections(signed_in(client, requester).get(MY_WORK)) == {"own": ["Answer a question from Legal."]}


def test_my_work_spans_desks_and_leaves_out_what_is_only_the_desks(client, lead, review, desks):
    claims.claim(desk_wait(review, desks["legal"]), by=lead)

    [[row]] = [section.rows for section in signed_in(client, lead).get(MY_WORK).context["work"].sections]

    assert row.wait.desk == desks["legal"]


def test_my_work_that_is_empty_leads_to_what_is_unclaimed(client, buyer, review):
    response = signed_in(client, buyer).get(MY_WORK)
    assert "Nothing is yours to do" in text_of(response)
    assert client.get("/queue/?unclaimed=on&view=all").context["rows"] != []


def test_my_work_is_for_reviewers(client, requester):
    assert signed_in(client, requester).get(MY_WORK).status_code == 403


def test_my_work_says_when_there_is_more(client, buyer, held, monkeypatch):
    monkeypatch.setattr(my_work, "SHOWN", 2)
    for count in range(3):
        held(20 + count, f"Number {count}.")
    response = signed_in(client, buyer).get(MY_WORK)
    assert sections(response) == {"later": ["Number 0.", "Number 1."]}
    assert "There is more, due later" in text_of(response)


@pytest.mark.parametrize("number", [3, 30])
def test_my_work_asks_the_database_as_often_with_three_rows_as_with_thirty(client, buyer, held, number):
    for count in range(number):
        held(count - 1, f"Number {count}.")
    signed_in(client, buyer)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(MY_WORK)

    assert (response.context["work"].total, len(queries)) == (number, 13)
