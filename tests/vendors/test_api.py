"""Vendors over the API."""

import pytest
from django.urls import reverse

from tests.factories import ContractFactory, MembershipFactory, VendorFactory
from vendors.models import Vendor, VendorChange

LIST = reverse("api-vendor-list")


def detail(vendor):
    return reverse("api-vendor-detail", args=[vendor.pk])


def send(client, address, facts):
    return client.post(address, facts, content_type="application/json")


def test_list_narrows_as_the_page_does(client, acme, counsel, requester):
    VendorFactory(name="Beta", status="restricted")
    client.force_login(counsel)
    assert [row["name"] for row in client.get(LIST).json()["results"]] == ["Acme", "Beta"]
    assert [row["name"] for row in client.get(LIST, {"status": "restricted"}).json()["results"]] == ["Beta"]
    client.force_login(requester)
    assert client.get(LIST).status_code == 404


def test_new_vendor_is_asked_about_as_on_the_page(client, acme, buyer, counsel):
    client.force_login(counsel)
    assert send(client, LIST, {"name": "New"}).status_code == 403
    client.force_login(buyer)
    VendorFactory(name="Brightpath Learning")
    asked = send(client, LIST, {"name": "Brightpath Learning Ltd"})
    assert (asked.status_code, asked.json()["refused"]) == (409, ["Did you mean “Brightpath Learning”? Choose below."])
    made = send(client, LIST, {"name": "Brightpath Learning Ltd", "is_another": True, "aliases": ["BPL"]})
    assert made.status_code == 201
    assert made.json()["aliases"] == ["BPL"]
    similar = client.get(reverse("api-vendor-similar"), {"name": "Brigthpath Learning"}).json()
    assert {row["name"] for row in similar} == {"Brightpath Learning", "Brightpath Learning Ltd"}


def test_change_names_the_state_it_was_read_in(client, acme, buyer):
    client.force_login(buyer)
    edit = reverse("api-vendor-edit", args=[acme.pk])
    state = client.get(detail(acme)).json()["state"]
    assert send(client, edit, {"country": "Spain"}).status_code == 428
    assert send(client, edit, {"country": "Spain", "state": state}).json()["country"] == "Spain"
    stale = send(client, edit, {"country": "Italy", "state": state})
    assert (stale.status_code, stale.json()["changed"]["country"]) == (409, "Spain")
    state = client.get(detail(acme)).json()["state"]
    send(client, edit, {"status": "active", "bank_account": "1", "state": state})
    acme.refresh_from_db()
    assert (acme.country, acme.status, acme.bank_account) == ("Spain", "prospect", "")


def test_second_person_answers_over_the_api(client, acme, buyer, desks):
    colleague = MembershipFactory(team=desks["procurement"]).user
    client.force_login(buyer)
    ask = reverse("api-vendor-ask-change", args=[acme.pk])
    change = send(client, ask, {"field": "status", "value": "restricted", "why": "Late"}).json()
    confirm = reverse("api-vendor-change-confirm", args=[change["id"]])
    assert client.post(confirm).status_code == 403
    client.force_login(colleague)
    assert client.post(confirm).json()["answer"] == "made"
    assert client.post(reverse("api-vendor-change-refuse", args=[change["id"]])).status_code == 409
    assert client.get(detail(acme)).json()["status"] == "restricted"
    assert VendorChange.objects.get().answered_by == colleague


def test_merge_and_undo_over_the_api(client, acme, lead, buyer):
    other = VendorFactory(name="Acme Inc.")
    merge = reverse("api-vendor-merge", args=[acme.pk])
    client.force_login(buyer)
    assert send(client, merge, {"source": other.pk}).status_code == 403
    client.force_login(lead)
    merged = send(client, merge, {"source": other.pk}).json()
    assert client.get(detail(other)).json()["name"] == "Acme"
    undone = client.post(reverse("api-vendor-merge-undo", args=[merged["merge"]]))
    assert undone.json() == {"merge": merged["merge"], "vendor": other.pk}
    assert Vendor.objects.present().count() == 2


def test_one_vendor_shows_what_its_page_shows(client, review, acme, buyer, finance_lead):
    ContractFactory(vendor=review.vendor, title="Cloud services")
    client.force_login(buyer)
    facts = client.get(detail(review.vendor)).json()
    assert facts["reviews"] == [str(review)]
    assert [row["title"] for row in facts["contracts"]] == ["Cloud services"]
    assert "bank_account" in facts
    client.force_login(finance_lead)
    facts = client.get(detail(review.vendor)).json()
    assert (facts["reviews"], facts["contracts"], "bank_account" in facts) == ([], [], False)


@pytest.mark.parametrize("query", [{"name": ""}, {}])
def test_similar_without_a_name_is_nothing(client, acme, requester, query):
    client.force_login(requester)
    assert client.get(reverse("api-vendor-similar"), query).json() == []
