"""Amendments that change the value: the new total or the change, asked back, rebuilt from the amendments."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from djmoney.money import Money

from contracts import tasks
from contracts.actions import contracts
from contracts.actions.contracts import ValueChange
from contracts.models import Contract
from tests.factories import ContractFactory
from tests.groundwork import groundwork
from tests.reviews.pages import text_of
from tests.reviews.reading import Written, refused

DAY = date(2026, 11, 20)


@pytest.fixture
@groundwork
def licences(requester):
    return ContractFactory(title="Licences", owner=requester, value=Money(10_000, "EUR"), value_per="year")


def amend(contract, amount, *, by, is_total=False, **more):
    change = ValueChange(Decimal(amount), is_total=is_total)
    facts = {"signed_on": DAY, "changes": {}, **more}
    return contracts.amend(contract, value_change=change, **facts, by=by)


def value_of(contract):
    return str(Contract.objects.get(pk=contract.pk).value.amount)


def test_amend_by_the_new_total_and_by_the_change_come_to_the_same(licences, buyer):
    other = ContractFactory(value=Money(10_000, "EUR"))
    by_total = amend(licences, "12000", is_total=True, by=buyer)
    by_change = amend(other, "2000", by=buyer)
    assert (by_total.value_change, by_change.value_change) == (2000, 2000)
    assert value_of(licences) == value_of(other) == "12000.00"
    assert by_total.words == "Amendment: value 2,000 more"


def test_amend_that_doubles_or_halves_the_value_asks_again(licences, buyer):
    question = "Was the new total meant, or the change? Say that it is so."
    with refused(f"From EUR 10,000 by 12,000 more to EUR 22,000. {question}"):
        amend(licences, "12000", by=buyer)
    with refused(f"From EUR 10,000 by 5,000 less to EUR 5,000. {question}"):
        amend(licences, "-5000", by=buyer)
    assert value_of(licences) == "10000.00" and not licences.events.exists()
    amend(licences, "12000", value_is_meant=True, by=buyer)
    assert value_of(licences) == "22000.00"


def test_amend_refuses_what_is_no_change_or_no_value(licences, buyer):
    with refused("The value would stay as it is."):
        amend(licences, "10000", is_total=True, by=buyer)
    with refused("The value would be less than nothing."):
        amend(licences, "-10001", value_is_meant=True, by=buyer)
    with refused("No value is on record that could change. Correct the record first."):
        amend(ContractFactory(), "5", by=buyer)


def test_value_is_rebuilt_from_the_amendments_and_counts_from_their_day(licences, buyer):
    amend(licences, "1000", by=buyer)
    written = Written()
    later = amend(licences, "15000", is_total=True, effective_on=date(2027, 1, 1), by=buyer)
    assert later.value_change == 4000
    assert "(the value from EUR 11,000 to EUR 15,000)" in written.events[0][3]
    assert value_of(licences) == "11000.00"
    with time_machine.travel("2027-01-01 12:00:00+00:00", tick=False):
        tasks.work_out_dates()
        tasks.work_out_dates()
        assert value_of(licences) == "15000.00"
        contract = Contract.objects.get(pk=licences.pk)
        assert (contract.signed_value, contract.value_on(date(2026, 12, 31))) == (10_000, 11_000)


def test_correct_moves_what_was_signed_and_keeps_the_amendments(licences, buyer):
    amend(licences, "1000", by=buyer)
    contracts.correct(licences, {"value": Money(11_500, "EUR")}, why="10,500 was signed.", by=buyer)
    contract = Contract.objects.get(pk=licences.pk)
    assert (contract.signed_value, contract.value.amount) == (10_500, 11_500)
    contract.work_out()
    assert contract.value.amount == 11_500
    with refused("Amendments change its value in EUR: it stays an amount in that currency."):
        contracts.correct(licences, {"value": Money(11_500, "USD")}, why="Dollars.", by=buyer)


def test_form_asks_which_and_shows_old_change_and_new(client, licences, buyer):
    client.force_login(buyer)
    address = reverse("contracts:contract_amend", args=[licences.pk])
    assert "On record today: EUR 10,000 a year." in text_of(client.get(address))
    form = {"signed_on": DAY, "value_is": "", "amount": "12000"}
    assert "Say whether this is the new total or the change." in text_of(client.post(address, form))
    response = client.post(address, form | {"value_is": "total"})
    assert response.status_code == 422
    assert "From EUR 10,000 by 2,000 more to EUR 12,000. Tick this if it is so." in text_of(response)
    client.post(address, form | {"value_is": "total", "value_is_meant": "on"})
    words = text_of(client.get(licences.get_absolute_url()))
    assert value_of(licences) == "12000.00"
    assert "EUR 10,000 a year, as signed" in words and "EUR 12,000 a year, 2,000 more" in words


def test_program_is_asked_back_about_a_doubled_value(api, licences, buyer):
    address = f"/api/contracts/{licences.pk}/amend/"
    sent = {"signed_on": DAY.isoformat(), "value_is": "change", "amount": "20000"}
    response = api(buyer).post(address, sent, format="json")
    assert response.status_code == 409 and "Was the new total meant" in response.json()["refused"][0]
    assert api(buyer).post(address, sent | {"value_is_meant": True}, format="json").status_code == 200
    assert value_of(licences) == "30000.00"
    assert api(buyer).post(address, sent | {"amount": "500"}, format="json").status_code == 200
