"""Inviting: an account that opens with the link of a mail, once, for a week; never twice, never half."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from common.log import events_of
from common.models import Audience
from notices.tasks import deliver_notices
from people.actions import inviting
from people.actions.inviting import Wanted
from people.models import Invitation, User
from people.models.feed import digest_of

pytestmark = pytest.mark.django_db

PASSWORD = "three quiet herons"
ANSWERS = {"name": "Ada Lovelace", "time_zone": "Europe/Paris", "password1": PASSWORD, "password2": PASSWORD}


def newest_link():
    deliver_notices()
    return re.search(r"https?://[^/]+(/accounts/invitation/\S+)", mail.outbox[-1].body)[1]


def verbs_of(person):
    return [event.verb for event in events_of(person, audiences=list(Audience)).order_by("pk")]


def test_invite_makes_an_account_that_nobody_can_sign_in_to(admin, desks):
    invitation = inviting.invite(email=" Ada.Lovelace@Duet.example ", by=admin)
    person = invitation.person
    assert (person.email, person.name, person.is_active) == ("ada.lovelace@duet.example", "Ada Lovelace", False)
    assert not person.has_usable_password()
    assert verbs_of(person) == ["people.invited"]


def test_invite_mails_a_link_of_which_only_the_hash_is_kept(admin):
    invitation = inviting.invite(email="ada@duet.example", by=admin)
    link = newest_link()
    invitation.refresh_from_db()
    token = link.rstrip("/").split("/")[-1]
    assert invitation.digest == digest_of(token) != token
    assert mail.outbox[-1].to == ["ada@duet.example"]
    assert "Ada Admin invites you" in mail.outbox[-1].body


def test_invited_person_sets_a_password_and_is_in(admin, desks):
    inviting.invite(email="ada@duet.example", seats=[Wanted(desks["procurement"], is_lead=True)], by=admin)
    browser, link = Client(), newest_link()
    assert "Your account is ada@duet.example" in browser.get(link).text
    answer = browser.post(link, ANSWERS)
    person = User.objects.get(email="ada@duet.example")
    assert answer.status_code == 302
    assert browser.get("/profile/").status_code == 200
    assert (person.name, person.time_zone, person.is_active) == ("Ada Lovelace", "Europe/Paris", True)
    assert person.check_password(PASSWORD) and person.leads(desks["procurement"])
    assert verbs_of(person)[-1] == "people.joined"


def test_link_works_once(admin):
    inviting.invite(email="ada@duet.example", by=admin)
    link = newest_link()
    Client().post(link, ANSWERS)
    for browser in (Client(), Client()):
        assert browser.get(link).status_code == 404
        assert browser.post(link, ANSWERS | {"password1": "another one here", "password2": "another one here"})
    assert User.objects.get(email="ada@duet.example").check_password(PASSWORD)


def test_accept_tells_the_second_of_two_at_once_that_it_was_used(admin):
    inviting.invite(email="ada@duet.example", by=admin)
    newest_link()
    first, second = Invitation.objects.get(), Invitation.objects.get()
    inviting.accept(first, name="Ada", password=PASSWORD, time_zone="Europe/Paris")
    with pytest.raises(ValidationError, match="used already"):
        inviting.accept(second, name="Eve", password="somebody elses one", time_zone="Europe/Paris")
    assert User.objects.get(email="ada@duet.example").name == "Ada"


def test_link_works_for_a_week(admin):
    inviting.invite(email="ada@duet.example", by=admin)
    link = newest_link()
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert Client().get(link).status_code == 404
        assert Invitation.objects.get().is_too_old
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert Client().get(link).status_code == 200


def test_invite_again_ends_the_link_before(admin):
    invitation = inviting.invite(email="ada@duet.example", by=admin)
    former = newest_link()
    inviting.invite_again(invitation, by=admin)
    newest = newest_link()
    assert [Client().get(link).status_code for link in (former, newest)] == [404, 200]


def test_revoke_ends_the_link_and_takes_what_was_given(admin, desks):
    invitation = inviting.invite(email="ada@duet.example", seats=[Wanted(desks["procurement"])], by=admin)
    link = newest_link()
    inviting.revoke(invitation, by=admin)
    person = invitation.person
    assert Client().get(link).status_code == 404
    assert not person.memberships.exists()
    assert verbs_of(person)[-2:] == ["people.seat_taken", "people.invitation_revoked"]
    with pytest.raises(ValidationError, match="taken back already"):
        inviting.invite_again(invitation, by=admin)


def test_mail_that_waits_while_an_invitation_is_revoked_is_not_sent(admin):
    invitation = inviting.invite(email="ada@duet.example", by=admin)
    inviting.revoke(invitation, by=admin)
    deliver_notices()
    assert mail.outbox == []


def test_wrong_passwords_come_back_with_a_sentence_and_leave_the_link(admin):
    inviting.invite(email="ada@duet.example", by=admin)
    link = newest_link()
    for wrong in ({"password1": "short", "password2": "short"}, {"password2": "another"}, {"name": " "}):
        assert Client().post(link, ANSWERS | wrong).status_code == 422
    assert Client().get(link).status_code == 200


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("nobody", "is not an e-mail address"),
        ("REQUESTER@duet.example", "has an account already: Rosa Requester"),
        (f"{'a' * 250}@duet.example", "not an e-mail address|too long"),
    ],
)
def test_invite_refuses_an_address_that_will_not_do(admin, requester, email, sentence):
    with pytest.raises(ValidationError, match=sentence):
        inviting.invite(email=email, by=admin)


def test_invite_says_what_to_do_about_the_invited_and_about_who_has_left(admin, requester):
    inviting.invite(email="ada@duet.example", by=admin)
    User.objects.filter(pk=requester.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="invited already"):
        inviting.invite(email="ada@duet.example", by=admin)
    with pytest.raises(ValidationError, match="Bring them back"):
        inviting.invite(email=requester.email, by=admin)


def test_invite_is_for_admins(requester, lead):
    for person in (requester, lead):
        with pytest.raises(PermissionDenied):
            inviting.invite(email="ada@duet.example", by=person)
    assert not User.objects.filter(email="ada@duet.example").exists()


def test_invite_leaves_nothing_when_a_seat_is_refused(admin, desks):
    with pytest.raises(ValidationError, match="sits on no desk"):
        inviting.invite(email="ada@duet.example", is_auditor=True, seats=[Wanted(desks["finance"])], by=admin)
    assert not User.objects.filter(email="ada@duet.example").exists()
