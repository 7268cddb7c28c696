"""Wrong passwords slow down whoever types them, and never the owner's own devices; nothing tells who has an account."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from people.models import KnownDevice, User

PASSWORD = "a-long-enough-one"
SIGN_IN = "/accounts/login/"
WAIT_SENTENCE = "There were several sign-ins with a wrong password for this address"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def time_stands_still(one_monday_morning):
    """However slow the machine is, no limit is over while a test tries."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def member(requester):
    requester.set_password(PASSWORD)
    requester.save()
    return requester


@pytest.fixture
def owners_browser(member):
    """Where the owner has signed in before, and is signed out now."""
    browser = Client()
    assert try_password(browser, member.email, PASSWORD).status_code == 302
    browser.post("/accounts/logout/")
    return browser


def try_password(browser, address, password, network="198.51.100.7"):
    return browser.post(SIGN_IN, {"login": address, "password": password}, REMOTE_ADDR=network)


def strangers_try(address, times=5):
    """Each from a network of their own."""
    return [
        try_password(Client(), address, "not-the-password", network=f"203.0.113.{number}") for number in range(times)
    ]


def is_in(answer):
    return answer.status_code == 302 and answer["Location"] == "/"


def words(answer):
    """What a page says, without what differs from drawing to drawing and the address that was typed."""
    text = re.sub(r'(csrfmiddlewaretoken|form_key)" value="[^"]+"', "", answer.content.decode())
    return answer.status_code, re.sub(r"[\w.-]+@[\w.-]+", "", text)


def test_wrong_passwords_of_strangers_make_other_devices_wait_and_say_how_long(member):
    strangers_try(member.email)

    answer = try_password(Client(), member.email, PASSWORD)

    assert answer.status_code == 200
    assert WAIT_SENTENCE in answer.text
    assert "the next is possible in 10 minutes" in answer.text
    assert "/accounts/login/link/" in answer.text


def test_wrong_passwords_of_strangers_never_stop_the_owners_device(member, owners_browser):
    strangers_try(member.email, times=40)
    assert is_in(try_password(owners_browser, member.email, PASSWORD))


def test_wrong_passwords_of_strangers_in_the_same_network_never_stop_the_owners_device(member, owners_browser):
    for number in range(40):
        try_password(Client(), f"nobody-{number}@duet.example", "not-the-password")
    assert "from this network" in try_password(Client(), member.email, PASSWORD).text
    assert is_in(try_password(owners_browser, member.email, PASSWORD))


def test_devices_wait_no_longer_than_they_are_told(member):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        strangers_try(member.email, times=20)
        clock.shift(600)
        assert is_in(try_password(Client(), member.email, PASSWORD))


def test_right_password_does_not_count(member):
    assert all(is_in(try_password(Client(), member.email, PASSWORD)) for _ in range(12))


def test_known_device_is_slowed_down_for_its_own_mistakes_alone(member, owners_browser):
    for _ in range(10):
        try_password(owners_browser, member.email, "not-the-password")
    assert "on this device" in try_password(owners_browser, member.email, PASSWORD).text
    assert is_in(try_password(Client(), member.email, PASSWORD))


def test_device_gets_a_new_token_at_each_sign_in_and_the_old_one_is_worth_nothing(member, owners_browser):
    old = owners_browser.cookies["duet_devices"].value
    try_password(owners_browser, member.email, PASSWORD)
    assert owners_browser.cookies["duet_devices"].value != old
    assert KnownDevice.objects.filter(person=member).count() == 1
    strangers_try(member.email)
    thief = Client()
    thief.cookies["duet_devices"] = old
    assert WAIT_SENTENCE in try_password(thief, member.email, PASSWORD).text


def test_device_of_one_account_is_not_one_of_another(member, owners_browser, buyer):
    buyer.set_password(PASSWORD)
    buyer.save()
    strangers_try(buyer.email)
    assert WAIT_SENTENCE in try_password(owners_browser, buyer.email, PASSWORD).text


def test_browser_of_two_people_is_known_for_both(member, owners_browser, buyer):
    buyer.set_password(PASSWORD)
    buyer.save()
    try_password(owners_browser, buyer.email, PASSWORD)
    owners_browser.post("/accounts/logout/")
    strangers_try(member.email)
    strangers_try(buyer.email)
    assert is_in(try_password(owners_browser, buyer.email, PASSWORD))
    owners_browser.post("/accounts/logout/")
    assert is_in(try_password(owners_browser, member.email, PASSWORD))


@pytest.mark.parametrize("cookie", ["", "forged", "a.b.c:x", "\x00", '"\\000"', "é" * 50])
def test_cookie_that_we_did_not_sign_makes_no_device_known(member, cookie):
    strangers_try(member.email)
    browser = Client()
    browser.cookies["duet_devices"] = cookie
    assert WAIT_SENTENCE in try_password(browser, member.email, PASSWORD).text


def test_cookie_is_kept_from_scripts_and_sent_to_the_pages_of_sign_in_alone(owners_browser):
    cookie = owners_browser.cookies["duet_devices"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/accounts/")


def test_new_password_makes_all_other_devices_strangers_and_keeps_this_one(member, owners_browser):
    other = Client()
    try_password(other, member.email, PASSWORD)
    try_password(owners_browser, member.email, PASSWORD)
    new = "another-long-enough-one"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert owners_browser.post("/accounts/password/change/", fields).status_code == 302
    owners_browser.post("/accounts/logout/")
    strangers_try(member.email)
    assert WAIT_SENTENCE in try_password(other, member.email, new).text
    assert is_in(try_password(owners_browser, member.email, new))


def test_password_that_an_operator_sets_makes_all_devices_strangers(member, owners_browser):
    member.set_password("set-by-an-operator")
    member.save()
    strangers_try(member.email)
    assert WAIT_SENTENCE in try_password(owners_browser, member.email, "set-by-an-operator").text


def test_known_devices_of_a_person_are_limited(member):
    for _ in range(23):
        try_password(Client(), member.email, PASSWORD)
    assert KnownDevice.objects.filter(person=member).count() == 20


def test_sign_in_tells_nobody_whether_there_is_an_account(member):
    gone = User.objects.create_user("gone@duet.example", PASSWORD, name="Greta Gone", is_active=False)
    for address in (member.email, gone.email, "nobody@duet.example"):
        answers = [words(answer) for answer in strangers_try(address, times=7)]
        if address == member.email:
            expected = answers
        assert answers == expected, address


def test_sign_in_takes_as_many_questions_for_an_address_without_an_account_once_it_has_to_wait(
    member, django_assert_num_queries
):
    for address in (member.email, "nobody@duet.example"):
        strangers_try(address)
        with django_assert_num_queries(4):
            try_password(Client(), address, PASSWORD, network="203.0.113.99")


def test_trying_without_end_is_answered_in_a_sentence(client):
    answers = [client.post(SIGN_IN, {"login": "x", "password": "y"}) for _ in range(61)]
    assert [answers[0].status_code, answers[-1].status_code] == [200, 429]
    assert "Please try again in a few minutes." in answers[-1].text


def test_own_password_is_not_guessed_by_whoever_finds_an_open_browser(client, member):
    client.force_login(member)
    fields = {"oldpassword": "wrong", "password1": "another-long-one", "password2": "another-long-one"}
    assert [client.post("/accounts/password/change/", fields).status_code for _ in range(6)] == [200] * 5 + [429]
