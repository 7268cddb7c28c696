"""What tests of contracts begin with."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from contracts.actions import obligations
from tests.factories import ContractFactory, UserFactory, VendorFactory
from tests.groundwork import groundwork, harmless


@pytest.fixture
@groundwork
def phones(requester):
    """A contract of the requester that renews by itself."""
    return ContractFactory(vendor=VendorFactory(name="Octave"), title="Phones", owner=requester)


@pytest.fixture
@harmless
def api():
    """api(user): a client of the API, signed in as the user."""

    def client_of(user):
        client = APIClient()
        client.force_login(user)
        return client

    return client_of


# --- what is owed ----------------------------------------------------------------------------------------


@pytest.fixture
@groundwork
def ivo(desks):
    """Works here, and sits on no desk."""
    return UserFactory(name="Ivo Owner")


@pytest.fixture
@groundwork
def report(phones, ivo, buyer):
    """The vendor owes a report every month, first on Monday 7 December 2026: in fourteen days."""
    return obligations.add_obligation(
        phones,
        title="Report of service levels",
        party="theirs",
        owner=ivo,
        first_due_on=date(2026, 12, 7),
        rhythm="monthly",
        by=buyer,
    )


@pytest.fixture
def due(report):
    """Its first date."""
    return report.dates.get()
