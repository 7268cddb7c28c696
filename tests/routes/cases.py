"""The world in which every address is tried: one review, and somebody of each role. Loaded by tests/conftest.py."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from reading.proven import Tally
from reviews.walls import actions as walls
from tests.factories import UserFactory
from tests.groundwork import MONDAY, groundwork, harmless


@dataclass(frozen=True)
class Case:
    """What a row of a table can build on."""

    review: object
    review_at: object
    people: dict
    today: object


@pytest.fixture
@groundwork
def auditor(desks):
    """Reads what was decided, and changes nothing."""
    return UserFactory(name="Anna Auditor", email="auditor@duet.example", is_auditor=True)


@pytest.fixture
@groundwork
def operator(desks):
    return UserFactory(name="Otto Operator", email="operator@duet.example", is_superuser=True, is_staff=True)


@pytest.fixture
@groundwork
def outside(review, counsel):
    """Outside counsel, named on the review for a month."""
    person = UserFactory(name="Oda Outside", email="oda@firm.example", is_outside=True)
    walls.name_outside_counsel(review, person, until=MONDAY.date() + timedelta(days=30), by=counsel)
    return person


@pytest.fixture
@harmless
def case(
    review,
    review_at,
    requester,
    stranger,
    buyer,
    counsel,
    lead,
    finance_lead,
    specialists,
    auditor,
    outside,
    admin,
    operator,
    monkeypatch,
    today,
):
    monkeypatch.setattr("reading.proven.tallies", lambda: {"payment_days": Tally(80, 80)})  # nothing is proven yet
    people = {
        "requester": requester,
        "stranger": stranger,
        "buyer": buyer,
        "counsel": counsel,
        "lead": lead,
        "part": specialists["privacy"],
        "apart": finance_lead,
        "auditor": auditor,
        "outside": outside,
        "admin": admin,
        "operator": operator,
    }
    return Case(review=review, review_at=review_at, people=people, today=today)
