"""The same step for many waits at once."""

import pytest

from reviews.models import Purpose, Wait
from reviews.waits import bulk, claims
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, refused


@pytest.fixture
@groundwork
def waits(review, another_review, desks):
    """The procurement desk's side of three reviews, unclaimed."""
    another_review("Second tool")
    another_review("Third tool")
    return list(Wait.objects.open().filter(purpose=Purpose.DESK_REVIEW, desk=desks["procurement"]).with_names())


@pytest.fixture
def second_buyer(desks):
    user = UserFactory(name="Bea Buyer", email="bea@duet.example")
    MembershipFactory(team=desks["procurement"], user=user)
    return user


def came_of(attempts):
    return [attempt.refusal for attempt in attempts]


def holders(waits):
    return list(Wait.objects.filter(pk__in=[wait.pk for wait in waits]).order_by("pk").values_list("person__name"))


def test_claim_many_takes_what_is_free_and_says_who_was_first(waits, buyer, lead):
    claims.claim(waits[1], by=lead)

    attempts = bulk.claim_many(waits, by=buyer)

    assert came_of(attempts) == ["", "Lena Lead took this first.", ""]
    assert holders(waits) == [("Ben Buyer",), ("Lena Lead",), ("Ben Buyer",)]


def test_claim_many_refuses_those_who_may_not(waits, counsel, requester):
    assert came_of(bulk.claim_many(waits, by=counsel)) == ["Only members of Procurement can take this."] * 3
    own = "This is your own request: somebody else must look at it."
    assert came_of(bulk.claim_many(waits, by=requester)) == [own] * 3
    assert holders(waits) == [(None,)] * 3


def test_release_many_tells_each_former_holder_once(waits, buyer, second_buyer, lead):
    bulk.claim_many(waits[:2], by=buyer)
    claims.claim(waits[2], by=second_buyer)
    written = Written()

    assert came_of(bulk.release_many(waits, by=lead)) == ["", "", ""]

    assert holders(waits) == [(None,)] * 3
    assert [name for name, _, _ in written.notices] == ["Bea Buyer", "Ben Buyer"]
    assert buyer.notices.first().title == "Lena Lead gave back to the desk: 2 items"


def test_hand_over_many_tells_the_new_and_each_former_holder_once(waits, buyer, second_buyer, lead):
    bulk.claim_many(waits[:2], by=buyer)
    written = Written()

    attempts = bulk.hand_over_many(waits, to=second_buyer, reason="Ben is on leave.", by=lead)

    assert came_of(attempts) == ["", "", ""]
    assert holders(waits) == [("Bea Buyer",)] * 3
    lines = [f"{wait.review}: {wait.needed}" for wait in waits]
    assert written.notices == [
        ("Bea Buyer", "assignment", "\n".join(lines)),
        ("Ben Buyer", "assignment", "\n".join(lines[:2])),
    ]
    assert second_buyer.notices.first().title == "Lena Lead handed to Bea Buyer (Ben is on leave.): 3 items"
    assert written.verbs == ["wait.handed_over"] * 3


def test_hand_over_many_says_for_each_why_not(waits, buyer, second_buyer):
    claims.claim(waits[0], by=buyer)
    assert came_of(bulk.hand_over_many(waits, to=second_buyer, reason="Busy.", by=buyer)) == [
        "",
        "Only Procurement or a lead of the desk can hand this over.",
        "Only Procurement or a lead of the desk can hand this over.",
    ]
    assert holders(waits) == [("Bea Buyer",), (None,), (None,)]


def test_hand_over_many_that_is_refused_altogether_tells_nobody(waits, lead, counsel):
    written = Written()
    assert all(came_of(bulk.hand_over_many(waits, to=counsel, reason="Busy.", by=lead)))
    assert (written.notices, written.events) == ([], [])


def test_too_many_at_once_are_refused(waits, buyer, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    with refused("Please choose at most 2 at once."):
        bulk.claim_many(waits, by=buyer)
