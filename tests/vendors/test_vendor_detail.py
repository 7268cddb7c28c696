"""The page of one vendor."""

from datetime import date

import pytest
from django.urls import reverse
from djmoney.money import Money

from tests.factories import ContractFactory, UserFactory, VendorContactFactory


def test_detail_shows_contracts_contacts_and_the_way_to_reviews(client, contact, counsel):
    vendor = contact.vendor
    ContractFactory(
        vendor=vendor,
        title="Cloud services",
        value=Money(48_000, "EUR"),
        ends_on=date(2026, 12, 31),
        owner=UserFactory(name="Olga Owner"),
    )
    client.force_login(counsel)
    page = client.get(vendor.get_absolute_url()).content.decode()
    for words in ("Cloud services", "Olga Owner", "EUR&nbsp;48,000", "2 Oct 2026", "31 Dec 2026", contact.email):
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
    with django_assert_num_queries(7):  # session, person, desks, vendor, contracts, contacts, unread notices
        client.get(acme.get_absolute_url())
