"""What nobody can do, and the ways out, over the API: the same actions and sentences as on the pages."""

import pytest
from rest_framework.test import APIClient

from people.models import Membership
from reviews.models import Approval
from reviews.negotiation import actions as negotiation
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import finish_all_sides
from tests.reviews.reading import desk_wait, row


def api(user):
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
@groundwork
def legal_lead(desks):
    user = UserFactory(name="Lars Legal", email="lars@duet.example")
    MembershipFactory(team=desks["legal"], user=user, is_lead=True)
    return user


@pytest.fixture
@groundwork
def stuck(review, requester, buyer, counsel, lead, legal_lead, finance_lead, specialists, desks):
    Membership.objects.filter(user=lead, team=desks["procurement"]).update(is_lead=False)
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    return Approval.objects.get(review=review)


def test_unheld_is_listed_for_leads_and_admins_without_content(stuck, admin, legal_lead, buyer, requester):
    for person in (admin, legal_lead):
        [answer] = api(person).get("/api/unheld/").json()["results"]
        answer.pop("due_at")
        assert answer == {
            "id": stuck.wait_id,
            "review": stuck.review.reference,
            "purpose": "approval",
            "desk": "procurement",
            "why": "lies with Procurement, where no lead is there.",
            "way_out": "A lead of another function or an admin names somebody who approves, with a reason.",
        }
    for person in (buyer, requester):
        assert api(person).get("/api/unheld/").status_code == 403


def test_name_approver_names_them(stuck, admin, lead, buyer, stranger, requester):
    address, data = f"/api/unheld/{stuck.wait_id}/name-approver/", {"person": lead.email, "reason": "Nobody can."}
    assert api(stranger).post(address, data).status_code == 404
    assert api(requester).post(address, data).status_code == 404
    answers = {api(buyer).post(address, data | {"person": who}).status_code for who in (lead.email, "x@nobody.example")}
    assert answers == {403}  # whether or not the address is known
    assert api(admin).post(address, data | {"reason": ""}).json() == {
        "refused": ["Say in a few words why they approve: everybody who works on this reads it."]
    }
    assert api(admin).post(address, data).json() == {"id": stuck.wait_id, "named": "Lena Lead"}
    assert row(stuck, "named__name") == ("Lena Lead",)
    assert api(admin).post("/api/unheld/999999/name-approver/", data).status_code == 404


def test_hand_on_gives_to_another_desk(review, lead, desks, specialists, buyer, counsel, stranger):
    Membership.objects.filter(team=desks["privacy"]).delete()
    address = f"/api/unheld/{desk_wait(review, desks['privacy']).pk}/hand-on/"
    assert api(stranger).post(address, {"desk": "security", "reason": "Nobody."}).status_code == 404
    assert api(buyer).post(address, {"desk": "security", "reason": "Nobody."}).status_code == 403
    assert api(lead).post(address, {"desk": "security", "reason": "Nobody."}).status_code == 200
    assert not review.waits.open().filter(desk=desks["privacy"]).exists()


def test_requester_is_changed_by_leads(review, lead, buyer, stranger, requester):
    address, data = f"/api/reviews/{review.reference}/requester/", {"person": stranger.email, "reason": "Moved on."}
    assert api(stranger).post(address, data).status_code == 404
    answers = {api(buyer).post(address, data | {"person": who}).status_code for who in (stranger.email, "x@no.example")}
    assert answers == {403}
    assert api(lead).post(address, data | {"person": "x@no.example"}).status_code == 400
    assert api(lead).post(address, data).status_code == 428
    data["state"] = api(lead).get(f"/api/reviews/{review.reference}/").json()["requester_state"]
    assert api(lead).post(address, data).json()["requester"] == "Stefan Stranger"
    assert api(lead).post(address, data).json() == {"refused": ["Stefan Stranger is the requester already."]}


def test_two_approvers_is_read_by_leads_and_chosen_by_admins(defaults, lead, admin, buyer):
    address, data = "/api/two-approvers/", {"always": True, "reason": "Our auditors ask for it."}
    assert api(lead).get(address).json() == {"always": False, "reason": "", "saved_at": None}
    assert api(buyer).get(address).status_code == 404
    assert api(buyer).post(address, data).status_code == 404
    assert api(lead).post(address, data).status_code == 403
    assert api(admin).post(address, data).json()["always"] is True
    assert api(admin).post(address, data).json() == {"refused": ["That is how it is already."]}


def test_requester_is_changed_on_the_state_that_was_read(review, lead, stranger):
    """Without one it is 428; on an older one 409, or 412 with If-Match, and says what is now."""
    address, successor = f"/api/reviews/{review.reference}/", UserFactory(name="Sven Successor")
    read = api(lead).get(address).json()["requester_state"]

    def change(person, headers=None, **state):
        data = {"person": person.email, "reason": "Moved on.", **state}
        return api(lead).post(f"{address}requester/", data, headers=headers or {})

    now = change(successor, state=read).json()["requester_state"]
    assert (change(stranger).status_code, change(stranger, state=read).status_code) == (428, 409)
    older = change(stranger, headers={"If-Match": f'"{read}"'})
    assert (older.status_code, older.json()["state"]) == (412, now)
    assert change(stranger, headers={"If-Match": f'"{now}"'}).status_code == 200
