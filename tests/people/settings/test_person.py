"""One person's page, and what is done from it."""

import pytest

from people.actions import inviting
from people.models import Membership, RightRequest, User
from tests.factories import UserFactory


def page_of(person):
    return f"/settings/people/{person.pk}/"


def test_person_shows_seats_roles_sign_in_and_history(pages, buyer):
    answer = pages.get(page_of(buyer))
    for words in ("Procurement", "Member", "Give a seat", "Admin: configures Duet", "Never seen yet", "Nothing yet."):
        assert words in answer.text


def test_person_is_shown_in_their_own_page_without_buttons(pages, admin):
    answer = pages.get(page_of(admin))
    assert "Nobody changes their own roles" in answer.text
    assert "Give a seat" not in answer.text and "Deactivate" not in answer.text


def test_operator_is_not_an_admins_business(pages):
    operator = UserFactory(is_superuser=True, is_staff=True)
    answer = pages.get(page_of(operator))
    assert "which operators look after" in answer.text and "Give a seat" not in answer.text


def test_seat_is_given_on_its_own_page(pages, stranger, desks):
    data = {"desk": desks["finance"].pk, "part": "lead"}
    answer = pages.post(f"{page_of(stranger)}seat/", data, follow=True)
    assert "has the seat at Finance" in answer.text
    assert User.objects.get(pk=stranger.pk).leads(desks["finance"])


def test_seat_that_a_second_admin_confirms_says_so(pages, second_admin, stranger, desks):
    answer = pages.post(f"{page_of(stranger)}seat/", {"desk": desks["legal"].pk, "part": "member"}, follow=True)
    assert "it holds once another admin confirms it (Zoe Second)" in answer.text
    assert "To be confirmed" in answer.text
    assert not stranger.memberships.exists()


def test_only_admin_is_asked_whether_they_know(pages, stranger, desks):
    address = f"{page_of(stranger)}seat/"
    assert "I know that nobody else confirms this" in pages.get(address).text
    data = {"desk": desks["legal"].pk, "part": "member"}
    refused = pages.post(address, data)
    assert refused.status_code == 422 and "You are the only admin" in refused.text
    pages.post(address, data | {"alone": "on"})
    assert User.objects.get(pk=stranger.pk).is_on(desks["legal"])


def test_seat_form_shows_what_is_stored_and_changes_only_that(pages, lead, desks):
    seat = Membership.objects.get(user=lead, team=desks["procurement"])
    address = f"/settings/people/seats/{seat.pk}/"
    form = pages.get(address).context["form"]
    assert (form["desk"].value(), form["part"].value()) == (desks["procurement"].pk, "lead")
    pages.post(address, {"part": "backup"})
    seat.refresh_from_db()
    assert (seat.is_lead, seat.is_backup, seat.team) == (False, True, desks["procurement"])


def test_rights_are_confirmed_on_their_page(client, pages, admin, second_admin, stranger, desks):
    pages.post(f"{page_of(stranger)}roles/is_admin/give/")
    mine = pages.get("/settings/people/confirm/")
    assert "Another admin answers." in mine.text and "Take it back" in mine.text
    client.force_login(second_admin)
    assert "A right waits for your answer" in client.get("/settings/people/").text
    request = RightRequest.objects.get()
    client.post(f"/settings/people/confirm/{request.pk}/yes/")
    assert User.objects.get(pk=stranger.pk).is_admin
    assert "Given by Zoe Second" in client.get("/settings/people/confirm/").text


def test_invitation_is_sent_again_and_taken_back(pages, admin):
    invitation = inviting.invite(email="ada@duet.example", by=admin)
    address = page_of(invitation.person)
    assert "The mail is on its way" in pages.get(address).text
    again = pages.post(f"/settings/people/invitations/{invitation.pk}/again/", follow=True)
    assert "Another mail with a new link" in again.text
    gone = pages.post(f"/settings/people/invitations/{invitation.pk}/revoke/", follow=True)
    assert "Invite them again" in gone.text
    pages.post(f"{address}invite/")
    assert invitation.person.invitations.open().exists()


def test_name_is_changed_and_nobody_overwrites_silently(pages, stranger):
    address = f"{page_of(stranger)}name/"
    read = pages.get(address).context["form"]
    assert read["name"].value() == "Stefan Stranger"
    pages.post(address, {"name": "Stefan Known"})
    assert User.objects.get(pk=stranger.pk).name == "Stefan Known"
    assert "changed the name of Stefan Known" in pages.get(page_of(stranger)).text


def test_person_who_is_not_there_is_not_found(pages):
    assert pages.get("/settings/people/999999/").status_code == 404


@pytest.mark.parametrize("part", ["", "seat/", "name/", "leave/"])
def test_person_is_closed_to_others_with_a_sentence(client, lead, buyer, part):
    client.force_login(lead)
    answer = client.get(page_of(buyer) + part)
    assert answer.status_code == 403 and "Only admins look after people" in answer.text
