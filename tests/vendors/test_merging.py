"""One company under two names: one vendor, and two again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from intake import actions as intake_actions
from reviews.models import Review, SavedView
from reviews.walls import actions as walls
from tests.factories import (
    ContractFactory,
    MembershipFactory,
    UserFactory,
    VendorContactFactory,
    VendorFactory,
    VendorNameFactory,
)
from tests.reviews.pages import text_of
from tests.reviews.together import Meeting, together
from tests.vendors.test_vendors import log_of
from vendors import actions, changes, merging
from vendors.changes import ask_for_change
from vendors.models import Vendor, VendorMerge


@pytest.fixture
def twin(db):
    """The same company as the one of the review, under another name."""
    return VendorFactory(name="Quill Surveys B.V.", country="Netherlands", categories=["surveys"], status="active")


def pointing(vendor):
    """{model and field: number} of all that points to a vendor."""
    keys = merging._keys_to_vendors().items()
    counts = {name: model._base_manager.filter(**{field: vendor}).count() for name, (model, field) in keys}
    return {name: number for name, number in counts.items() if number}


def test_merge_moves_everything_and_undo_moves_it_back(review, twin, lead, buyer):
    source = review.vendor
    ContractFactory(vendor=source)
    own = ContractFactory(vendor=twin)
    VendorContactFactory(vendor=source, email="Ann@quill.example")
    VendorContactFactory(vendor=source, email="bob@quill.example")
    VendorContactFactory(vendor=twin, email="ann@quill.example")
    VendorNameFactory(vendor=source, name="The Quill")
    view = SavedView.objects.create(owner=buyer, name="Quill", filters={"vendor": str(source.pk)})
    before = pointing(source)
    assert {"reviews.review.vendor", "contracts.contract.vendor"} <= set(before)

    merged = merging.merge(source, twin, by=lead)

    assert pointing(source) == {}
    assert pointing(twin)["contracts.contract.vendor"] == 2
    assert {name.name for name in twin.names.all()} == {"The Quill", "Quill Surveys"}
    assert {contact.email for contact in twin.contacts.all()} == {"ann@quill.example", "bob@quill.example"}
    view.refresh_from_db()
    assert view.filters == {"vendor": str(twin.pk)}
    assert "merged Quill Surveys into Quill Surveys B.V." in log_of(twin)[0]
    assert log_of(source)[0].endswith("merged Quill Surveys into Quill Surveys B.V."), "its own log stays readable"

    later = ContractFactory(vendor=twin)
    merging.undo(merged, by=lead)

    source.refresh_from_db()
    assert pointing(source) == before
    assert {name.name for name in source.names.all()} == {"The Quill"}
    assert not twin.names.exists()
    assert set(twin.contracts.all()) == {own, later}, "what came later stays"
    assert {contact.email for contact in source.contacts.all()} == {"Ann@quill.example", "bob@quill.example"}
    view.refresh_from_db()
    assert view.filters == {"vendor": str(source.pk)}


def test_merge_fills_what_is_lacking_and_undo_empties_it_unless_it_was_changed(acme, twin, lead):
    acme.website, acme.registration_number = "https://acme.example", "HRB 1"
    acme.categories = ["cloud"]
    acme.country = "Germany"
    acme.save()

    merged = merging.merge(acme, twin, by=lead)
    twin.refresh_from_db()
    assert (twin.website, twin.registration_number, twin.country) == ("https://acme.example", "HRB 1", "Netherlands")
    assert twin.categories == ["surveys", "cloud"]

    actions.update_vendor(twin, by=lead, registration_number="HRB 2")
    merging.undo(merged, by=lead)
    twin.refresh_from_db()
    assert (twin.website, twin.registration_number, twin.categories) == ("", "HRB 2", ["surveys"])


def test_merged_vendor_is_found_under_its_old_name_and_address(client, acme, twin, lead, requester):
    old_address = acme.get_absolute_url()
    merging.merge(acme, twin, by=lead)
    assert actions.add_vendor("ACME", by=requester) == twin
    assert [vendor.name for vendor in Vendor.objects.visible_to(lead)] == [twin.name]
    client.force_login(lead)
    assert client.get(old_address).url == twin.get_absolute_url()
    assert client.get(reverse("api-vendor-detail", args=[acme.pk])).json()["id"] == twin.pk
    client.force_login(requester)
    assert client.get(old_address).status_code == 404
    [hit] = [row.name for row in Vendor.objects.known_to(requester).suggest("acme")]
    assert hit == twin.name


def test_chain_of_merges_is_undone_from_its_end(acme, twin, lead):
    last = VendorFactory(name="Quill Holding")
    first = merging.merge(acme, twin, by=lead)
    second = merging.merge(twin, last, by=lead)
    acme.refresh_from_db()
    assert acme.merged_into == last
    with pytest.raises(ValidationError, match="Undo that first"):
        merging.undo(first, by=lead)
    merging.undo(second, by=lead)
    acme.refresh_from_db()
    assert acme.merged_into == twin
    merging.undo(first, by=lead)
    acme.refresh_from_db()
    assert acme.merged_into is None
    with pytest.raises(ValidationError, match="undone already"):
        merging.undo(first, by=lead)


def test_only_leads_of_procurement_merge(acme, twin, lead, buyer, counsel):
    for person in (buyer, counsel):
        with pytest.raises(PermissionDenied, match="Only leads of procurement"):
            merging.merge(acme, twin, by=person)
    merged = merging.merge(acme, twin, by=lead)
    with pytest.raises(PermissionDenied):
        merging.undo(merged, by=buyer)


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ({"status": "restricted"}, {"status": "active"}, "another status"),
        ({"tax_id": "DE 1"}, {"tax_id": "DE 2"}, "another tax id"),
        ({"bank_account": "1"}, {"bank_account": "2"}, "another bank account"),
    ],
)
def test_merge_is_no_way_round_the_second_person(acme, twin, lead, one, other, sentence):
    Vendor.objects.filter(pk=acme.pk).update(**one)
    Vendor.objects.filter(pk=twin.pk).update(**other)
    with pytest.raises(ValidationError, match=sentence):
        merging.merge(acme, twin, by=lead)


def test_merge_waits_for_open_changes_and_is_of_two(acme, twin, lead, buyer):
    with pytest.raises(ValidationError, match="the same one"):
        merging.merge(acme, acme, by=lead)
    ask_for_change(acme, "tax_id", "DE 1", why="New", by=buyer)
    with pytest.raises(ValidationError, match="waits for a second person"):
        merging.merge(acme, twin, by=lead)


def test_merge_tells_nobody_of_what_is_walled(review, twin, buyer, counsel, lead):
    """The name of a vendor that a few only know would stand on the page of the other."""
    walls.wall(review, [buyer, counsel, lead], by=lead)
    with pytest.raises(ValidationError, match="known to a few only"):
        merging.merge(review.vendor, twin, by=lead)


def test_merge_never_hides_the_other_vendor_behind_a_wall(review, another_review, requester, buyer, counsel, lead):
    walls.wall(review, [buyer, counsel, lead], by=lead)
    another_review(vendor_name=review.vendor.name)  # so that its vendor is known to all
    other = VendorFactory(name="Quill of the same requester", created_by=requester)
    merging.merge(review.vendor, other, by=lead)
    assert Vendor.objects.visible_to(lead).filter(pk=other.pk).exists()
    assert Vendor.objects.known_to(UserFactory()).filter(pk=other.pk).exists()


def test_vendor_that_was_merged_meanwhile_is_not_changed(acme, twin, lead, buyer):
    merging.merge(acme, twin, by=lead)
    for change in (
        lambda: actions.update_vendor(acme, by=buyer, country="Spain"),
        lambda: actions.add_contact(acme, by=buyer, name="Ann", email="ann@acme.example"),
        lambda: ask_for_change(acme, "tax_id", "DE 1", why="New", by=buyer),
        lambda: merging.merge(acme, twin, by=lead),
        lambda: merging.merge(twin, acme, by=lead),
    ):
        with pytest.raises(ValidationError, match="merged into"):
            change()


def test_rest_follows_that_came_in_the_same_moment(acme, twin, lead):
    merged = merging.merge(acme, twin, by=lead)
    late = ContractFactory(vendor=acme)
    assert merging.move_rest() == 1
    late.refresh_from_db()
    assert late.vendor == twin
    assert merging.move_rest() == 0
    merging.undo(merged, by=lead)
    late.refresh_from_db()
    assert late.vendor == acme


# --- the pages ------------------------------------------------------------------------------------------------


def test_pages_compare_merge_and_undo(client, acme, lead):
    twin = VendorFactory(name="Acme Inc.", country="Ireland")
    client.force_login(lead)
    address = reverse("vendors:merge", args=[acme.pk])
    assert "These may be the same company Acme Inc." in text_of(client.get(address))
    assert "No other vendor has this name." in text_of(client.get(address, {"other": "Nobody Ltd"}))
    page = client.get(address, {"other": "acme inc."})
    assert "Country not given Ireland" in text_of(page)

    page = client.post(address, {"source": twin.pk}, follow=True)
    assert "Acme Inc. is merged into Acme." in text_of(page) and "Merged here Acme Inc." in text_of(page)
    merged = VendorMerge.objects.get()
    page = client.post(reverse("vendors:merge_undo", args=[merged.pk]), follow=True)
    assert "Acme Inc. is a vendor of its own again." in text_of(page)
    assert Vendor.objects.visible_to(lead).count() == 2


def test_page_says_why_two_cannot_be_merged(client, acme, lead):
    VendorFactory(name="Other", status="restricted")
    client.force_login(lead)
    page = client.get(reverse("vendors:merge", args=[acme.pk]), {"other": "Other"})
    assert "The two have another status: it is cleared up first." in text_of(page)
    assert "Merge Other into Acme" not in text_of(page)


# --- at the same moment ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_review_that_is_opened_while_its_vendor_is_merged_moves_along(draft, lead, requester, monkeypatch):
    source, target = VendorFactory(name=draft.vendor_name), VendorFactory(name="Quill Group")
    Meeting(monkeypatch, (intake_actions, "add_vendor"), (merging, "faults_of_merge"), after=True)

    together(
        lambda: str(intake_actions.submit(draft, by=requester)),
        lambda: str(merging.merge(source, target, by=lead)),
    )

    assert Vendor.objects.get(pk=source.pk).merged_into == target
    assert Review.objects.get().vendor == target


@pytest.mark.django_db(transaction=True)
def test_vendor_that_is_merged_twice_at_once_is_merged_once(acme, lead, monkeypatch):
    targets = [VendorFactory(name="Acme Inc."), VendorFactory(name="Acme Ltd")]
    Meeting(monkeypatch, (merging, "faults_of_merge"), after=True)
    answers = together(*[lambda target=target: str(merging.merge(acme, target, by=lead)) for target in targets])
    assert "Acme is merged into another already." in answers
    assert VendorMerge.objects.standing().count() == 1


@pytest.mark.django_db(transaction=True)
def test_change_is_answered_once_by_two_at_once(acme, buyer, lead, desks, monkeypatch):
    colleague = MembershipFactory(team=desks["procurement"]).user
    change = ask_for_change(acme, "status", "restricted", why="Late", by=buyer)
    Meeting(monkeypatch, (changes.policies, "may_answer"), after=True)
    answers = together(
        lambda: changes.make_change(change, by=lead).answer, lambda: changes.refuse_change(change, by=colleague).answer
    )
    assert "This was answered meanwhile." in answers
