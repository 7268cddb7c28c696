"""Filled databases for tests: built once on the server at hand, by the first process that asks for one."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from bench.fill.database import template
from bench.fill.sizes import SIZES
from bench.kept import connected_to
from tests.groundwork import MONDAY, ground


@pytest.fixture
def other_databases(django_db_setup, django_db_blocker):
    """For tests that leave the test database: no transaction is open there, and queries are allowed."""
    with django_db_blocker.unblock():
        ground.clear()
        yield


@pytest.fixture
def filled(other_databases):
    """A function whose block reads a filled database of the size that it is given; what is written there is undone."""

    @contextmanager
    def reading(name):
        migrated = connection.settings_dict["TEST"]["TEMPLATE"]
        database = template(SIZES[name], moment=MONDAY, begin_with=migrated)
        with connected_to(database), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return reading


@pytest.fixture
def filled_10k(filled):
    with filled("10k"):
        yield


@pytest.fixture
def empty(other_databases):
    """A function whose block has an empty, migrated database of its own."""
    name = f"{connection.settings_dict['NAME']}_empty"
    made_from = connection.settings_dict["TEST"]["TEMPLATE"]

    @contextmanager
    def database():
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{made_from}"')
        with connected_to(name):
            yield
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    return database
