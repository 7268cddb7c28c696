"""The list of contracts, and the same as a file."""

import io
from datetime import date

import pytest
from django.urls import reverse
from djmoney.money import Money
from openpyxl import load_workbook

from reviews.models import Review
from tests.factories import ContractFactory, MembershipFactory, TeamFactory, UserFactory, VendorFactory
from tests.reviews.pages import text_of

URL = reverse("contracts:contract_list")
EXPORT = reverse("contracts:contract_export")


def titles(response):
    return [row.contract.title for row in response.context["rows"]]


def ends(day, **more):
    return ContractFactory(title=f"Ends {day}", first_term=f"to:{day}", **more)


def test_list_shows_the_newest_first_with_what_happens_next(client, buyer, phones):
    ContractFactory(title="Desks", renewal="none", renewal_term="", vendor=VendorFactory(name="Acme"))
    client.force_login(buyer)
    response = client.get(URL)
    assert titles(response) == ["Desks", "Phones"]
    words = response.content.decode()
    for shown in ("renews to 31 December 2027", "ends 31 December 2026", "missed", "Rosa Requester", "Octave"):
        assert shown in words


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "phön"}, ["Phones"]),
        ({"q": "octave"}, ["Phones"]),
        ({"q": "PO-77"}, ["Desks"]),
        ({"kind": "nda"}, ["Desks"]),
        ({"kind": "poem"}, ["Desks", "Phones"]),
        ({"state": "ended"}, []),
        ({"act": "missed"}, ["Phones"]),
        ({"act": "90"}, []),
        ({"ends": "90"}, ["Phones"]),
        ({"ends": "30"}, []),
        ({"ends": "x"}, ["Desks", "Phones"]),
        ({"q": "no such"}, []),
    ],
)
def test_list_is_narrowed(client, buyer, phones, query, expected):
    ContractFactory(title="Desks", kind="nda", reference="PO-77", first_term="to:2028-12-31")
    client.force_login(buyer)
    assert titles(client.get(URL, query)) == expected


def test_list_is_narrowed_to_number_vendor_and_owner(client, buyer, phones):
    ContractFactory(title="Desks")
    client.force_login(buyer)
    for query in ({"q": phones.number}, {"vendor": phones.vendor_id}, {"owner": phones.owner_id}):
        assert titles(client.get(URL, query)) == ["Phones"]


@pytest.mark.parametrize(("sort", "first"), [("act", "Ends 2027-03-31"), ("end", "Ends 2027-03-31")])
def test_list_is_sorted_by_what_comes_next(client, buyer, sort, first):
    for day in ("2027-09-30", "2027-03-31", "2028-01-31"):
        ends(day)
    ContractFactory(title="Open", first_term="", renewal="open", renewal_term="")
    client.force_login(buyer)
    assert titles(client.get(URL, {"sort": sort})) == [first, "Ends 2027-09-30", "Ends 2028-01-31"]


def test_list_is_paged_by_key_in_every_order(client, buyer):
    for number in range(31):
        ContractFactory(title=f"{number:02}", first_term=f"to:2027-{1 + number % 12:02}-15")
    client.force_login(buyer)
    for query in ({}, {"sort": "end"}, {"q": "c-", "sort": "act"}, {"kind": "other", "sort": "act"}):
        first = client.get(URL, query)
        if not first.context["page"].rows:
            continue
        last = client.get(first.context["page"].older_url)
        assert len({*titles(first), *titles(last)}) == 31


@pytest.mark.parametrize("count", [3, 30])
def test_list_costs_the_same_queries_whatever_its_length(client, buyer, count, django_assert_num_queries):
    for _ in range(count):
        ContractFactory(value=Money(1, "EUR"))
    client.force_login(buyer)
    with django_assert_num_queries(7):  # session, person, desks, contracts, their events, desks to choose, unread
        client.get(URL)


