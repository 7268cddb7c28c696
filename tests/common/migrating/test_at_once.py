"""Operations of a migration that are done as one."""

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter

from common.migrating.at_once import AtOnce

KEY = ("id", models.BigAutoField(primary_key=True))
CUP = CreateModel("Cup", [KEY, ("saucer", models.ForeignKey("common.Saucer", models.CASCADE))])
SAUCER = CreateModel("Saucer", [KEY, ("best_cup", models.ForeignKey("common.Cup", models.SET_NULL, null=True))])


@pytest.fixture
def states():
    """(before, after) two models that point to each other."""
    before = ProjectState()
    after = before.clone()
    AtOnce([CUP, SAUCER]).state_forwards("common", after)
    return before, after


def tables():
    return {"common_cup", "common_saucer"} & set(connection.introspection.table_names())


@pytest.mark.django_db
def test_at_once_creates_models_that_point_to_each_other_and_takes_them_away(states):
    before, after = states
    operation = AtOnce([CUP, SAUCER])
    with connection.schema_editor() as editor:
        operation.database_forwards("common", editor, before, after)
    assert tables() == {"common_cup", "common_saucer"}
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, "common_cup")
    assert any(constraint["foreign_key"] == ("common_saucer", "id") for constraint in constraints.values())

    with connection.schema_editor() as editor:
        operation.database_backwards("common", editor, after, before)
    assert tables() == set()


def test_at_once_leaves_the_state_that_its_operations_leave(states):
    _, after = states
    one_by_one = ProjectState()
    for operation in (CUP, SAUCER):
        operation.state_forwards("common", one_by_one)
    assert after == one_by_one


def test_at_once_is_written_with_its_operations():
    text, imports = OperationWriter(AtOnce([CUP])).serialize()
    assert "import common.migrating.at_once" in imports
    assert "name='Cup'" in text and text.strip().startswith("common.migrating.at_once.AtOnce(")
