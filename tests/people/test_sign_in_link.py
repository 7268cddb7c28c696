"""A link by mail always gets the owner in: once, for two hours, and nobody else."""

import re

import pytest
import time_machine
from django.core import mail
from django.test import Client

from notices.tasks import deliver_notices
from people.models import AccountMail, SignInLink
from tests.people.test_sign_in import PASSWORD, is_in, strangers_try, try_password

ASK = "/accounts/login/link/"

pytestmark = pytest.mark.django_db


def asked(address, page=ASK):
    return Client().post(page, {"email": address})


def link_in_mail(number=-1):
    deliver_notices()
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[number].body)[1]


def test_link_signs_in_once_whoever_has_to_wait(requester):
    requester.set_password(PASSWORD)
    requester.save()
    strangers_try(requester.email, times=30)
    asked(requester.email)
    link = link_in_mail()
    browser, another = Client(), Client()

    assert "Sign in as" in browser.get(link).text
    assert is_in(browser.post(link))
    assert browser.get("/").status_code == 302
    assert "This link no longer works" in another.get(link).text
    assert "This link no longer works" in another.post(link).text
    assert another.get("/")["Location"].startswith("/accounts/login/")

    browser.post("/accounts/logout/")
    strangers_try(requester.email)
    assert is_in(try_password(browser, requester.email, PASSWORD))  # the device is known from now on


def test_link_is_not_used_up_by_programs_that_look_at_it(requester):
    asked(requester.email)
    link = link_in_mail()
    for _ in range(3):
        Client().get(link)
    assert is_in(Client().post(link))


def test_link_works_for_two_hours_from_when_it_was_mailed(requester):
    with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
        asked(requester.email)
        clock.shift(5 * 3600)  # the mail server was away
        link = link_in_mail()
        clock.shift(2 * 3600 - 1)
        assert "Sign in as" in Client().get(link).text
        clock.shift(1)
        assert "This link no longer works" in Client().post(link).text


def test_link_does_not_outlive_the_password(requester):
    asked(requester.email)
    link = link_in_mail()
    requester.set_password("set-meanwhile")
    requester.save()
    assert "This link no longer works" in Client().post(link).text


def test_link_of_somebody_who_has_left_does_not_work(requester):
    asked(requester.email)
    link = link_in_mail()
    requester.is_active = False
    requester.save()
    assert "This link no longer works" in Client().post(link).text


@pytest.mark.parametrize("token", ["never-was", "x" * 300, "é", "%00"])
def test_link_that_never_was_is_answered_like_one_that_is_used_up(token):
    answer = Client().post(f"{ASK}{token}/")
    assert (answer.status_code, "This link no longer works" in answer.text) == (200, True) or token == "%00"


def test_link_stands_in_the_mail_alone(requester):
    asked(requester.email)
    link = link_in_mail()
    assert link.rstrip("/").rpartition("/")[2] not in repr(
        [*SignInLink.objects.values(), *AccountMail.objects.values()]
    )


def test_strangers_who_ask_for_links_leave_working_ones_in_the_owners_mailbox(requester):
    for _ in range(9):
        asked(requester.email)
    deliver_notices()
    assert len(mail.outbox) == 3  # nobody's mailbox is flooded
    assert all("Sign in as" in Client().get(link_in_mail(number)).text for number in range(3))


@pytest.mark.parametrize("page", [ASK, "/accounts/password/reset/"])
def test_asking_for_a_link_tells_nobody_whether_there_is_an_account(requester, page, django_assert_num_queries):
    for address in (requester.email, "nobody@duet.example"):
        with django_assert_num_queries(3):
            answer = asked(address, page)
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/reset/done/")
    assert AccountMail.objects.count() == 2
    deliver_notices()
    assert [sent.to for sent in mail.outbox] == [[requester.email]]
    assert [row.address for row in AccountMail.objects.all()] == [requester.email]


def test_asking_without_an_address_shows_the_form_again():
    assert asked("not an address").status_code == 422
