"""A person's own page of tokens, and the admins' page of integrations."""

import re

import pytest

from people.actions import tokens
from people.models import AccessToken, User

OWN = "/profile/tokens/"
SETTINGS = "/settings/integrations/"
FORM = {"name": "Help desk", "reads": ["contracts:read"], "days": "90"}


@pytest.fixture
def own(client, requester):
    client.force_login(requester)
    return client


@pytest.fixture
def pages(client, admin):
    client.force_login(admin)
    return client


def test_list_without_a_token_says_what_one_is_for(own):
    assert "A program that shall needs a token of its own." in own.get(OWN).text


def test_list_shows_ones_own_and_nobody_elses(own, requester, stranger):
    for person, name in ((requester, "Mine"), (stranger, "Theirs")):
        tokens.add_token(person, name=name, scopes=["contracts:read"], days=30, by=person)
    text = own.get(OWN).text
    assert "Mine" in text and "Contracts: read" in text and "Not used yet." in text and "Theirs" not in text


@pytest.mark.parametrize("number", [3, 30])
def test_list_asks_as_often_however_many_there_are(own, requester, number, django_assert_num_queries):
    for _ in range(number):
        tokens.add_token(requester, name="One", scopes=["contracts:read"], days=30, by=requester)
    own.get(OWN)
    with django_assert_num_queries(5):
        own.get(OWN)


def test_add_shows_the_secret_once(own):
    answer = own.post(f"{OWN}add/", FORM)
    secret = re.search(r'value="(duet_[^"]+)"', answer.text).group(1)
    assert "no-store" in answer["Cache-Control"]
    assert AccessToken.objects.of_secret(secret).name == "Help desk"
    assert secret not in own.get(OWN).text


def test_add_without_anything_to_do_says_so_at_the_list(own):
    answer = own.post(f"{OWN}add/", {"name": "Help desk", "days": "90"})
    assert answer.status_code == 422 and "Choose at least one thing that it may do." in answer.text


def test_revoke_takes_it_off_the_list(own, requester):
    token, _ = tokens.add_token(requester, name="Old", scopes=["contracts:read"], days=30, by=requester)
    answer = own.post(f"{OWN}{token.pk}/revoke/", follow=True)
    assert "“Old” opens nothing any more." in answer.text and "No token yet" in answer.text


def test_revoke_of_somebody_elses_is_not_found(own, stranger):
    token, _ = tokens.add_token(stranger, name="Theirs", scopes=["contracts:read"], days=30, by=stranger)
    assert own.post(f"{OWN}{token.pk}/revoke/").status_code == 404


def test_settings_show_integrations_and_the_tokens_of_people(pages, admin, requester):
    tokens.add_integration(name="Payroll", by=admin)
    tokens.add_token(requester, name="Help desk", scopes=["contracts:read"], days=30, by=requester)
    text = pages.get(SETTINGS).text
    assert "Payroll" in text and "Help desk" in text and requester.name in text


def test_settings_without_any_say_what_an_integration_is(pages):
    text = pages.get(SETTINGS).text
    assert "gets an account of its own" in text and "Nobody has added one." in text


def test_integration_is_added_and_given_a_token_that_decides_nothing(pages):
    answer = pages.post(f"{SETTINGS}add/", {"name": "Payroll"}, follow=True)
    account = User.objects.get(is_integration=True)
    assert "Payroll is added." in answer.text and not account.has_usable_password()
    form = pages.get(f"{SETTINGS}{account.pk}/token/").text
    assert 'value="contracts:write"' in form and 'value="decisions:write"' not in form
    assert "duet_" in pages.post(f"{SETTINGS}{account.pk}/token/", FORM).text


def test_integration_of_a_name_that_is_taken_is_asked_for_another(pages, admin):
    tokens.add_integration(name="Payroll", by=admin)
    answer = pages.post(f"{SETTINGS}add/", {"name": "payroll"})
    assert answer.status_code == 422 and "Take another name." in answer.text


def test_settings_are_for_admins(client, requester):
    client.force_login(requester)
    assert client.get(SETTINGS).status_code == 403


def test_settings_revoke_anybodys_token(pages, requester):
    token, _ = tokens.add_token(requester, name="Help desk", scopes=["contracts:read"], days=30, by=requester)
    answer = pages.post(f"/settings/tokens/{token.pk}/revoke/", follow=True)
    assert "“Help desk” of Rosa Requester opens nothing any more." in answer.text
