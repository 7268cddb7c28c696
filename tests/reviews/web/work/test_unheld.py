"""“Held by nobody” and its ways out, as pages."""

import re

import pytest
from django.urls import reverse

from people.models import Membership
from reviews.models import Approval
from reviews.negotiation import actions as negotiation
from reviews.waits import questions
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import finish_all_sides
from tests.reviews.pages import messages_of, page, part_of, signed_in, text_of
from tests.reviews.reading import desk_wait, row

NOBODY = reverse("reviews:held_by_nobody")


@pytest.fixture
@groundwork
def legal_lead(desks):
    user = UserFactory(name="Lars Legal", email="lars@duet.example")
    MembershipFactory(team=desks["legal"], user=user, is_lead=True)
    return user


@pytest.fixture
@groundwork
def stuck(review, requester, buyer, counsel, lead, legal_lead, finance_lead, specialists, desks):
    """The approval of procurement, which has no lead any more."""
    Membership.objects.filter(user=lead, team=desks["procurement"]).update(is_lead=False)
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    return Approval.objects.get(review=review)


def address(stuck):
    return reverse("reviews:name_approver", args=[stuck.wait_id])


def test_nobody_list_says_why_and_what_can_be_done(client, stuck, admin, legal_lead):
    line = (
        f"{stuck.review.reference} Final approval lies with Procurement, where no lead is there. "
        "A lead of another function or an admin names somebody who approves, with a reason. Name an approver"
    )
    for person in (admin, legal_lead):
        response = signed_in(client, person).get(NOBODY)
        assert line in text_of(response)
        assert address(stuck) in response.content.decode()


def test_health_lists_what_nobody_can_do(client, stuck, admin):
    assert "Work that nobody can do" in text_of(signed_in(client, admin).get(reverse("settings:health")))
    assert f"{stuck.review.reference}: Final approval lies with Procurement" in text_of(
        client.get(reverse("settings:health"))
    )


def test_name_approver_page_names_them(client, stuck, admin, lead):
    signed_in(client, admin)
    shown = text_of(client.get(address(stuck)))
    assert f"Name somebody who approves {stuck.review.reference} for Procurement" in shown
    assert stuck.review.title not in shown
    response = client.post(address(stuck), {"person": lead.pk, "reason": "Nobody can."})
    assert response["Location"] == NOBODY
    assert row(stuck, "named__name") == ("Lena Lead",)
    signed_in(client, lead)
    assert "Named by Ada Admin: Nobody can." in part_of(page(client, stuck.review), "approvals")


def test_name_approver_page_keeps_what_was_typed(client, stuck, legal_lead, admin):
    response = signed_in(client, legal_lead).post(address(stuck), {"person": "", "reason": "Nobody can."})
    assert response.status_code == 422
    assert "Nobody can." in response.content.decode()


def test_name_approver_page_says_why_not(client, stuck, legal_lead, lead, desks):
    Membership.objects.filter(user=lead, team=desks["procurement"]).update(is_lead=True)
    assert "Lena Lead can approve it. Nobody needs to be named." in text_of(
        signed_in(client, legal_lead).get(address(stuck))
    )


def test_name_approver_page_hides_from_those_who_see_nothing(client, stuck, stranger, requester, buyer):
    for person, status in ((stranger, 404), (requester, 404), (buyer, 403)):
        assert signed_in(client, person).get(address(stuck)).status_code == status
    client.logout()
    assert client.get(address(stuck)).status_code == 302
    assert signed_in(client, buyer).delete(address(stuck)).status_code == 405


def test_requester_page_changes_the_requester(client, review, lead, stranger, desks, buyer, requester):
    questions.ask_requester(desk_wait(review, desks["procurement"]), "How many?", by=buyer)
    signed_in(client, lead)
    here = reverse("reviews:change_requester", args=[review.pk])
    assert here in page(client, review).content.decode()
    response = client.post(here, {"person": stranger.pk, "reason": "Rosa has left."})
    assert response["Location"] == review.get_absolute_url()
    assert row(review, "requester__name") == ("Stefan Stranger",)
    assert messages_of(response) == [("success", "Changed. Both are told.")]


def test_requester_page_that_is_older_shows_the_difference_and_changes_nothing(client, review, lead, stranger, desks):
    here = reverse("reviews:change_requester", args=[review.pk])
    signed_in(client, lead)
    older, newer = (dict(re.findall(r'name="(form_\w+)" value="([^"]+)"', client.get(here).text)) for _ in range(2))
    successor = UserFactory(name="Sven Successor")
    client.post(here, {"person": successor.pk, "reason": "Rosa has left.", **newer})
    answer = client.post(here, {"person": stranger.pk, "reason": "Rosa has left.", **older})
    assert answer.status_code == 409
    text = text_of(answer)
    assert "This was changed meanwhile" in text and "Lena Lead changed this" in text
    assert "Rosa Requester" in text and "Sven Successor" in text and "Stefan Stranger" in text
    assert row(review, "requester__name") == ("Sven Successor",)


def test_requester_page_is_for_leads(client, review, buyer, requester, stranger, lead):
    here = reverse("reviews:change_requester", args=[review.pk])
    for person in (buyer, requester, stranger):
        assert signed_in(client, person).get(here).status_code == 404
    assert here not in page(signed_in(client, buyer), review).content.decode()


def test_hand_on_page_gives_to_another_desk(client, review, lead, desks, specialists, buyer, counsel):
    Membership.objects.filter(team=desks["privacy"]).delete()
    wait = desk_wait(review, desks["privacy"])
    here = reverse("reviews:hand_on", args=[wait.pk])
    assert here in signed_in(client, lead).get(NOBODY).content.decode()
    client.post(here, {"desk": desks["security"].pk, "reason": "Privacy has nobody."})
    assert not review.waits.open().filter(desk=desks["privacy"]).exists()
    assert signed_in(client, buyer).get(here).status_code == 404
