"""Other names of a vendor, and its domain: found by them, and not made twice."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import VendorFactory, VendorNameFactory
from vendors import meant
from vendors.actions import add_vendor, update_vendor
from vendors.alike import host_of
from vendors.models import Vendor


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.Acme.example/about?x=1", "acme.example"),
        ("http://user@shop.acme.example:8080", "shop.acme.example"),
        ("", ""),
    ],
)
def test_domain_is_worked_out_by_the_database(db, website, domain):
    vendor = VendorFactory(website=website)
    vendor.refresh_from_db()
    assert vendor.domain == domain
    assert host_of(website) == domain


def test_other_names_are_written_kept_and_taken_away(acme, buyer):
    update_vendor(acme, by=buyer, legal_names=["Acme Software GmbH"], aliases=["ACME Soft", "acme", " ACME  soft "])
    assert [(name.name, name.kind) for name in acme.names.all()] == [
        ("ACME soft", "alias"),
        ("Acme Software GmbH", "legal"),
    ]
    kept = acme.names.get(kind="legal")
    update_vendor(acme, by=buyer, legal_names=["acme software gmbh", "Acme Holding"], aliases=[])
    assert {name.name for name in acme.names.all()} == {"Acme Software GmbH", "Acme Holding"}
    assert acme.names.get(name="Acme Software GmbH") == kept


def test_other_name_that_is_another_vendor_is_refused(acme, buyer):
    VendorFactory(name="Beta")
    with pytest.raises(ValidationError, match="“beta”: there is a vendor of this name already"):
        update_vendor(acme, by=buyer, aliases=["beta"])


def test_vendor_is_known_by_its_other_name(acme, buyer, requester):
    VendorNameFactory(vendor=acme, name="Café Crème SARL")
    assert add_vendor("cafe\u0301 cre\u0300me sarl", by=requester) == acme
    assert [vendor.also for vendor in Vendor.objects.suggest("creme")] == ["Café Crème SARL"]


def test_other_name_of_two_vendors_names_neither(acme, requester):
    for vendor in (acme, VendorFactory(name="Beta")):
        VendorNameFactory(vendor=vendor, name="The Agency")
    assert not Vendor.objects.named("the agency").exists()
    with pytest.raises(ValidationError, match="Did you mean"):
        add_vendor("the agency", by=requester)


@pytest.mark.parametrize(
    ("typed", "website", "expected"),
    [
        ("Somebody Else", "https://brightpath.example/en", ["Brightpath Learning"]),
        ("brightpath.example", "", ["Brightpath Learning"]),
        ("Learning Brightpath", "", ["Brightpath Learning"]),
        ("BP Learning Grp", "", ["Brightpath Learning"]),
        ("Somebody Else", "https://else.example", []),
        ("Somebody Else", "not an address", []),
    ],
)
def test_meant_by_looks_at_domain_order_of_words_and_other_names(db, buyer, typed, website, expected):
    vendor = VendorFactory(name="Brightpath Learning", website="https://www.brightpath.example")
    VendorNameFactory(vendor=vendor, name="BP Learning Group")
    assert [row.name for row in meant.meant_by(typed, website=website, by=buyer)] == expected


def test_form_writes_names_and_categories_and_asks_about_a_known_domain(client, acme, buyer):
    VendorFactory(name="Brightpath Learning", website="https://www.brightpath.example")
    client.force_login(buyer)
    typed = {
        "name": "Somebody Else",
        "website": "brightpath.example",
        "risk_tier": "low",
        "aliases": "Else\nElsewhere",
        "legal_names": "Somebody Else Ltd",
        "categories": "Cloud,  payroll , cloud",
    }
    asked = client.post(reverse("vendors:vendor_add"), typed)
    assert asked.status_code == 422 and "Brightpath Learning, which we know" in asked.content.decode()
    client.post(reverse("vendors:vendor_add"), typed | {"vendor_asked": "Somebody Else", "vendor_is": "another"})
    vendor = Vendor.objects.get(name="Somebody Else")
    assert vendor.categories == ["cloud", "payroll"]
    assert [str(name) for name in vendor.names.all()] == ["Else", "Elsewhere", "Somebody Else Ltd"]

    form = client.get(reverse("vendors:vendor_edit", args=[vendor.pk])).content.decode()
    assert "Else\nElsewhere" in form and 'value="cloud, payroll"' in form
    taken = client.post(reverse("vendors:vendor_edit", args=[vendor.pk]), typed | {"aliases": "Acme"})
    assert taken.status_code == 422 and "there is a vendor of this name already" in taken.content.decode()
