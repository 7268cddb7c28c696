"""The form for a new vendor."""

from django.urls import reverse

from tests.vendors.pages import VENDOR
from vendors.models import Vendor


def test_add_makes_a_vendor(client, buyer):
    client.force_login(buyer)
    response = client.post(reverse("vendors:vendor_add"), VENDOR | {"website": "acme.example"})
    vendor = Vendor.objects.get()
    assert response.url == vendor.get_absolute_url()
    assert (vendor.name, vendor.website, vendor.country) == ("Acme Ltd", "https://acme.example", "Ireland")
    assert (vendor.risk_tier, vendor.created_by) == ("low", buyer)
