"""The list of vendors."""

import pytest
from django.urls import reverse

from tests.factories import VendorFactory


def test_list_shows_vendors_by_name_and_searches(client, acme, counsel):
    VendorFactory(name="beta Cloud", country="Ireland", risk_tier="high")
    VendorFactory(name="Zeta")
    client.force_login(counsel)
    page = client.get(reverse("vendors:vendor_list"))
    assert [vendor.name for vendor in page.context["page"].rows] == ["Acme", "beta Cloud", "Zeta"]
    assert "Add a vendor" not in page.content.decode()
    results = client.get(reverse("vendors:vendor_list"), {"q": "CLOUD"})
    assert [vendor.name for vendor in results.context["page"].rows] == ["beta Cloud"]
    assert "Ireland" in results.content.decode()


@pytest.mark.parametrize(
    ("query", "words"), [({}, "No vendors yet"), ({"q": "x\x00y"}, "No vendor has a name like that")]
)
def test_list_explains_an_empty_page(client, buyer, query, words):
    client.force_login(buyer)
    page = client.get(reverse("vendors:vendor_list"), query).content.decode()
    assert words in page
    assert "Add a vendor" in page


def test_list_is_paged_and_keeps_the_search(client, buyer):
    for number in range(31):
        VendorFactory(name=f"Cloud {number:02}")
    client.force_login(buyer)
    first = client.get(reverse("vendors:vendor_list"), {"q": "cloud"})
    last = client.get(first.context["page"].older_url)
    assert [vendor.name for vendor in last.context["page"].rows] == ["Cloud 30"]
    back = client.get(last.context["page"].newer_url)
    assert back.context["page"].rows == first.context["page"].rows
    assert back.context["search"] == "cloud"


@pytest.mark.parametrize("count", [3, 30])
def test_list_costs_the_same_queries_whatever_its_length(client, buyer, count, django_assert_num_queries):
    for _ in range(count):
        VendorFactory()
    client.force_login(buyer)
    with django_assert_num_queries(5):  # session, person, desks, vendors, unread notices
        client.get(reverse("vendors:vendor_list"))
