"""Choosing one's mails, kind by kind."""

import pytest

from tests.notices.rows import chosen

pytestmark = pytest.mark.django_db


def test_preferences_are_saved_kind_by_kind(client, buyer):
    client.force_login(buyer)
    choice = {"question": "daily", "reminder": "at_once", "escalation": "off", "news": "off"}
    answer = client.post("/profile/notices/", choice | {"digest_hour": "7"}, follow=True)
    assert "Your choice is saved" in answer.text
    buyer.refresh_from_db()
    assert (chosen(buyer), buyer.digest_hour) == (choice, 7)
    client.post("/profile/notices/", choice | {"digest_hour": "7", "news": "daily"})
    assert chosen(buyer)["news"] == "daily"


def test_preferences_offer_no_choice_for_what_is_mandatory(client, buyer):
    client.force_login(buyer)
    page = client.get("/profile/notices/").text
    assert "Always mailed at once: Assignment, Decision, Mention" in page
    assert 'name="assignment"' not in page


def test_preferences_refuse_what_is_no_choice(client, buyer):
    client.force_login(buyer)
    answer = client.post("/profile/notices/", {"question": "never", "digest_hour": "25"})
    assert (answer.status_code, chosen(buyer)) == (422, {})
