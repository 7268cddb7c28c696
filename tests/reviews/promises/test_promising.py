"""A day is promised from ten similar requests on, once in a round, and stays as it was first said."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from reviews.models import Promise
from reviews.waits import due_days
from tests.factories import VendorFactory
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.promises.finished import finished
from tests.reviews.reading import desk_wait

MONDAY = "2026-11-23 10:00:00+00:00"


@pytest.fixture
def vendor(desks):
    return VendorFactory(name="Octave Payroll")


def submitted(another_review, at):
    at(MONDAY)
    return another_review()


def test_promise_waits_for_ten_similar_requests(another_review, at, requester, vendor):
    at(MONDAY)
    finished(requester, vendor, *[(8, 3, 3)] * 9)
    assert not submitted(another_review, at).promises.exists()

    finished(requester, vendor, (8, 3, 3))
    promise = submitted(another_review, at).promises.get()
    assert (promise.day, promise.similar) == (date(2026, 12, 3), 10)  # eight business days after Monday 23 November


def test_promise_is_never_before_the_day_that_the_desks_have(another_review, at, requester, vendor):
    at(MONDAY)
    finished(requester, vendor, *[(1, 3, 3)] * 10)
    review = submitted(another_review, at)
    assert review.promises.get().day == date(2026, 11, 30)  # five business days are the target of every desk


def test_promise_stays_when_a_day_moves(another_review, at, requester, counsel, vendor, desks):
    at(MONDAY)
    finished(requester, vendor, *[(8, 3, 3)] * 10)
    review = submitted(another_review, at)
    wait = desk_wait(review, desks["legal"])
    due_days.move_due(wait, day=wait.due_at.date() + timedelta(days=9), reason="Octave is closed.", by=counsel)
    assert [promise.day for promise in Promise.objects.all()] == [date(2026, 12, 3)]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_promise SET day = day + 1")
