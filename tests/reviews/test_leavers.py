"""A leaver who held everything: what moves, by which rules, and what nobody may take."""

from datetime import date

import pytest
from django.utils import timezone

from contracts.models import Contract
from people.actions import leaving
from people.models import Absence, Membership, User
from people.taking_over import KINDS, held_by
from reviews.findings import issues
from reviews.models import Holder, Purpose, Responsibility, Review, Slot, Wait
from reviews.rounds.alignment import finish_side
from reviews.rounds.rerouting import name_somebody
from reviews.unheld.finding import held_by_nobody
from reviews.waits import claims, questions
from tests.factories import MembershipFactory, UserFactory, VendorFactory
from tests.review_fixtures import decide_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def ivo(desks):
    """Another buyer, who takes over."""
    person = UserFactory(name="Ivo Second", email="ivo@duet.example")
    MembershipFactory(team=desks["procurement"], user=person)
    return person


def kinds_of(person):
    return {line.kind.key: line.number for line in held_by(person)}


def side_of(review, desk):
    return review.waits.open().get(purpose=Purpose.DESK_REVIEW, desk=desk)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_work_in_their_hands_goes_to_whoever_takes_over(review, admin, buyer, ivo, desks):
    wait = claims.claim(side_of(review, desks["procurement"]), by=buyer)
    assert kinds_of(buyer) == {"waits": 1}
    report = leaving.deactivate(buyer, taker=ivo, by=admin)
    assert (report.moved, report.left) == (1, [])
    assert (fresh(wait).holder, fresh(wait).person) == (Holder.PERSON, ivo)


def test_without_a_taker_work_goes_back_to_the_desk_and_is_named(review, admin, buyer, ivo, desks):
    wait = claims.claim(side_of(review, desks["procurement"]), by=buyer)
    report = leaving.deactivate(buyer, by=admin)
    assert report.left == [f"{review.reference}: goes back into the queue of Procurement."]
    assert (fresh(wait).holder, fresh(wait).person) == (Holder.DESK, None)


def test_taker_of_another_desk_takes_no_work(review, admin, buyer, counsel, desks):
    wait = claims.claim(side_of(review, desks["procurement"]), by=buyer)
    report = leaving.deactivate(buyer, taker=counsel, by=admin)
    assert report.moved == 0
    assert "for members of Procurement" in report.left[0]
    assert fresh(wait).holder == Holder.DESK


def test_nobody_takes_over_work_on_their_own_request(review, admin, buyer, requester, desks):
    MembershipFactory(team=desks["procurement"], user=requester)
    claims.claim(side_of(review, desks["procurement"]), by=buyer)
    report = leaving.deactivate(buyer, taker=fresh(requester), by=admin)
    assert report.moved == 0
    assert "asked for this and does not work on it" in report.left[0]


def test_nobody_takes_over_the_second_side_after_closing_the_first(review, admin, counsel, lead, desks):
    decide_all(review, desks["procurement"], by=lead)
    finish_side(side_of(review, desks["procurement"]), by=lead)
    wait = claims.claim(side_of(review, desks["legal"]), by=counsel)
    report = leaving.deactivate(counsel, taker=lead, by=admin)
    assert report.moved == 0
    assert "a second person must look at" in report.left[0]
    assert fresh(wait).holder == Holder.DESK


def test_what_nobody_can_do_any_more_stands_on_the_list_of_nobody(review, admin, buyer, lead, ivo, desks):
    Membership.objects.filter(team=desks["procurement"]).exclude(user=buyer).delete()
    wait = claims.claim(side_of(review, desks["procurement"]), by=buyer)
    leaving.deactivate(buyer, by=admin)
    assert wait.pk in {unheld.wait.pk for unheld in held_by_nobody(limit=9)}


def test_request_and_its_open_question_go_to_another_requester(review, admin, requester, stranger, buyer, desks):
    question = questions.ask_requester(side_of(review, desks["procurement"]), "How many seats?", by=buyer)
    assert kinds_of(requester) == {"requests": 1, "questions": 1}
    report = leaving.deactivate(requester, taker=stranger, by=admin)
    assert report.moved == 1
    assert (fresh(review).requester, fresh(question).person) == (stranger, stranger)


