"""Where the tests of settings pages begin: an admin is signed in."""

import pytest

from tests.groundwork import harmless


@pytest.fixture
@harmless
def as_admin(client, admin, defaults):
    client.force_login(admin)
    return client
