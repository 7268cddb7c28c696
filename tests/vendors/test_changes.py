"""What nobody changes alone: status, tax number, bank account."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from notices.models import Notice
from tests.factories import MembershipFactory
from tests.reviews.pages import text_of
from tests.vendors.test_vendors import log_of
from vendors.changes import ask_for_change, make_change, refuse_change, withdraw_change
from vendors.models import VendorChange


@pytest.fixture
def colleague(desks, buyer):
    return MembershipFactory(team=desks["procurement"]).user


def restriction(acme, by):
    return ask_for_change(acme, "status", "restricted", why="Late with everything", by=by)


def test_change_waits_for_a_second_person_who_makes_it(acme, buyer, colleague, lead):
    change = restriction(acme, buyer)
    acme.refresh_from_db()
    assert acme.status == "prospect"
    told = set(Notice.objects.values_list("recipient", flat=True))
    assert told == {colleague.pk, lead.pk}
    assert "Acme" not in Notice.objects.first().title + Notice.objects.first().body, "walls: no name in a mail"

    make_change(change, by=colleague)
    acme.refresh_from_db()
    assert (acme.status, acme.status_because) == ("restricted", "Late with everything")
    assert [line for line in log_of(acme) if "status" in line] == [
        f"{colleague} confirmed the change of the status of Acme to restricted",
        f"{buyer} asked to change the status of Acme to restricted: “Late with everything”",
    ]


def test_change_is_never_made_by_who_asked(acme, buyer):
    change = restriction(acme, buyer)
    for answer in (make_change, refuse_change):
        with pytest.raises(PermissionDenied, match="second person"):
            answer(change, by=buyer)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        VendorChange.objects.update(answer="made", answered_by=buyer, answered_at=change.asked_at)


def test_change_is_asked_for_by_procurement_and_answered_by_it_or_leads_of_legal(acme, buyer, counsel, lead):
    with pytest.raises(PermissionDenied):
        restriction(acme, counsel)
    change = restriction(acme, buyer)
    with pytest.raises(PermissionDenied):
        make_change(change, by=counsel)
    assert refuse_change(change, by=lead).answer == "refused"


def test_change_can_be_taken_back_by_who_asked_alone(acme, buyer, colleague):
    change = restriction(acme, buyer)
    with pytest.raises(PermissionDenied):
        withdraw_change(change, by=colleague)
    withdraw_change(change, by=buyer)
    with pytest.raises(ValidationError, match="answered meanwhile"):
        make_change(change, by=colleague)


def test_change_of_what_is_different_by_now_is_not_made(acme, buyer, colleague):
    change = ask_for_change(acme, "tax_id", "DE 1", why="New", by=buyer)
    acme.tax_id = "DE 2"
    acme.save()
    with pytest.raises(ValidationError, match="changed otherwise"):
        make_change(change, by=colleague)


@pytest.mark.parametrize(
    ("field", "value", "why", "sentence"),
    [
        ("name", "Other", "Why not", "Choose what should change."),
        ("status", "enormous", "Why not", "Choose a status."),
        ("status", "prospect", "Why not", "It is that already."),
        ("tax_id", "DE 1", " ", "Say why"),
        ("tax_id", "1" * 61, "Long", "Please shorten tax number to 60 characters"),
        ("bank_account", "DE89 3704 0044 0532 0130 01", "New bank", "its check digits do not fit"),
    ],
)
def test_change_that_cannot_be_is_refused_with_a_sentence(acme, buyer, field, value, why, sentence):
    with pytest.raises(ValidationError, match=sentence):
        ask_for_change(acme, field, value, why=why, by=buyer)


def test_account_is_kept_without_blanks_and_only_one_change_waits(acme, buyer):
    change = ask_for_change(acme, "bank_account", "de89 3704 0044 0532 0130 00", why="New bank", by=buyer)
    assert change.after == "DE89370400440532013000"
    with pytest.raises(ValidationError, match="waits for an answer"):
        ask_for_change(acme, "bank_account", "DE1", why="Another", by=buyer)


# --- the pages ------------------------------------------------------------------------------------------------


def test_pages_ask_confirm_refuse_and_take_back(client, acme, buyer, colleague):
    client.force_login(buyer)
    asked = {"field": "status", "status": "restricted", "why": "Late with everything"}
    page = client.post(reverse("vendors:change_ask", args=[acme.pk]), asked, follow=True)
    text = text_of(page)
    assert "Status from Prospect to Restricted waits for a second person." in text
    assert "Take it back" in text and "Confirm" not in text
    change = VendorChange.objects.get()
    refused = client.post(reverse("vendors:change_confirm", args=[change.pk]), follow=True)
    assert "A second person has to answer" in text_of(refused)

    client.force_login(colleague)
    assert "Confirm" in text_of(client.get(acme.get_absolute_url()))
    page = client.post(reverse("vendors:change_confirm", args=[change.pk]), follow=True)
    assert "Nothing new begins with this vendor. Late with everything" in text_of(page)


def test_form_keeps_what_was_typed_and_says_what_is_wrong(client, acme, buyer):
    client.force_login(buyer)
    asked = {"field": "bank_account", "number": "DE89370400440532013001", "why": "New bank"}
    page = client.post(reverse("vendors:change_ask", args=[acme.pk]), asked)
    assert page.status_code == 422
    assert "its check digits do not fit" in text_of(page)
    assert "DE89370400440532013001" in page.content.decode()


def test_numbers_are_shown_to_few(client, acme, buyer, counsel, lead):
    acme.bank_account = "DE89370400440532013000"
    acme.save()
    shown = {}
    for person in (buyer, counsel, lead):
        client.force_login(person)
        shown[person.name] = "DE8937" in client.get(acme.get_absolute_url()).content.decode()
    assert list(shown.values()) == [True, False, True]
