"""What similar requests took: counted by hand, of the same kind, at the same cost however many there are."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from people.models import WorkingCalendar
from reviews.models import Review
from reviews.promises.similar import LOOKED_AT, past_of, similar_to
from tests.reviews.promises.finished import finished


@pytest.fixture
def calendar(desks):
    return WorkingCalendar.objects.order_by("pk").first()


def moment(day):
    return datetime(2026, 11, day, 10, tzinfo=UTC)


def test_similar_counts_each_part_of_the_way_in_business_days(review, requester, calendar):
    finished(requester, review.vendor, *[(read, 5, 2) for read in range(1, 11)])

    similar = similar_to(review, calendar)

    assert (round(similar.until_read.middle, 2), round(similar.until_read.nine_in_ten, 2)) == (5.5, 9)
    assert (round(similar.until_answered.middle, 2), round(similar.until_signed.middle, 2)) == (5, 2)
    assert (round(similar.altogether.nine_in_ten, 2), similar.altogether.number) == (16, 10)  # 9 + 5 + 2


def test_similar_says_nothing_of_nine_requests(review, requester, calendar):
    finished(requester, review.vendor, *[(3, 3, 3)] * 9)
    similar = similar_to(review, calendar)
    assert (similar.number, similar.until_read, similar.altogether) == (9, None, None)


def test_similar_leaves_out_other_kinds_and_what_is_behind_a_wall(review, requester, calendar):
    finished(requester, review.vendor, *[(3, 3, 3)] * 10, kind="nda")
    finished(requester, review.vendor, *[(3, 3, 3)] * 10, walled=True)
    assert similar_to(review, calendar).number == 0


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        # a heads-up was not asked for yet
        ([("heads_up", 1), ("triage", 4), ("in_review", 4), ("negotiation", 10), ("final_approval", 20)], (4, 10, 20)),
        # what the vendor changed and the desks read again belongs to the time with the vendor
        (
            [("in_review", 2), ("negotiation", 6), ("in_review", 9), ("negotiation", 11), ("final_approval", 15)],
            (2, 6, 15),
        ),
        # nobody had to ask the vendor
        ([("in_review", 2), ("aligned", 5), ("final_approval", 6), ("signature", 7)], (2, 6, 6)),
        # approved twice: the first time counts
        ([("in_review", 2), ("final_approval", 6), ("signature", 7), ("final_approval", 9)], (2, 6, 6)),
    ],
)
def test_past_is_read_from_the_stays_in_stages(visits, expected):
    past = past_of(moment(1), moment(27), [{"stage": stage, "at": moment(day)} for stage, day in visits])
    assert (past.asked_at.day, past.read_at.day, past.answered_at.day, past.signed_at.day) == (*expected, 27)


def test_similar_looks_at_the_newest_alone_through_its_index(review, requester, calendar, django_assert_num_queries):
    finished(requester, review.vendor, *[(3, 3, 3)] * (LOOKED_AT + 10))
    with django_assert_num_queries(1):
        assert similar_to(review, calendar).number == LOOKED_AT

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        rows = Review.objects.not_walled().filter(kind="software", stage="active").order_by("-closed_at")[:LOOKED_AT]
        assert "review_signed_of_kind" in rows.explain()
