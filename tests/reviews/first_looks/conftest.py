import pytest
from djmoney.money import Money

from intake import actions as intake_actions
from reviews.models import Purpose
from tests.groundwork import groundwork
from tests.reviews.few_terms import software

__all__ = ["software"]


@pytest.fixture
@groundwork
def noted(software, requester, buyer, counsel, lead):
    """The draft behind a heads-up, with the first looks of procurement and legal open."""
    return intake_actions.give_heads_up(
        software,
        title="Survey tool",
        vendor_name="Quill",
        reason="We may want to ask our customers.",
        value=Money(30000, "EUR"),
        by=requester,
    )


@pytest.fixture
def look_of(noted, desks):
    """look_of(slug): the open first look of a desk."""
    return lambda slug: noted.review.waits.open().get(purpose=Purpose.FIRST_LOOK, desk=desks[slug])
