"""Vendor pages. Each answers five questions: does it work, does it explain itself, is it hidden from strangers,
from tests.groundwork import groundwork
from people who are not signed in, and does it refuse the wrong method?
"""

from datetime import date

import pytest
from django.urls import reverse
from djmoney.money import Money

from tests.factories import ContractFactory, UserFactory, VendorContactFactory, VendorFactory
from tests.groundwork import groundwork
from vendors.models import Vendor, VendorContact

READ, FORM, ACT = {"get"}, {"get", "post"}, {"post"}
ROUTES = {  # name: (methods, whether it needs a key, who may)
    "vendor_list": (READ, False, "reviewers"),
    "vendor_detail": (READ, True, "reviewers"),
    "suggest": (READ, False, "everybody"),
    "vendor_add": (FORM, False, "procurement"),
    "vendor_edit": (FORM, True, "procurement"),
    "contact_add": (FORM, True, "procurement"),
    "contact_edit": (FORM, True, "procurement"),
    "contact_remove": (ACT, True, "procurement"),
}
VENDOR = {"name": "Acme Ltd", "website": "https://acme.example", "country": "Ireland", "risk_tier": "low"}
CONTACT = {"name": "Ann", "email": "ann@acme.example", "role": "Sales"}


@pytest.fixture
@groundwork
def acme(db):
    return VendorFactory(name="Acme")


@pytest.fixture
@groundwork
def contact(acme):
    return VendorContactFactory(vendor=acme, name="Old name")


def address(name, contact):
    key = contact.pk if name.startswith("contact_") and name != "contact_add" else contact.vendor_id
    return reverse(f"vendors:{name}", args=[key] if ROUTES[name][1] else [])


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


def test_refusal_is_explained(client, contact, counsel):
    client.force_login(counsel)
    words = "Only procurement can change vendors and their contacts."
    assert words in client.get(address("vendor_edit", contact)).content.decode()
    page = client.post(address("contact_remove", contact), follow=True).content.decode()
    assert words in page


# --- the list -----------------------------------------------------------------------------------------------


def test_list_shows_vendors_by_name_and_searches(client, acme, counsel):
    VendorFactory(name="beta Cloud", country="Ireland", risk_tier="high")
    VendorFactory(name="Zeta")
    client.force_login(counsel)
    page = client.get(reverse("vendors:vendor_list"))
    assert [vendor.name for vendor in page.context["page"].rows] == ["Acme", "beta Cloud", "Zeta"]
    assert "Add a vendor" not in page.content.decode()
    found = client.get(reverse("vendors:vendor_list"), {"q": "CLOUD"})
    assert [vendor.name for vendor in found.context["page"].rows] == ["beta Cloud"]
    assert "Ireland" in found.content.decode()


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


# --- one vendor ---------------------------------------------------------------------------------------------


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


# --- suggestions ----------------------------------------------------------------------------------------------


def test_suggest_gives_names_and_nothing_else(client, requester):
    VendorFactory(name='A "B" <Acme>', website="https://canary.example", country="Canary")
    client.force_login(requester)
    answer = client.get(reverse("vendors:suggest"), {"q": "acme"}).content.decode()
    assert answer.strip() == '<option value="A &quot;B&quot; &lt;Acme&gt;"></option>'


def test_suggest_is_silent_without_text(client, requester):
    VendorFactory()
    client.force_login(requester)
    assert client.get(reverse("vendors:suggest")).content.decode().strip() == ""


# --- forms ------------------------------------------------------------------------------------------------------


def test_add_makes_a_vendor(client, buyer):
    client.force_login(buyer)
    response = client.post(reverse("vendors:vendor_add"), VENDOR | {"website": "acme.example"})
    vendor = Vendor.objects.get()
    assert response.url == vendor.get_absolute_url()
    assert (vendor.name, vendor.website, vendor.country) == ("Acme Ltd", "https://acme.example", "Ireland")
    assert (vendor.risk_tier, vendor.created_by) == ("low", buyer)


@pytest.mark.parametrize(
    ("name", "facts", "words"),
    [
        ("vendor_add", VENDOR | {"name": "ACME"}, "There is a vendor of this name already."),
        ("vendor_edit", VENDOR | {"name": ""}, "This field is required."),
        ("contact_add", CONTACT | {"email": "nowhere"}, "Enter a valid email address."),
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


def test_edit_saves_the_vendor(client, contact, buyer):
    client.force_login(buyer)
    response = client.post(address("vendor_edit", contact), VENDOR)
    assert response.url == contact.vendor.get_absolute_url()
    assert Vendor.objects.filter(**VENDOR).exists()


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