def test_list_explains_an_empty_page(client, buyer):
    client.force_login(buyer)
    assert "No contracts yet" in client.get(URL).content.decode()
    assert "No contract with these filters" in client.get(URL, {"q": "phones"}).content.decode()


def test_list_shows_requesters_what_they_own_and_no_more(client, requester, stranger, phones):
    for person, shown in ((requester, ["Phones"]), (stranger, [])):
        client.force_login(person)
        assert titles(client.get(URL)) == shown


def test_list_shows_a_desk_what_it_had_a_part_in(client, db, phones):
    person = MembershipFactory(user=UserFactory(), team=TeamFactory(speaks_for="")).user
    client.force_login(person)
    assert titles(client.get(URL)) == []
    phones.readers.create(desk=person.teams[0], why="had a part in it")
    assert titles(client.get(URL)) == ["Phones"]


def test_list_hides_what_is_walled_even_from_its_readers(client, review, buyer, requester, phones, stranger):
    Review.objects.filter(pk=review.pk).update(contract=phones, walled_at=review.opened_at)
    phones.readers.create(person=stranger, why="had a part in it")
    for person, shown in ((buyer, []), (stranger, []), (requester, ["Phones"])):
        client.force_login(person)
        assert titles(client.get(URL)) == shown
        assert client.get(phones.get_absolute_url()).status_code == (200 if shown else 404)


# --- as a file -------------------------------------------------------------------------------------------------


def lines(client, **query):
    response = client.get(reverse("contracts:contract_export"), query)
    return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()


def test_export_has_a_line_for_each_that_the_filters_leave(client, buyer, phones):
    ContractFactory(title="Desks", kind="nda")
    client.force_login(buyer)
    head, line = lines(client, q="phones")
    assert head.startswith("Number,Title,Kind,Vendor")
    assert line.startswith(f"{phones.number},Phones,Other contract,Octave,")
    assert "2026-10-02" in line and "renews to 31 December 2027" in line


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@sum", "\t=1"])
def test_export_writes_no_formula(client, buyer, title):
    ContractFactory(title=title)
    client.force_login(buyer)
    _, line = lines(client)
    assert f",'{title}," in line


def test_export_leaves_out_what_is_not_for_the_reader(client, stranger, phones):
    client.force_login(stranger)
    assert len(lines(client)) == 1


def test_export_goes_on_after_its_first_batch(client, buyer, monkeypatch):
    monkeypatch.setattr("contracts.web.exports.BATCH", 2)
    for number in range(5):
        ContractFactory(title=f"{number}", signed_on=date(2025, 1, 1))
    client.force_login(buyer)
    assert [line.split(",")[1] for line in lines(client)[1:]] == ["4", "3", "2", "1", "0"]


def test_export_as_a_workbook_has_days_amounts_and_no_formula(client, buyer):
    ContractFactory(title="=HYPERLINK(1)", reference="a\x0bb", value=Money(1200, "EUR"), value_per="year")
    ContractFactory(title="Another kind", kind="nda")
    client.force_login(buyer)
    response = client.get(f"{EXPORT}?as=xlsx&kind=other")
    sheet = load_workbook(io.BytesIO(response.content)).active
    [head, row] = sheet.iter_rows(values_only=True)
    cells = dict(zip(head, row, strict=True))
    assert cells["Title"] == "'=HYPERLINK(1)" and cells["Number on the paper"] == "a b"
    assert (cells["Signed on"].date(), cells["Value"], cells["Currency"]) == (date(2025, 12, 15), 1200, "EUR")


def test_export_says_when_a_workbook_would_be_too_long(client, buyer, monkeypatch):
    monkeypatch.setattr("contracts.web.exports.MOST_IN_A_WORKBOOK", 1)
    ContractFactory.create_batch(2)
    client.force_login(buyer)
    response = client.get(f"{EXPORT}?as=xlsx", follow=True)
    assert "Narrow the list, or take CSV." in text_of(response)
