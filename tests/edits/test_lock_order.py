"""Forms that save lock in the order in which actions do; else two who save at once would wait for each other."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Absence, User
from reviews.models import Review, SavedView
from tests.edits import EDITS
from tests.edits.test_stale import opened

__all__ = ["opened"]

REVIEW, PERSON = Review._meta.db_table, User._meta.db_table
FIRST = {
    model._meta.db_table: REVIEW
    for model in apps.get_app_config("reviews").get_models()
    if hasattr(model, "READ_WITH") and model is not Review
} | {model._meta.db_table: PERSON for model in (Absence, SavedView)}
"""{a table: that whose row is locked before one of its own}."""


def locks_of(queries):
    """The tables of which a row was locked, in that order."""
    locked = (re.search(r'FROM "(\w+)".* FOR (?:NO KEY )?UPDATE', query["sql"], re.DOTALL) for query in queries)
    return [match[1] for match in locked if match]


@pytest.mark.parametrize("name", EDITS)
def test_form_locks_what_stands_above_its_row_first(opened, name):
    page = opened(name)
    with CaptureQueriesContext(connection) as queries:
        assert page.save(page.edit.first).status_code == 302
    tables = locks_of(queries)
    assert tables
    for place, table in enumerate(tables):
        assert FIRST.get(table, table) in tables[: place + 1], f"{table} was locked before {FIRST[table]}: {tables}"
