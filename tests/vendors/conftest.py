"""A vendor and its contact."""

import pytest

from tests.factories import VendorContactFactory, VendorFactory
from tests.groundwork import groundwork


@pytest.fixture
@groundwork
def acme(db):
    return VendorFactory(name="Acme")


@pytest.fixture
@groundwork
def contact(acme):
    return VendorContactFactory(vendor=acme, name="Old name")
