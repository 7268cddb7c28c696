"""Vendors and contacts: what the database holds, what suggestions find, and the verbs."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection

from common.log import events_of
from common.models import Audience
from tests.factories import UserFactory, VendorContactFactory, VendorFactory
from tests.groundwork import groundwork
from tests.reviews.together import SLOW
from vendors.actions import add_contact, add_vendor, remove_contact, update_contact, update_vendor
from vendors.models import Vendor, VendorContact
from vendors.policies import may_edit_vendors


def log_of(vendor):
    return [str(event) for event in events_of(vendor, audiences=Audience.values)]


# --- what must never be untrue ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"name": "ACME"}, "vendor_name_is_unique_in_any_case"),
        ({"name": ""}, "vendor_has_a_name"),
        ({"risk_tier": "enormous"}, "vendor_risk_tier_is_known"),
    ],
)
def test_database_refuses_an_impossible_vendor(db, facts, constraint):
    VendorFactory(name="Acme")
    with pytest.raises(IntegrityError, match=constraint):
        VendorFactory(**facts)


def test_database_refuses_a_contact_twice_at_one_vendor(db):
    first = VendorContactFactory(email="ann@acme.example")
    VendorContactFactory(email="ann@acme.example")  # at another vendor
    with pytest.raises(IntegrityError, match="contact_address_is_once_a_vendor"):
        VendorContactFactory(vendor=first.vendor, email="Ann@acme.example")


# --- suggestions -----------------------------------------------------------------------------------------------


@pytest.fixture
@groundwork
def known(db):
    for name in ("Northwind Cloud", "Windmill Services", "Contoso", "Acme 100% Solutions", "Müller & Söhne"):
        VendorFactory(name=name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("wind", ["Windmill Services", "Northwind Cloud"]),
        ("  CLOUD ", ["Northwind Cloud"]),
        ("contosso", ["Contoso"]),
        ("100%", ["Acme 100% Solutions"]),
        ("müller", ["Müller & Söhne"]),
        ("muller", ["Müller & Söhne"]),
        ("Mueller", ["Müller & Söhne"]),
        ("MU\u0308LLER", ["Müller & Söhne"]),  # the two dots typed as a sign of their own
        ("\x00", []),
        ("", []),
        ("zzz", []),
        ("%", ["Acme 100% Solutions"]),
    ],
)
def test_suggest_finds_what_somebody_may_mean(known, text, names):
    assert [vendor.name for vendor in Vendor.objects.suggest(text)] == names


def test_suggest_offers_a_few(db):
    for number in range(20):
        VendorFactory(name=f"Alike {number}")
    assert len(Vendor.objects.suggest("alike")) == 8
    assert len(Vendor.objects.suggest("alike", limit=3)) == 3


def test_search_and_suggestions_can_use_their_indexes(known):
    """With sequential scans priced out, PostgreSQL must find a way by the trigram index."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Vendor.objects.matching("northwind").order_by().explain()
    assert "vendor_name_contains" in plan


def test_list_is_ordered_by_its_index(known):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = Vendor.objects.by_name().filter(sort_name__gt="m")[:30].explain()
    assert "Index Scan using vendor_by_name" in plan
    assert "Sort" not in plan


def test_visible_to_gives_vendors_to_reviewers_alone(known, requester, buyer, counsel, admin):
    counts = {person.name: Vendor.objects.visible_to(person).count() for person in (requester, buyer, counsel, admin)}
    assert counts == {"Rosa Requester": 0, "Ben Buyer": 5, "Clara Counsel": 5, "Ada Admin": 0}


# --- adding ----------------------------------------------------------------------------------------------------


def test_add_vendor_makes_a_new_one_and_says_so(requester):
    vendor = add_vendor("  Acme   Corp ", by=requester)
    assert (vendor.name, vendor.created_by, vendor.risk_tier) == ("Acme Corp", requester, "unknown")
    assert log_of(vendor) == ["Rosa Requester added the vendor Acme Corp"]


