"""What tests of contracts begin with."""

import pytest
from rest_framework.test import APIClient

from tests.factories import ContractFactory, VendorFactory
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
