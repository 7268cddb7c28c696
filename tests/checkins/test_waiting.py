"""What waits between two meetings, and ticking off what was talked about."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.closing import actions as closing
from reviews.disagreements import actions as disagreement_actions
from reviews.models import AgendaMark, Purpose
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.pages import part_of, signed_in, text_of
from tests.reviews.reading import desk_wait, term

CHECK_IN = reverse("checkins:waiting")


@pytest.fixture
@groundwork
def liability(review):
    return term(review, "liability")


@pytest.fixture
def quiet(liability, buyer):
    return disagreement_actions.disagree(liability, "The cap is too low for us.", by=buyer)


def tick_off(client, disagreement, facts):
    return client.post(reverse("checkins:talked_about", args=[disagreement.agenda_mark.pk]), facts)


def test_check_in_shows_what_waits_in_groups(client, quiet, review, desks, counsel, buyer):
    late = desk_wait(review, desks["legal"])
    AgendaMark.objects.create(wait=late)
    other = term(review, "confidentiality")
    disagreement_actions.disagree(other, "No.", proposal="Yes.", is_blocking=True, by=buyer)

    response = signed_in(client, counsel).get(CHECK_IN)

    groups = response.context
    assert [item.mark.disagreement for item in groups["disagreements"]] == [quiet]
    assert [item.mark.wait for item in groups["late"]] == [late]
    assert [disagreement.term for disagreement in groups["blocking"]] == [other]


def test_check_in_ticks_off_with_a_line(client, quiet, counsel):
    signed_in(client, counsel)
    assert tick_off(client, quiet, {"outcome": ""}).status_code == 422

    tick_off(client, quiet, {"outcome": "Legal keeps its cap."})

    response = client.get(CHECK_IN)
    assert "Nothing to talk about" in text_of(response)
    assert "Legal keeps its cap. (Clara Counsel" in part_of(response, "talked")


def test_check_in_leaves_out_what_was_settled_meanwhile(client, quiet, buyer, review, desks, requester):
    AgendaMark.objects.create(wait=desk_wait(review, desks["legal"]))
    disagreement_actions.withdraw_disagreement(quiet, by=buyer)
    closing.withdraw(review, "No budget.", by=requester)
    assert "Nothing to talk about" in text_of(signed_in(client, buyer).get(CHECK_IN))


def test_check_in_is_for_both_functions_and_hides_ones_own(client, quiet, finance_lead, requester, desks):
    assert signed_in(client, finance_lead).get(CHECK_IN).status_code == 403
    MembershipFactory(team=desks["legal"], user=requester)
    response = signed_in(client, requester).get(CHECK_IN)
    assert (response.context["disagreements"], "cap is too low" in text_of(response)) == ([], False)
    assert tick_off(client, quiet, {"outcome": "Mine."}).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_check_in_asks_the_database_as_often_with_three_as_with_thirty(client, review, desks, counsel, number):
    from reviews.waits.opening_and_closing import open_wait

    for count in range(number):
        person = UserFactory(name=f"Person {count}", email=f"p{count}@duet.example")
        MembershipFactory(team=desks["legal"], user=person)
        wait = open_wait(review, Purpose.APPROVAL, needed="Late.", by=None, desk=desks["legal"], person=person)
        AgendaMark.objects.create(wait=wait)
    signed_in(client, counsel)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(CHECK_IN)

    assert (len(response.context["late"]), len(queries)) == (number, 8)
