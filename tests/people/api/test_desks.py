"""Desks over the API: the same rows, actions and sentences as on their pages."""

import pytest

from people.actions import desks as actions
from people.models import Team, WorkingCalendar
from tests.factories import MembershipFactory, UserFactory

LIST = "/api/desks/"


@pytest.fixture
def api(client, admin):
    client.force_login(admin)
    return client


def post(api, address, **facts):
    return api.post(address, facts, content_type="application/json")


def test_list_tells_what_each_desk_may_do_and_who_leads_it(api, lead, finance_lead):
    rows = {row["slug"]: row for row in api.get(LIST).json()}
    assert rows["finance"]["leads"] == ["finance@duet.example"] and rows["finance"]["backups"] == []
    assert (rows["legal"]["speaks_for"], rows["legal"]["owns_terms"], rows["legal"]["people"]) == ("legal", True, 1)
    assert rows["legal"]["calendar"] == "head-office"


def test_desk_tells_what_gives_it_work_and_what_is_open(api, review):
    facts = api.get(f"{LIST}procurement/").json()
    assert {line["what"] for line in facts["rules"]} >= {"split", "types"}
    assert {"what": "waits", "number": 1} in facts["work"]


def test_desk_is_added_and_refused_in_the_words_of_the_page(api, desks):
    answer = post(api, LIST, name="IT", calendar="head-office", owns_terms=False)
    assert answer.status_code == 200 and answer.json()["slug"] == "it"
    again = post(api, LIST, name="it", calendar="head-office", owns_terms=False)
    assert again.status_code == 409
    assert again.json()["refused"] == ["There is a desk called it already. A retired one can be brought back."]


def test_change_names_the_state_that_was_read(api, desks):
    state = api.get(f"{LIST}finance/").json()["state"]
    assert post(api, f"{LIST}finance/change/", name="Money").status_code == 428
    changed = post(api, f"{LIST}finance/change/", name="Money", state=state)
    assert changed.json()["name"] == "Money"
    late = post(api, f"{LIST}finance/change/", name="Treasury", state=state)
    assert late.status_code == 409 and late.json()["changed"]["name"] == "Money"


def test_change_leaves_what_was_not_sent(api, desks):
    before = api.get(f"{LIST}legal/").json()
    post(api, f"{LIST}legal/change/", description="Contracts", state=before["state"])
    after = api.get(f"{LIST}legal/").json()
    assert after | {"state": "", "description": ""} == before | {"state": "", "description": ""}


def test_retire_and_bring_back(api, admin, desks):
    desk = actions.add_desk(name="IT", calendar=WorkingCalendar.objects.get(), owns_terms=False, by=admin)
    assert post(api, f"{LIST}it/retire/", taker="nowhere").status_code == 404
    assert post(api, f"{LIST}it/retire/").json() == {"moved": 0, "left": []}
    assert Team.objects.get(pk=desk.pk).retired_at
    assert post(api, f"{LIST}it/bring-back/").json()["retired_at"] is None
    refused = post(api, f"{LIST}legal/retire/")
    assert refused.status_code == 409 and "only desk that speaks for the legal side" in refused.json()["refused"][0]


def test_desks_are_closed_to_others_with_a_sentence(client, lead):
    client.force_login(lead)
    assert client.get(LIST).status_code == 403 and client.get(f"{LIST}legal/").status_code == 403
    assert client.get(LIST).json()["refused"] == ["Only admins look after people and desks."]


@pytest.mark.parametrize("number", [3, 30])
def test_list_costs_the_same_however_many_desks(api, desks, number, django_assert_num_queries):
    for place in range(number):
        desk = Team.objects.create(name=f"Desk {place}", slug=f"desk-{place}", calendar=WorkingCalendar.objects.get())
        MembershipFactory(team=desk, user=UserFactory(), is_lead=True)
    api.get(LIST)
    with django_assert_num_queries(4):
        api.get(LIST)
