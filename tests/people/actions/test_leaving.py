"""Somebody leaves: sessions, seats and roles end, and nobody comes back with rights that nobody gave anew.

What becomes of their work: tests/reviews/test_leavers.py.
"""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from people.actions import inviting, leaving
from people.models import FeedToken, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_password(buyer):
    buyer.set_password("three quiet herons")
    buyer.save()
    return buyer


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_deactivate_ends_sessions_seats_roles_and_the_calendar(admin, with_password):
    browser = Client()
    browser.force_login(with_password)
    FeedToken.renew(with_password)
    leaving.deactivate(with_password, by=admin)
    assert browser.get("/profile/").status_code == 302
    assert not fresh(with_password).is_active
    assert not with_password.memberships.exists()
    assert not FeedToken.objects.exists()


def test_end_sessions_signs_out_everywhere_and_nobody_else(admin, with_password, counsel):
    theirs, others = Client(), Client()
    theirs.force_login(with_password)
    others.force_login(counsel)
    leaving.end_sessions(with_password, by=admin)
    assert [browser.get("/profile/").status_code for browser in (theirs, others)] == [302, 200]
    theirs.force_login(fresh(with_password))
    assert theirs.get("/profile/").status_code == 200


def test_reactivate_gives_the_sign_in_back_and_nothing_else(admin, with_password):
    leaving.deactivate(with_password, by=admin)
    leaving.reactivate(with_password, by=admin)
    person = fresh(with_password)
    assert person.is_active and person.check_password("three quiet herons")
    assert not person.is_reviewer and not person.is_admin


def test_reactivate_is_not_a_way_round_an_invitation(admin):
    person = inviting.invite(email="ada@duet.example", by=admin).person
    with pytest.raises(ValidationError, match="comes in with the link"):
        leaving.reactivate(person, by=admin)
    inviting.revoke(person.invitations.get(), by=admin)
    with pytest.raises(ValidationError, match="invite them again"):
        leaving.reactivate(person, by=admin)


def test_nobody_deactivates_themselves(admin):
    with pytest.raises(PermissionDenied, match="their own"):
        leaving.deactivate(admin, by=admin)


def test_of_two_admins_who_close_each_others_account_one_stays(admin):
    second = UserFactory(is_admin=True)
    leaving.deactivate(second, by=admin)
    with pytest.raises(PermissionDenied):
        leaving.deactivate(admin, by=second)  # as they were read before
    assert fresh(admin).is_active


def test_deactivate_refuses_a_taker_who_could_take_nothing(admin, buyer, stranger):
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    for taker, sentence in ((buyer, "somebody else"), (fresh(stranger), "cannot sign in")):
        with pytest.raises(ValidationError, match=sentence):
            leaving.deactivate(buyer, taker=taker, by=admin)
    assert fresh(buyer).is_active


def test_leaving_is_for_admins(lead, buyer):
    for act in (leaving.deactivate, leaving.reactivate, leaving.end_sessions):
        with pytest.raises(PermissionDenied):
            act(buyer, by=lead)
