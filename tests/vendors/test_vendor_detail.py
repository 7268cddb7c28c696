"""The page of one vendor."""

import pytest
from django.urls import reverse
from djmoney.money import Money

from reviews.pure.stages import Stage
from reviews.walls import actions as walls
from tests.factories import ContractFactory, MembershipFactory, UserFactory, VendorContactFactory
from vendors.models import Vendor


def test_detail_shows_contracts_contacts_and_the_way_to_reviews(client, contact, counsel):
    vendor = contact.vendor
    ContractFactory(
        vendor=vendor,
        title="Cloud services",
        value=Money(48_000, "EUR"),
        first_term="to:2026-12-31",
        owner=UserFactory(name="Olga Owner"),
    )
    client.force_login(counsel)
    page = client.get(vendor.get_absolute_url()).content.decode()
    for words in (
        "Cloud services",
        "Olga Owner",
        "EUR&nbsp;48,000",
        "2 October 2026",
        "31 December 2026",
        contact.email,
    ):
        assert words in page
    assert f"{reverse('reviews:review_list')}?vendor={vendor.pk}" in page
    assert "Remove" not in page


def test_detail_explains_what_is_not_there_yet(client, acme, buyer):
    client.force_login(buyer)
    page = client.get(acme.get_absolute_url()).content.decode()
    for words in ("No signed contract yet.", "No contacts yet.", "not given", "Not assessed", "Add a contact"):
        assert words in page


@pytest.mark.parametrize("count", [3, 30])
def test_detail_costs_the_same_queries_whatever_it_shows(client, acme, buyer, count, django_assert_num_queries):
    for _ in range(count):
        ContractFactory(vendor=acme, value=Money(1, "EUR"))
        VendorContactFactory(vendor=acme)
    client.force_login(buyer)
    with django_assert_num_queries(8):  # session, person, desks, vendor, contracts, their events, contacts, unread
        client.get(acme.get_absolute_url())


# --- what the page shows of reviews follows `visible_to` -----------------------------------------------


@pytest.fixture
def signed(review_at):
    return review_at(Stage.ACTIVE)


def page_for(client, person, vendor):
    client.force_login(person)
    return client.get(vendor.get_absolute_url()).content.decode()


def test_contract_of_a_review_is_shown_to_those_who_see_the_review(client, signed, counsel, specialists):
    for person in (counsel, specialists["privacy"]):
        assert "Survey tool" in page_for(client, person, signed.vendor)


def test_contract_of_a_review_is_not_shown_to_a_desk_without_a_part_in_it(client, signed, finance_lead):
    """Finance reads of the vendor, and nothing of what it has no part in: neither its title nor its sum."""
    page = page_for(client, finance_lead, signed.vendor)
    assert signed.vendor.name in page
    assert "Survey tool" not in page
    assert "30,000" not in page


def test_contract_of_a_walled_review_is_shown_to_those_named(client, signed, buyer, counsel, lead, desks):
    walls.wall(signed, [buyer, counsel], by=lead)
    newcomer = MembershipFactory(team=desks["legal"]).user
    assert "Survey tool" in page_for(client, counsel, signed.vendor)
    client.force_login(newcomer)
    assert client.get(signed.vendor.get_absolute_url()).status_code == 404


def test_vendor_that_came_with_a_walled_review_is_met_nowhere_else(client, signed, buyer, counsel, lead, desks):
    walls.wall(signed, [buyer, counsel], by=lead)
    newcomer = MembershipFactory(team=desks["procurement"]).user
    client.force_login(newcomer)
    listed = client.get(reverse("vendors:vendor_list"), {"q": "Quill"}).content.decode()
    assert "Quill" not in listed.replace('value="Quill"', "")
    suggested = client.get(reverse("vendors:suggest"), {"q": "Qui"}).content.decode()
    assert "Quill" not in suggested and "“Qui” is new to us" in suggested
    assert client.get(reverse("reviews:review_list"), {"vendor": signed.vendor_id}).content.decode().count("Quill") == 0


def test_vendor_known_from_elsewhere_stays_known(signed, another_review, buyer, counsel, lead, desks):
    walls.wall(signed, [buyer, counsel], by=lead)
    another_review(vendor_name=signed.vendor.name)
    newcomer = MembershipFactory(team=desks["procurement"]).user
    assert Vendor.objects.visible_to(newcomer).filter(pk=signed.vendor_id).exists()