def test_add_vendor_gives_the_known_one_in_any_case(requester):
    known = VendorFactory(name="Acme Corp")
    assert add_vendor("acme CORP", by=requester) == known
    assert log_of(known) == []


@pytest.mark.parametrize("name", ["", "   ", "\x00"])
def test_add_vendor_needs_a_name(requester, name):
    with pytest.raises(ValidationError, match=r"Please give the vendor's name\."):
        add_vendor(name, by=requester)


@pytest.mark.django_db(transaction=True)
def test_add_vendor_by_two_people_at_once_makes_one():
    people = [UserFactory(), UserFactory()]
    start = threading.Barrier(2)
    added = []

    def add(person):
        try:
            start.wait(timeout=SLOW)
            added.append(add_vendor("Acme", by=person).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert added == [Vendor.objects.get().pk] * 2


# --- changing ----------------------------------------------------------------------------------------------------


def test_procurement_alone_may_edit_vendors(requester, buyer, counsel, lead, admin):
    answers = {person.name: may_edit_vendors(person) for person in (requester, buyer, counsel, lead, admin)}
    assert answers == {
        "Rosa Requester": False,
        "Ben Buyer": True,
        "Clara Counsel": False,
        "Lena Lead": True,
        "Ada Admin": False,
    }


def test_update_vendor_writes_and_says_which_fields(buyer):
    vendor = update_vendor(VendorFactory(name="Acme"), by=buyer, name="Acme Ltd", country="Ireland", risk_tier="low")
    vendor.refresh_from_db()
    assert (vendor.name, vendor.country, vendor.risk_tier) == ("Acme Ltd", "Ireland", "low")
    event = events_of(vendor, audiences=Audience.values).get()
    assert (str(event), event.data) == (
        "Ben Buyer updated the vendor Acme Ltd",
        {"fields": ["country", "name", "risk_tier"], "name": "Acme Ltd"},
    )


def test_update_vendor_refuses_a_name_that_is_taken(buyer):
    VendorFactory(name="Contoso")
    with pytest.raises(ValidationError) as refusal:
        update_vendor(VendorFactory(), by=buyer, name="contoso")
    assert refusal.value.messages == ["There is a vendor of this name already."]


def test_contacts_are_added_changed_and_removed(buyer):
    vendor = VendorFactory(name="Acme")
    contact = add_contact(vendor, by=buyer, name="Ann", email="ann@acme.example", role="Sales")
    update_contact(contact, by=buyer, role="Counsel")
    assert list(vendor.contacts.values_list("name", "email", "role")) == [("Ann", "ann@acme.example", "Counsel")]
    remove_contact(contact, by=buyer)
    assert not vendor.contacts.exists()
    assert log_of(vendor) == [
        "Ben Buyer removed the contact Ann",
        "Ben Buyer updated the contact Ann",
        "Ben Buyer added Ann as a contact at Acme",
    ]


def test_add_contact_refuses_an_address_that_is_none(buyer):
    with pytest.raises(ValidationError) as refusal:
        add_contact(VendorFactory(), by=buyer, name="Ann", email="ann at acme")
    assert refusal.value.messages == ["Enter a valid e-mail address."]


@pytest.mark.parametrize(
    "change",
    [
        lambda contact, by: update_vendor(contact.vendor, by=by, name="X"),
        lambda contact, by: add_contact(contact.vendor, by=by, name="X", email="x@acme.example"),
        lambda contact, by: update_contact(contact, by=by, name="X"),
        lambda contact, by: remove_contact(contact, by=by),
    ],
    ids=["update vendor", "add contact", "update contact", "remove contact"],
)
def test_actions_refuse_everybody_but_procurement(counsel, change):
    contact = VendorContactFactory(name="Ann")
    with pytest.raises(PermissionDenied) as refusal:
        change(contact, counsel)
    assert str(refusal.value) == "Only procurement can change vendors and their contacts."
    assert VendorContact.objects.get().name == "Ann"
    assert log_of(contact.vendor) == []
