"""The list of desks: all of them, the retired ones apart; flat."""

import pytest
from django.utils import timezone

from people.actions import desks as actions
from people.models import Membership, Team, WorkingCalendar
from tests.factories import MembershipFactory, UserFactory

LIST = "/settings/desks/"


def test_list_shows_what_each_does_and_who_leads_it(pages, lead, finance_lead):
    Membership.objects.filter(user=lead, team__slug="legal").update(is_lead=False, is_backup=True)
    answer = pages.get(LIST)
    assert [desk.slug for desk in answer.context["rows"]] == ["finance", "legal", "privacy", "procurement", "security"]
    assert "Decides terms, for the legal side" in answer.text and "Lena Lead (backup)" in answer.text
    assert "Felix Finance" in answer.text and "Add a desk" in answer.text


def test_list_keeps_retired_desks_apart(pages, admin, desks):
    desk = actions.add_desk(name="Old desk", calendar=WorkingCalendar.objects.get(), by=admin)
    actions.retire_desk(desk, by=admin)
    answer = pages.get(LIST)
    assert answer.context["retired"] == [desk] and desk not in answer.context["rows"]
    assert "Retired desks (1)" in answer.text


def test_list_says_how_to_begin_where_there_is_no_desk(pages, desks):
    Team.objects.update(retired_at=timezone.now())
    assert "No desk in use" in pages.get(LIST).text


@pytest.mark.parametrize("number", [3, 30])
def test_list_costs_the_same_however_many_desks(pages, desks, number, django_assert_num_queries):
    calendar = WorkingCalendar.objects.get()
    for place in range(number):
        desk = Team.objects.create(name=f"Desk {place}", slug=f"desk-{place}", calendar=calendar)
        MembershipFactory(team=desk, user=UserFactory(), is_lead=True)
    pages.get(LIST)
    with django_assert_num_queries(QUERIES):
        pages.get(LIST)


QUERIES = 6


def test_list_is_closed_to_others_with_a_sentence(client, lead):
    client.force_login(lead)
    answer = client.get(LIST)
    assert answer.status_code == 403 and "Only admins look after people and desks" in answer.text


def test_list_asks_strangers_to_sign_in(client, desks):
    assert client.get(LIST).status_code == 302


def test_list_takes_no_posts(pages):
    assert pages.post(LIST).status_code == 405