def test_request_does_not_go_to_somebody_who_worked_on_it(review, admin, requester, buyer, desks):
    decide_all(review, desks["procurement"], by=buyer)
    report = leaving.deactivate(requester, taker=buyer, by=admin)
    assert "has worked on this review" in report.left[0]
    assert fresh(review).requester == requester


def test_answers_of_the_split_name_the_taker(review, admin, buyer, ivo, lead, desks):
    name_somebody(review, Slot.VENDOR_CONTACT, desk=desks["procurement"], person=buyer, reason="Knows them.", by=lead)
    assert kinds_of(buyer)["answers"] == 1
    leaving.deactivate(buyer, taker=ivo, by=admin)
    assert Responsibility.objects.get(review=review, slot=Slot.VENDOR_CONTACT).person == ivo


def test_issue_has_another_owner(review, admin, buyer, ivo):
    issue = issues.raise_issue(review, "They cannot deliver in May.", severity="concern", by=buyer)
    leaving.deactivate(buyer, taker=ivo, by=admin)
    assert fresh(issue).owner == ivo


def test_contract_has_another_owner_where_the_taker_may_see_it(review, admin, buyer, ivo, stranger):
    day = date(2026, 1, 1)
    contract = Contract(
        vendor=VendorFactory(), title="Licences", owner=buyer, starts_on=day, signed_on=day, renewal="open"
    )
    contract.save()
    Review.objects.filter(pk=review.pk).update(contract=contract)
    assert kinds_of(buyer) == {"contracts": 1}
    report = leaving.deactivate(buyer, takers={"contracts": stranger}, by=admin)
    assert report.left == ["1 contract that Stefan Stranger has no right to see: the owner stays."]
    assert fresh(contract).owner == buyer
    User.objects.filter(pk=buyer.pk).update(is_active=True)
    leaving.deactivate(fresh(buyer), takers={"contracts": ivo}, by=admin)
    assert fresh(contract).owner == ivo


def test_somebody_else_stands_in(admin, buyer, ivo, lead, desks):
    today = timezone.localdate()
    absence = Absence(person=lead, delegate=buyer, starts_on=today, ends_on=today, created_by=lead)
    absence.save()
    assert kinds_of(buyer) == {"absences": 1}
    leaving.deactivate(buyer, taker=ivo, by=admin)
    assert fresh(absence).delegate == ivo


def test_what_is_walled_is_neither_counted_nor_named(review, admin, buyer, ivo, desks):
    claims.claim(side_of(review, desks["procurement"]), by=buyer)
    Review.objects.filter(pk=review.pk).update(walled_at=timezone.now())
    assert kinds_of(buyer) == {}
    report = leaving.deactivate(buyer, taker=ivo, by=admin)
    assert report.moved == 0
    assert review.reference not in " ".join(report.left)
    assert report.left == ["1 more that only the people named on them may know of."]


def test_nothing_moves_when_one_thing_goes_wrong(review, admin, buyer, ivo, desks, monkeypatch):
    wait = claims.claim(side_of(review, desks["procurement"]), by=buyer)

    def breaks(*arguments, **options):
        raise RuntimeError

    monkeypatch.setattr(leaving, "take_everything", breaks)
    with pytest.raises(RuntimeError):
        leaving.deactivate(buyer, taker=ivo, by=admin)
    assert (fresh(wait).person, User.objects.get(pk=buyer.pk).is_active) == (buyer, True)


def test_every_kind_that_is_held_is_counted_with_as_many_queries_however_much_there_is(
    review, buyer, desks, django_assert_max_num_queries
):
    claims.claim(side_of(review, desks["procurement"]), by=buyer)
    with django_assert_max_num_queries(len(KINDS) + 2):
        held_by(buyer)
    assert Wait.objects.open().filter(person=buyer).count() == 1
