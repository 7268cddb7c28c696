"""The page of one contract."""

import pytest
from django.urls import reverse
from djmoney.money import Money

from contracts.actions import contracts
from contracts.actions.signed_files import attach_signed_file
from contracts.models import Contract
from contracts.tasks import read_document
from reviews.models import Review
from tests.contracts.builders import pdf
from tests.factories import ContractFactory
from tests.reviews.pages import text_of
from tests.reviews.reading import denied, refused
from tests.reviews.word_papers import contract


def shown(client, person, contract):
    client.force_login(person)
    return text_of(client.get(contract.get_absolute_url()))


def test_detail_says_what_must_be_done_and_how_that_was_counted(client, buyer, phones):
    words = shown(client, buyer, phones)
    for sentence in (
        "The last date to act was Friday 2 October 2026. Missed.",
        "It renews by itself to 31 December 2027.",
        "90 days before that, counted back from the last day of the term: Friday 2 October 2026.",
        "It is no legal advice.",
        "The signed file is not attached yet",
    ):
        assert sentence in words


def test_detail_shows_its_family_as_far_as_the_reader_sees_it(client, buyer, phones, review):
    parent = ContractFactory(vendor=phones.vendor, title="Frame", kind="msa")
    Contract.objects.filter(pk=phones.pk).update(parent=parent)
    child = ContractFactory(vendor=phones.vendor, title="Okapi plan", kind="amendment", parent=phones)
    assert "Frame" in shown(client, buyer, phones) and "Okapi plan" in shown(client, buyer, phones)
    Review.objects.filter(pk=review.pk).update(contract=child, walled_at=review.opened_at)
    assert "Okapi plan" not in shown(client, buyer, phones)


def test_detail_shows_what_was_corrected_to_those_who_keep_records(client, buyer, requester, phones):
    contracts.correct(phones, {"notice": "60d"}, why="The order form says so.", by=buyer)
    assert "The order form says so." in shown(client, buyer, phones)
    assert "The order form says so." not in shown(client, requester, phones)


def test_detail_offers_its_owner_nothing_that_would_be_refused(client, requester, phones):
    words = shown(client, requester, phones)
    assert "Correct" not in words and "Amend" not in words and "Attach" not in words


def test_detail_of_what_cannot_be_worked_out_says_so(client, buyer, phones):
    Contract.objects.filter(pk=phones.pk).update(renewal_term="0m")
    assert "Its dates cannot be worked out." in shown(client, buyer, phones)


@pytest.mark.parametrize("count", [3, 30])
def test_detail_costs_the_same_queries_whatever_happened(client, buyer, phones, count, django_assert_num_queries):
    for number in range(count):
        contracts.amend(phones, signed_on=phones.signed_on, changes={"notice": f"{60 + number}d"}, by=buyer)
        ContractFactory(vendor=phones.vendor, parent=phones, value=Money(1, "EUR"))
    client.force_login(buyer)
    client.get(phones.get_absolute_url())
    # session, person, desks, contract, events, files, decision, what is owed, family, log, its texts, unread notices
    with django_assert_num_queries(12):
        client.get(phones.get_absolute_url())


# --- the signed file -------------------------------------------------------------------------------------------


def approve(contract, file, *, by):
    """The contract with this file as the one that was approved."""
    version = attach_signed_file(contract, file, by=by).version
    contract.signed_files.all().delete()
    Contract.objects.filter(pk=contract.pk).update(cleared_version=version)
    return version


def test_attach_says_that_exactly_this_file_was_approved(client, buyer, phones):
    approve(phones, pdf(), by=buyer)
    attach_signed_file(phones, pdf("signed.pdf"), by=buyer)
    words = shown(client, buyer, phones)
    assert "Exactly this file was approved" in words and "What differs" not in words


TERM, LAW = "1. Term. This Agreement runs for {} months.", "2. Law. The laws of England apply to this Agreement."


def test_attach_says_that_another_file_differs_and_shows_how(client, buyer, phones):
    old = approve(phones, contract(TERM.format("twelve"), LAW), by=buyer)
    new = attach_signed_file(phones, contract(TERM.format("sixty"), LAW), by=buyer).version
    assert "Differs from the approved file" in shown(client, buyer, phones)
    address = reverse("contracts:signed_difference", args=[phones.pk])
    assert "is still being read" in text_of(client.get(address))
    for version in (old, new):
        read_document(version.pk)
    page = text_of(client.get(address))
    assert "1 clause says something else." in page
    assert "twelve" in page and "sixty" in page


def test_attach_says_when_only_the_file_differs(client, buyer, phones):
    versions = [approve(phones, contract(TERM, LAW), by=buyer)]
    versions.append(attach_signed_file(phones, contract(TERM, LAW, ""), by=buyer).version)
    for version in versions:
        read_document(version.pk)
    assert versions[0].sha256 != versions[1].sha256
    client.force_login(buyer)
    page = text_of(client.get(reverse("contracts:signed_difference", args=[phones.pk])))
    assert "The words are the same. Only the files differ." in page
    assert "Another file, with the words that were approved" in shown(client, buyer, phones)


def test_replace_takes_a_reason_and_keeps_the_file_before(client, buyer, phones):
    first = attach_signed_file(phones, pdf("scan.pdf"), by=buyer)
    with refused("Say why another file takes its place."):
        attach_signed_file(phones, pdf("better.pdf", before=b" "), by=buyer)
    with refused("This is the very file that is attached already."):
        attach_signed_file(phones, pdf("scan.pdf"), why="Again.", by=buyer)
    attach_signed_file(phones, pdf("better.pdf", before=b" "), why="Page 3 was missing.", by=buyer)
    words = shown(client, buyer, phones)
    assert "better.pdf" in words and "scan.pdf" in words and "Page 3 was missing." in words
    client.force_login(buyer)
    file = client.get(reverse("contracts:signed_file", args=[phones.pk, first.pk]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_signed_file_of_another_contract_is_not_found(client, buyer, phones):
    other = attach_signed_file(ContractFactory(), pdf(), by=buyer)
    client.force_login(buyer)
    assert client.get(reverse("contracts:signed_file", args=[phones.pk, other.pk])).status_code == 404


def test_attach_is_for_those_who_keep_the_record(requester, phones):
    with denied("Procurement and legal keep the record of contracts."):
        attach_signed_file(phones, pdf(), by=requester)
