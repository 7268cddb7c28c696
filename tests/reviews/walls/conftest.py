import pytest

from reviews.walls import actions as walls
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork


@pytest.fixture
@groundwork
def walled(review, buyer, counsel, lead):
    """The review, which exists for Ben, Clara, Lena and its requester."""
    return walls.wall(review, [buyer, counsel], by=lead)


@pytest.fixture
@groundwork
def other_lead(desks):
    """Leads legal, and is named nowhere."""
    return MembershipFactory(team=desks["legal"], is_lead=True, user=UserFactory(name="Jonas Other")).user


@pytest.fixture
@groundwork
def oda(desks):
    """An account of outside counsel."""
    return UserFactory(name="Oda Outside", email="oda@firm.example", is_outside=True)
