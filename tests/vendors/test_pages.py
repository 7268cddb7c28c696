"""What all vendor pages have in common: who may open them, signing in, wrong methods, refusals, forms."""

import pytest
from django.urls import reverse

from tests.factories import VendorContactFactory
from tests.vendors.pages import CONTACT, ROUTES, VENDOR, address
from vendors.models import Vendor, VendorContact


@pytest.mark.parametrize("name", ROUTES)
def test_every_route_answers_those_who_may_and_hides_from_others(
    client, contact, requester, stranger, admin, buyer, counsel, name
):
    methods, _, who = ROUTES[name]
    method = "get" if "get" in methods else "post"
    expected = {
        "everybody": [200, 200, 200, 200, 200],
        "reviewers": [404, 404, 404, 200, 200],
        "procurement": [404, 404, 404, 403, 200],
    }[who]
    if method == "post":
        expected = [404, 404, 404, 302, 302]  # a refused step comes back to the page, with the reason
    answers = []
    for person in (requester, stranger, admin, counsel, buyer):
        client.force_login(person)
        answers.append(getattr(client, method)(address(name, contact)).status_code)
    assert answers == expected


@pytest.mark.parametrize("name", ROUTES)
def test_signed_out_people_are_sent_to_the_sign_in(client, contact, name):
    method = "get" if "get" in ROUTES[name][0] else "post"
    response = getattr(client, method)(address(name, contact))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", ROUTES)
def test_wrong_method_is_refused(client, contact, buyer, name):
    client.force_login(buyer)
    wrong = "delete" if "get" in ROUTES[name][0] else "get"
    assert getattr(client, wrong)(address(name, contact)).status_code == 405


@pytest.mark.parametrize("name", [name for name, (methods, *_) in ROUTES.items() if "post" in methods])
def test_posting_changes_nothing_for_those_who_may_not(client, contact, requester, counsel, name):
    for person in (requester, counsel):
        client.force_login(person)
        client.post(address(name, contact), VENDOR | CONTACT)
    assert list(Vendor.objects.values_list("name", flat=True)) == ["Acme"]
    assert list(VendorContact.objects.values_list("name", flat=True)) == ["Old name"]


def test_refusal_says_who_may_do_it(client, contact, counsel):
    client.force_login(counsel)
    words = "Only procurement can change vendors and their contacts."
    assert words in client.get(address("vendor_edit", contact)).content.decode()
    page = client.post(address("contact_remove", contact), follow=True).content.decode()
    assert words in page


@pytest.mark.parametrize(
    ("name", "facts", "words"),
    [
        ("vendor_add", VENDOR | {"name": "ACME"}, "There is a vendor of this name already."),
        ("vendor_edit", VENDOR | {"name": ""}, "This field is required."),
        ("contact_add", CONTACT | {"email": "nowhere"}, "Enter a valid e-mail address."),
        ("contact_edit", CONTACT | {"email": "taken@acme.example"}, "has a contact with this address already"),
        ("contact_add", CONTACT | {"email": "Taken@acme.example"}, "has a contact with this address already"),
    ],
)
def test_form_explains_what_is_wrong(client, contact, buyer, name, facts, words):
    VendorContactFactory(vendor=contact.vendor, email="taken@acme.example")
    client.force_login(buyer)
    response = client.post(address(name, contact), facts)
    assert response.status_code == 422
    assert words in response.content.decode()
