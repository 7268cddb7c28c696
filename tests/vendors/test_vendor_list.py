"""The list of vendors."""

import csv
import io

import pytest
from django.urls import reverse

from tests.factories import VendorFactory, VendorNameFactory
from vendors.changes import ask_for_change
from vendors.models import Vendor


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


@pytest.mark.parametrize(("query", "words"), [({}, "No vendors yet"), ({"q": "x\x00y"}, "No vendor is like that")])
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
    assert 'value="cloud"' in back.content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_list_costs_the_same_queries_whatever_its_length(client, buyer, count, django_assert_num_queries):
    for _ in range(count):
        VendorFactory()
    client.force_login(buyer)
    with django_assert_num_queries(5):  # session, person, desks, vendors, unread notices
        client.get(reverse("vendors:vendor_list"))


def names(client, **query):
    return [vendor.name for vendor in client.get(reverse("vendors:vendor_list"), query).context["page"].rows]


@pytest.fixture
def several(buyer):
    VendorFactory(name="Acme", status="active", risk_tier="low", owner=buyer, categories=["cloud", "payroll"])
    VendorFactory(name="Beta", status="restricted", risk_tier="high", website="https://www.Beta.example/about")
    other = VendorFactory(name="Gamma", registration_number="HRB 123", categories=["cloud"])
    VendorNameFactory(vendor=other, name="Old Gamma Works")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "restricted"}, ["Beta"]),
        ({"risk": "low"}, ["Acme"]),
        ({"mine": "on"}, ["Acme"]),
        ({"category": "Cloud"}, ["Acme", "Gamma"]),
        ({"sort": "newest"}, ["Gamma", "Beta", "Acme"]),
        ({"q": "old gama"}, ["Gamma"]),
        ({"q": "HRB 123"}, ["Gamma"]),
        ({"q": "beta.example"}, ["Beta"]),
        ({"q": "a", "status": "active"}, ["Acme"]),
        ({"status": "garbled", "sort": "sideways"}, ["Acme", "Beta", "Gamma"]),
    ],
)
def test_list_is_narrowed_and_ordered(client, buyer, several, query, expected):
    client.force_login(buyer)
    assert names(client, **query) == expected


def test_list_shows_what_waits_for_a_second_person(client, buyer, several):
    ask_for_change(Vendor.objects.get(name="Beta"), "tax_id", "DE 1", why="New number", by=buyer)
    client.force_login(buyer)
    assert names(client, to_confirm="on") == ["Beta"]


def test_list_without_javascript_keeps_its_filters_on_the_next_page(client, buyer):
    VendorFactory.create_batch(31, status="active")
    VendorFactory(status="restricted")
    client.force_login(buyer)
    page = client.get(reverse("vendors:vendor_list"), {"status": "active"}).context["page"]
    assert "status=active" in page.older_url
    assert len(client.get(page.older_url).context["page"].rows) == 1


# --- the export -----------------------------------------------------------------------------------------------


def csv_of(client, **query):
    response = client.get(reverse("vendors:vendor_export"), query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_export_has_what_the_list_shows_and_no_formula(client, buyer, several):
    VendorFactory(name="=HYPERLINK(1)", country="\t@SUM")
    client.force_login(buyer)
    head, *rows = csv_of(client)
    assert head[:4] == ["Name", "Legal names", "Also known as", "Status"]
    assert [row[0] for row in rows] == ["'=HYPERLINK(1)", "Acme", "Beta", "Gamma"]
    assert rows[3][2] == "Old Gamma Works"
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row if cell)
    assert [row[0] for row in csv_of(client, q="gamma")[1:]] == ["Gamma"]
    assert [row[0] for row in csv_of(client, status="restricted", sort="newest")[1:]] == ["Beta"]


def test_export_reads_a_few_hundred_rows_at_a_time(client, buyer, monkeypatch):
    monkeypatch.setattr("vendors.listing.AT_ONCE", 2)
    for number in range(5):
        VendorFactory(name=f"Vendor {number}")
    client.force_login(buyer)
    assert [row[0] for row in csv_of(client)[1:]] == [f"Vendor {number}" for number in range(5)]
    assert [row[0] for row in csv_of(client, q="vendor")[1:]] == [f"Vendor {number}" for number in range(5)]
