"""The form of a known vendor."""

from tests.vendors.pages import VENDOR, address
from vendors.models import Vendor


def test_edit_saves_the_vendor(client, contact, buyer):
    client.force_login(buyer)
    response = client.post(address("vendor_edit", contact), VENDOR)
    assert response.url == contact.vendor.get_absolute_url()
    assert Vendor.objects.filter(**VENDOR).exists()
