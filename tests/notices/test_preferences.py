"""Choosing one's mails, kind by kind."""

import pytest
from django.db import IntegrityError

from notices.models import NoticePreference
from tests.notices.rows import chosen

pytestmark = pytest.mark.django_db


def test_preferences_are_saved_kind_by_kind(client, buyer):
    client.force_login(buyer)
    choice = {
        "assignment": "daily",
        "question": "daily",
        "reminder": "at_once",
        "escalation": "off",
        "news": "off",
    }
    answer = client.post("/profile/notices/", choice | {"digest_hour": "7"}, follow=True)
    assert "Your choice is saved" in answer.text
    buyer.refresh_from_db()
    assert (chosen(buyer), buyer.digest_hour) == (choice, 7)
    client.post("/profile/notices/", choice | {"digest_hour": "7", "news": "daily"})
    assert chosen(buyer)["news"] == "daily"


def test_preferences_offer_no_choice_for_what_is_mandatory(client, buyer):
    client.force_login(buyer)
    page = client.get("/profile/notices/").text
    assert "Always mailed at once: Decision, Mention, and what is due on the same day" in page
    assert 'name="decision"' not in page


def test_assignments_come_at_once_or_daily_but_never_not_at_all(client, buyer):
    client.force_login(buyer)
    answer = client.get("/profile/notices/")
    field = answer.context["form"].fields["assignment"]
    assert (field.initial, [value for value, _ in field.choices]) == ("at_once", ["at_once", "daily"])
    choice = {"question": "daily", "reminder": "daily", "escalation": "daily", "news": "daily", "digest_hour": "9"}
    answer = client.post("/profile/notices/", choice | {"assignment": "off"})
    assert (answer.status_code, chosen(buyer)) == (422, {})


def test_database_refuses_to_stop_assignments(buyer):
    with pytest.raises(IntegrityError, match="preference_never_stops_what_is_always_mailed"):
        NoticePreference.objects.create(person=buyer, kind="assignment", delivery="off")


def test_preferences_refuse_what_is_no_choice(client, buyer):
    client.force_login(buyer)
    answer = client.post("/profile/notices/", {"question": "never", "digest_hour": "25"})
    assert (answer.status_code, chosen(buyer)) == (422, {})
