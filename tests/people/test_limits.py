"""How often somebody may try: some at once, and then one every so often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from people.limits import Limit
from people.models import Allowance
from people.tasks import sweep_sign_in

LIMIT = Limit("tries", 3, timedelta(minutes=10))


@pytest.mark.django_db
def test_use_allows_some_at_once_and_then_says_how_long_to_wait():
    assert [LIMIT.use("someone") for _ in range(3)] == [None] * 3
    assert timedelta(minutes=9) < LIMIT.use("someone") <= timedelta(minutes=10)


@pytest.mark.django_db
def test_use_allows_one_more_each_time_and_all_after_a_pause():
    with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
        [LIMIT.use("someone") for _ in range(9)]  # what is refused does not count
        clock.shift(timedelta(minutes=10))
        assert [bool(LIMIT.use("someone")) for _ in range(2)] == [False, True]
        clock.shift(timedelta(minutes=31))
        assert [bool(LIMIT.use("someone")) for _ in range(4)] == [False, False, False, True]


@pytest.mark.django_db
def test_use_counts_each_subject_and_each_limit_apart():
    [LIMIT.use("someone") for _ in range(3)]
    assert LIMIT.use("somebody else") is None
    assert Limit("other tries", 3, timedelta(minutes=10)).use("someone") is None


@pytest.mark.django_db
def test_give_back_takes_a_try_off():
    for _ in range(20):
        assert LIMIT.use("someone") is None
        LIMIT.give_back("someone")


@pytest.mark.django_db
def test_use_is_one_statement_and_keeps_no_address(django_assert_num_queries):
    with django_assert_num_queries(1):
        LIMIT.use("counsel@duet.example")
    assert "counsel" not in Allowance.objects.get().key


@pytest.mark.django_db
def test_sweep_removes_what_says_nothing_any_more_twice_over():
    with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
        LIMIT.use("early")
        clock.shift(timedelta(minutes=11))
        LIMIT.use("late")
        sweep_sign_in()
        sweep_sign_in()
    assert Allowance.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_use_counts_every_try_of_many_at_once():
    def attempt(_):
        try:
            return LIMIT.use("someone")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(attempt, range(24)))
    assert answers.count(None) == 3
