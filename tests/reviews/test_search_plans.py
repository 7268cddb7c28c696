"""Searching stays quick when there are many rows: the plans of the real queries, on tables filled for the purpose."""

import pytest
from django.db import connection
from django.utils import timezone

from common.paging import first_of
from reviews.models import Review, Wait
from reviews.web.cards.desks import waits_of
from reviews.web.forms.filters import narrow, reviews_about, waits_about
from tests.groundwork import groundwork

ROWS = 20_000
TRIGRAMS = ["review_title_contains", "vendor_name_contains", "wait_needed_contains"]


@pytest.fixture
@groundwork
def filled(review):
    """The tables with many further rows, all of them copies of the one review and its waits."""
    with connection.cursor() as cursor:
        _copy(cursor, "vendors_vendor", review.vendor_id, name="'Vendor ' || md5(n::text)")
        vendor = f"(SELECT max(id) FROM vendors_vendor) - {ROWS} + n"
        _copy(cursor, "reviews_review", review.pk, vendor_id=vendor, title="'Tool ' || md5((n + 7)::text)")
        wait = review.waits.filter(desk__slug="procurement").get()
        newest = f"(SELECT max(id) FROM reviews_review) - {ROWS} + n"
        _copy(cursor, "reviews_wait", wait.pk, review_id=newest, needed="'Do ' || md5((n + 9)::text)")
        for index in TRIGRAMS:  # what autovacuum would do in a while
            cursor.execute("SELECT gin_clean_pending_list(%s)", [index])
        cursor.execute("ANALYZE vendors_vendor, reviews_review, reviews_wait")
    return review


def _copy(cursor, table, pk, **changed):
    """`ROWS` copies of a row, each with an id of its own and the changed columns (SQL over the number n)."""
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


def plan(queryset):
    return queryset.explain()


def in_any(parts):
    return {row for part in parts for row in part}


def test_search_for_a_rare_word_reads_the_trigram_indexes(filled, buyer):
    parts = reviews_about(Review.objects.visible_to(buyer), "zz9qx")
    found = plan(Review.objects.filter(pk__in=first_of(parts, ["-pk"], 31)))
    assert "review_title_contains" in found and "vendor_name_contains" in found
    assert "Seq Scan" not in found


def test_search_in_the_queue_reads_the_trigram_indexes(filled, buyer):
    parts = narrow(Wait.objects.queue_parts(buyer), {"q": "zz9qx"}, buyer)
    found = plan(Wait.objects.filter(pk__in=first_of(parts, ["due_at", "pk"], 31)))
    assert "review_title_contains" in found and "vendor_name_contains" in found
    assert "wait_needed_contains" in found


def test_search_finds_what_stands_in_the_title_the_vendor_or_the_task(filled, buyer):
    everything = Review.objects.visible_to(buyer)
    assert in_any(reviews_about(everything, "survey TOOL")) == {filled}
    assert in_any(reviews_about(everything.filter(title="Survey tool"), "quill")) == {filled}
    assert in_any(reviews_about(everything, filled.reference.lower())) == {filled}
    waits = Wait.objects.for_queue(buyer)
    assert {wait.review for wait in in_any(waits_about(waits, "survey tool"))} == {filled}
    task = filled.waits.get(desk__slug="procurement", needed__startswith="Decide").needed
    assert {wait.needed for wait in in_any(waits_about(waits, task.upper()))} == {task}


def test_load_of_a_desk_is_counted_from_its_index_alone(review, lead, desks):
    with connection.cursor() as cursor:
        for other in ("seqscan", "bitmapscan"):  # a test has too few rows for an index to be worth it
            cursor.execute(f"SET LOCAL enable_{other} = off")
    found = plan(waits_of(desks["procurement"], lead).load_by_person(timezone.now()))
    assert "Index Only Scan using wait_load_of_desk" in found


def test_queue_is_found_by_desk_and_by_person(filled, counsel):
    """One condition with an OR would read every open wait: those of procurement too, which are not for counsel.
    Nothing is sorted but the pages of the parts, when they are put together."""
    parts = Wait.objects.queue_parts(counsel)
    found = plan(Wait.objects.filter(pk__in=first_of(parts, ["due_at", "pk"], 31)))
    assert "wait_queue_of_desk" in found and "wait_queue_of_person" in found
    assert "Seq Scan" not in found


def test_queue_parts_have_no_wait_in_common(filled, lead, buyer):
    for person in (lead, buyer):
        pks = [pk for part in Wait.objects.queue_parts(person) for pk in part.values_list("pk", flat=True)]
        assert len(pks) == len(set(pks)) == Wait.objects.for_queue(person).count() > ROWS
