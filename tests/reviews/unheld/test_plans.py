"""What nobody could do is found by indexes however many waits are open: the plan of the real query."""

import pytest
from django.db import connection

from people.models import Membership
from reviews.acting.presence import Staff
from reviews.models import Wait
from reviews.unheld.finding import candidates_among, held_by_nobody
from tests.groundwork import groundwork
from tests.reviews.reading import desk_wait

ROWS = 20_000

APART = {
    "purpose": "CASE n % 3 WHEN 0 THEN 'desk_question' WHEN 1 THEN 'joint_position' ELSE 'signature' END",
    "apart": "ARRAY[1000000 + n % 500, 2000000 + n]",
}


@pytest.fixture
@groundwork
def filled(review, buyer, counsel, lead, finance_lead, specialists, desks):
    """Many further open waits of privacy and security, each kept apart from whoever asked for it."""
    Membership.objects.filter(user__in=specialists.values()).update(is_lead=True)
    with connection.cursor() as cursor:
        _copy(cursor, "reviews_review", review.pk)
        newest = f"(SELECT max(id) FROM reviews_review) - {ROWS} + n"
        for desk in ("privacy", "security"):
            _copy(cursor, "reviews_wait", desk_wait(review, desks[desk]).pk, **APART, review_id=newest)
        cursor.execute("SELECT gin_clean_pending_list('wait_apart')")
        cursor.execute("ANALYZE reviews_wait, reviews_review, reviews_responsibility, people_user")
    return review


def _copy(cursor, table, pk, **changed):
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'", [table]
    )
    names = [name for (name,) in cursor.fetchall() if name != "id"]
    values = ", ".join(changed.get(name, f'row."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} row, generate_series(1, {ROWS}) n"
        f" WHERE row.id = {int(pk)}"
    )


def test_candidates_are_found_by_indexes(filled, desks):
    plan = candidates_among(Staff()).explain()
    assert "wait_apart" in plan
    assert "Seq Scan on reviews_wait" not in plan, plan


def test_list_finds_the_one_that_nobody_could_do_among_many(filled, desks, specialists):
    """Privacy's only member is kept apart from one of twenty thousand."""
    wait = Wait.objects.filter(desk=desks["privacy"], purpose="desk_question").first()
    Wait.objects.filter(pk=wait.pk).update(apart=[specialists["privacy"].pk])
    type(wait.review).objects.filter(pk=wait.review_id).update(requester=specialists["privacy"])
    assert [row.wait for row in held_by_nobody(limit=9) if row.wait.purpose == "desk_question"] == [wait]
