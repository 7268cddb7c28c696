"""Seats and roles: nobody gives themselves any, and legal seats and the role of an admin take two admins."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from common.log import events_of
from common.models import Audience
from notices.models import Notice
from people.actions import inviting, seats
from people.actions.inviting import Wanted
from people.actions.seats import Part
from people.models import Answer, Membership, Right, RightRequest, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_admin(desks):
    return UserFactory(name="Zoe Second", email="zoe@duet.example", is_admin=True)


def lines_of(person):
    return [event.sentence for event in events_of(person, audiences=list(Audience)).order_by("pk")]


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_give_seat_gives_it_at_once_where_nobody_has_to_confirm(admin, second_admin, stranger, desks):
    seat = seats.give_seat(stranger, team=desks["procurement"], part=Part(is_backup=True), by=admin)
    assert (seat.user, seat.team, seat.is_backup) == (stranger, desks["procurement"], True)
    assert lines_of(stranger) == ["gave Stefan Stranger a seat at Procurement (backup of the lead)"]


@pytest.mark.parametrize("number_of_admins", [1, 2])
def test_nobody_gives_themselves_a_seat_or_a_role(admin, desks, number_of_admins):
    if number_of_admins == 2:
        UserFactory(is_admin=True)
    with pytest.raises(PermissionDenied, match="another admin"):
        seats.give_seat(admin, team=desks["procurement"], part=Part(), alone=True, by=admin)
    with pytest.raises(PermissionDenied, match="another admin"):
        seats.give_role(admin, role="is_auditor", by=admin)
    with pytest.raises(PermissionDenied):
        seats.take_role(admin, role="is_admin", by=admin)
    assert not admin.memberships.exists()


def test_legal_seat_waits_for_a_second_admin(admin, second_admin, stranger, desks):
    request = seats.give_seat(stranger, team=desks["legal"], part=Part(is_lead=True), by=admin)
    assert (request.right, request.team, request.is_lead, request.answer) == (Right.SEAT, desks["legal"], True, "")
    assert not stranger.memberships.exists()
    assert list(Notice.objects.values_list("recipient__name", "title")) == [
        ("Zoe Second", "Ada Admin asks for the lead of Legal for Stefan Stranger")
    ]
    seats.confirm(request, by=second_admin)
    assert fresh(stranger).leads(desks["legal"])
    assert lines_of(stranger)[-1] == "gave Stefan Stranger a seat at Legal (lead), as Ada Admin had asked"


def test_whoever_asked_cannot_confirm_and_neither_can_the_person(admin, second_admin, stranger, desks):
    of_stranger = seats.give_seat(stranger, team=desks["legal"], part=Part(), by=admin)
    with pytest.raises(PermissionDenied, match="asked for this yourself"):
        seats.confirm(of_stranger, by=admin)
    third = UserFactory(name="Tom Third", is_admin=True)
    of_second = seats.give_seat(second_admin, team=desks["legal"], part=Part(), by=admin)
    with pytest.raises(PermissionDenied, match="their own roles"):
        seats.confirm(of_second, by=second_admin)
    seats.confirm(of_second, by=third)
    assert fresh(second_admin).is_on(desks["legal"])


def test_database_refuses_a_right_that_the_same_admin_asked_for_and_gave(admin, second_admin, stranger, desks):
    request = seats.give_seat(stranger, team=desks["legal"], part=Part(), by=admin)
    for answered_by in (admin, stranger):
        with pytest.raises(IntegrityError, match="confirmed_by_a_second_admin"), transaction.atomic():
            RightRequest.objects.filter(pk=request.pk).update(
                answer=Answer.GIVEN, answered_by=answered_by, answered_at=request.asked_at
            )


def test_role_of_an_admin_waits_for_a_second_admin(admin, second_admin, stranger):
    request = seats.give_role(stranger, role="is_admin", by=admin)
    assert not fresh(stranger).is_admin
    seats.confirm(request, by=second_admin)
    assert fresh(stranger).is_admin and fresh(stranger).is_staff


def test_the_only_admin_says_that_they_know_and_the_log_and_the_leads_know_too(admin, lead, stranger, desks):
    with pytest.raises(ValidationError, match="only admin"):
        seats.give_seat(stranger, team=desks["legal"], part=Part(), by=admin)
    seats.give_seat(stranger, team=desks["legal"], part=Part(), alone=True, by=admin)
    assert lines_of(stranger) == ["gave Stefan Stranger a seat at Legal (member), ALONE: nobody else confirmed it"]
    assert [notice.recipient for notice in Notice.objects.all()] == [lead]
    assert "alone" in Notice.objects.get().title


def test_right_to_skip_approvals_waits_for_a_second_admin_at_any_desk(admin, second_admin, stranger, desks):
    result = seats.give_seat(stranger, team=desks["finance"], part=Part(may_override=True), by=admin)
    assert isinstance(result, RightRequest)


def test_less_of_a_legal_seat_needs_nobodys_consent(admin, second_admin, lead, desks):
    seats.give_seat(lead, team=desks["legal"], part=Part(), by=admin)
    assert not fresh(lead).leads(desks["legal"])
    assert lines_of(lead) == ["changed the seat of Lena Lead at Legal: lead → member"]


def test_more_of_a_legal_seat_does(admin, second_admin, counsel, desks):
    result = seats.give_seat(counsel, team=desks["legal"], part=Part(is_lead=True), by=admin)
    assert isinstance(result, RightRequest)
    assert not fresh(counsel).leads(desks["legal"])


def test_refused_right_changes_nothing_and_tells_who_asked(admin, second_admin, stranger, desks):
    request = seats.give_seat(stranger, team=desks["legal"], part=Part(), by=admin)
    seats.refuse(request, by=second_admin)
    assert not stranger.memberships.exists()
    assert Notice.objects.filter(recipient=admin, title__startswith="Zoe Second said no").exists()
    with pytest.raises(ValidationError, match="answered already"):
        seats.confirm(request, by=second_admin)


def test_right_is_asked_for_once(admin, second_admin, stranger, desks):
    seats.give_seat(stranger, team=desks["legal"], part=Part(), by=admin)
    with pytest.raises(ValidationError, match="asked for already"):
        seats.give_seat(stranger, team=desks["legal"], part=Part(is_lead=True), by=admin)


def test_admin_who_lost_the_role_meanwhile_confirms_nothing(admin, second_admin, stranger, desks):
    request = seats.give_seat(stranger, team=desks["legal"], part=Part(), by=admin)
    User.objects.filter(pk=second_admin.pk).update(is_admin=False, is_staff=False)
    with pytest.raises(PermissionDenied):
        seats.confirm(request, by=second_admin)  # as the page had read them before


def test_invitation_to_a_legal_seat_asks_for_it(admin, second_admin, desks):
    invitation = inviting.invite(email="ada@duet.example", seats=[Wanted(desks["legal"])], by=admin)
    assert not invitation.person.memberships.exists()
    assert RightRequest.objects.get().person == invitation.person


def test_operator_is_looked_after_by_operators(admin, stranger):
    operator = UserFactory(is_superuser=True, is_staff=True)
    with pytest.raises(PermissionDenied, match="operators"):
        seats.give_role(operator, role="is_auditor", by=admin)


def test_auditor_sits_on_no_desk_and_has_no_other_role(admin, second_admin, stranger, buyer, desks):
    seats.give_role(stranger, role="is_auditor", by=admin)
    with pytest.raises(ValidationError, match="sits on no desk"):
        seats.give_seat(stranger, team=desks["finance"], part=Part(), by=admin)
    with pytest.raises(ValidationError, match="excludes"):
        seats.give_role(stranger, role="is_admin", by=admin)
    with pytest.raises(ValidationError, match="Take their seats away first"):
        seats.give_role(buyer, role="is_auditor", by=admin)


def test_take_seat_is_in_the_log(admin, buyer):
    seats.take_seat(Membership.objects.get(user=buyer), by=admin)
    assert lines_of(buyer) == ["took the seat of Ben Buyer at Procurement away (member)"]
