"""`locked`, with which every action on a review begins, and `locked_row` for rows of no review."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.functional import SimpleLazyObject

from common.locks import GONE, locked_row
from reviews.models import Term
from reviews.spine.stage import locked
from tests.reviews.reading import desk_wait, refused, term

LOCKABLE = [model for model in apps.get_app_config("reviews").get_models() if hasattr(model, "READ_WITH")]


def test_locked_locks_the_review_before_its_row_and_reads_both_again(review, desks):
    wait = desk_wait(review, desks["legal"])
    type(wait).objects.filter(pk=wait.pk).update(needed="Something else by now.")

    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        transaction.atomic(),
    ):
        fresh = locked(wait)
        assert (fresh.needed, fresh.desk, fresh.review) == ("Something else by now.", desks["legal"], review)
        assert fresh.review.requester.name

    locks = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert [sql.rpartition("FOR UPDATE OF ")[2] for sql in locks] == ['"reviews_review"', '"reviews_wait"']
    assert all('SELECT "people_' not in query["sql"] for query in queries)  # what is named was read with the rows


def test_locked_refuses_a_row_that_was_removed_meanwhile(review):
    price = term(review, "price")
    Term.objects.filter(pk=price.pk).delete()

    with refused(GONE):
        locked(price)
    with refused("Another sentence."):
        locked(price, gone="Another sentence.")


@pytest.mark.django_db
@pytest.mark.parametrize("model", LOCKABLE)
def test_lockable_rows_name_what_is_read_with_them_and_can_take_their_review(model):
    with refused(GONE):
        locked_row(model(pk=0), *model.READ_WITH)
    assert model.__name__ == "Review" or hasattr(model.review, "__set__")


def test_locked_row_takes_the_person_of_a_request(buyer):
    with transaction.atomic():
        assert locked_row(SimpleLazyObject(lambda: buyer), no_key=True) == buyer
