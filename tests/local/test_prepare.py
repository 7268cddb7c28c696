"""`make run` on a database that an earlier Duet left behind."""

import pytest
from django.db import connection

from local.prepare import OLD_HOUSE, is_of_another_house, prepare
from local.say import CannotGoOn

pytestmark = pytest.mark.django_db


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_database_of_this_code_is_taken_as_it_is():
    assert not is_of_another_house()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0007_absences', now())",
        "ALTER TABLE notices_notice RENAME TO people_notice",
        "ALTER TABLE reviews_wait RENAME COLUMN needed TO wanted",
    ],
)
def test_database_of_the_old_house_is_refused_in_a_sentence_and_not_touched(statement, monkeypatch):
    execute(statement)
    touched = []
    monkeypatch.setattr("local.prepare.call_command", lambda name, *rest, **options: touched.append(name))
    with pytest.raises(CannotGoOn, match="make demo-reset") as refusal:
        prepare()
    assert (str(refusal.value), touched) == (OLD_HOUSE, ["check"])


def test_database_with_migrations_still_to_come_is_not_of_another_house():
    execute("DELETE FROM django_migrations WHERE app = 'intake'")
    execute("DROP TABLE intake_intakerequest_documents, intake_question CASCADE")
    assert not is_of_another_house()
