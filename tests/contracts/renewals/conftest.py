"""A contract that must be decided on soon, and who does what about it."""

from datetime import date

import pytest
import time_machine

from contracts.renewals.opening import keep_up
from people.models import Membership
from tests.factories import ContractFactory, UserFactory, VendorFactory
from tests.groundwork import groundwork


@pytest.fixture
@groundwork
def hosting(requester, desks):
    """Act by 31 December 2026, decide by 17 December 2026; looked after by procurement."""
    return ContractFactory(
        vendor=VendorFactory(name="Helio"),
        title="Hosting",
        owner=requester,
        desk=desks["procurement"],
        starts_on=date(2026, 4, 1),
        signed_on=date(2026, 3, 1),
        first_term="12m",
        notice="90d",
    )


@pytest.fixture
@groundwork
def chief(desks):
    """Leads procurement alone."""
    person = UserFactory(name="Petra Chief")
    Membership.objects.create(user=person, team=desks["procurement"], is_lead=True)
    return person


@pytest.fixture
def decision(hosting):
    hosting.work_out()
    return keep_up(hosting)


@pytest.fixture
def on(monkeypatch):
    """on(day): it is noon of that day from now on."""
    travellers = []

    def go(day):
        while travellers:
            travellers.pop().stop()
        traveller = time_machine.travel(f"{day} 12:00:00+00:00", tick=False)
        traveller.start()
        travellers.append(traveller)

    yield go
    while travellers:
        travellers.pop().stop()
