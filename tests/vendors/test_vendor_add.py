"""The form for a new vendor."""

from django.urls import reverse

from tests.factories import VendorFactory
from tests.vendors.pages import VENDOR
from vendors.models import Vendor


def test_add_makes_a_vendor(client, buyer):
    client.force_login(buyer)
    response = client.post(reverse("vendors:vendor_add"), VENDOR | {"website": "acme.example"})
    vendor = Vendor.objects.get()
    assert response.url == vendor.get_absolute_url()
    assert (vendor.name, vendor.website, vendor.country) == ("Acme Ltd", "https://acme.example", "Ireland")
    assert (vendor.risk_tier, vendor.created_by) == ("low", buyer)


def test_add_asks_whether_a_known_vendor_is_meant(client, buyer):
    known = VendorFactory(name="Acme")
    client.force_login(buyer)
    address = reverse("vendors:vendor_add")

    asked = client.post(address, VENDOR)

    assert asked.context["form"].errors == {"name": ["Did you mean “Acme”? Choose below."]}
    assert list(Vendor.objects.all()) == [known]
    client.post(address, VENDOR | {"vendor_asked": "Acme Ltd", "vendor_is": "another"})
    assert {vendor.name for vendor in Vendor.objects.all()} == {"Acme", "Acme Ltd"}
