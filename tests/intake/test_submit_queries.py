"""What handing a request in costs the database: as much for many desks and terms as for few."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from intake import actions
from notices.models import Notice
from people.models import Membership, User
from reviews.models import Review, TermType
from vendors.models import Vendor


@pytest.fixture
def staff(desks):
    """Four people on each desk, so that everybody is told."""
    for desk in desks.values():
        for number in range(4):
            person = User.objects.create(email=f"{desk.slug}-{number}@example.org", name=f"{desk} {number}")
            Membership.objects.create(user=person, team=desk)


@pytest.mark.parametrize("number", [8, 23, 50])
def test_submit_asks_the_database_as_often_for_few_terms_as_for_many(draft, requester, staff, number):
    ContentType.objects.get_for_models(Review, Vendor)  # which every process asks for once
    draft.request_type.term_types.set(TermType.objects.filter(is_active=True).order_by("number")[:number])

    with CaptureQueriesContext(connection) as queries, TestCase.captureOnCommitCallbacks(execute=True):
        review = actions.submit(draft, by=requester)

    own = 2  # the transaction of the test makes a savepoint of what is BEGIN and COMMIT otherwise
    assert (review.terms.count(), len(queries) - own) == (number, 51)
    assert review.waits.count() >= 2
    assert Notice.objects.count() >= 4 * review.waits.count()
