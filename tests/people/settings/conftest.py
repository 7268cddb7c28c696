"""Whoever opens the settings of people."""

import pytest

from tests.factories import UserFactory
from tests.groundwork import groundwork


@pytest.fixture
@groundwork
def second_admin(desks):
    return UserFactory(name="Zoe Second", email="zoe@duet.example", is_admin=True)


@pytest.fixture
def pages(client, admin):
    """A browser in which the admin is signed in."""
    client.force_login(admin)
    return client
