"""Who leaves hands on what they see to under contracts."""

from contracts.models import Contract
from people.taking_over import KINDS
from reviews.models import Review
from tests.factories import UserFactory
from tests.reviews.reading import Written


def kind():
    return next(kind for kind in KINDS if kind.key == "obligations")


def test_hand_on_gives_obligations_and_the_sight_of_their_contract_to_the_taker(report, ivo, admin):
    anna = UserFactory(name="Anna Taker")
    written = Written()
    assert kind().count(ivo) == 1
    assert kind().hand_on(ivo, anna, by=admin).moved == 1
    report.refresh_from_db()
    assert report.owner == anna
    assert Contract.objects.visible_to(anna).exists() and not Contract.objects.visible_to(ivo).exists()
    assert "the owner to Anna Taker, before Ivo Owner of “Report of service levels”" in written.events[0][3]


def test_hand_on_to_nobody_says_so_and_leaves_the_owner(report, ivo, admin):
    outcome = kind().hand_on(ivo, None, by=admin)
    assert (outcome.moved, outcome.left) == (0, ("1 obligation: the owner stays.",))


def test_hand_on_names_nothing_that_is_behind_a_wall(report, ivo, admin, review):
    Review.objects.filter(pk=review.pk).update(contract=report.contract, walled_at=review.opened_at)
    outcome = kind().hand_on(ivo, UserFactory(name="Anna Taker"), by=admin)
    assert (outcome.moved, outcome.left, outcome.unnamed) == (0, (), 1)
    assert kind().count(ivo) == 0
