"""Where the tests of several pages begin: a side of a review, a term of it."""

import pytest

from reviews.models import Purpose
from reviews.waits import claims
from tests.groundwork import groundwork
from tests.reviews.reading import desk_wait


@pytest.fixture
@groundwork
def procurement_side(review, desks):
    """Procurement's wait on the review."""
    return review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desks["procurement"])


@pytest.fixture
@groundwork
def term(review, desks):
    """A term that procurement alone decides."""
    return review.terms.filter(desk=desks["procurement"], second_desk=None).first()


@pytest.fixture
def shared_term(review, desks):
    """A term that procurement and legal decide together."""
    return review.terms.get(term_type__slug="service-credits")


@pytest.fixture
@groundwork
def legal_side(review, desks, counsel):
    """The legal desk's side, taken by counsel."""
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)
