"""The forms of a vendor's contacts."""

from tests.vendors.pages import CONTACT, address
from vendors.models import VendorContact


def test_contacts_are_added_changed_and_removed(client, contact, buyer):
    client.force_login(buyer)
    client.post(address("contact_add", contact), CONTACT)
    client.post(address("contact_edit", contact), CONTACT | {"email": "new@acme.example", "name": "New name"})
    assert set(VendorContact.objects.values_list("name", "email")) == {
        ("Ann", "ann@acme.example"),
        ("New name", "new@acme.example"),
    }
    assert address("contact_remove", contact) in client.get(address("contact_edit", contact)).content.decode()
    client.post(address("contact_remove", contact))
    assert list(VendorContact.objects.values_list("name", flat=True)) == ["Ann"]
