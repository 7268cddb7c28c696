"""The page on which somebody leaves: what they hold, who takes it over, and what nobody took."""

from people.models import User
from reviews.models import Purpose
from reviews.waits import claims
from tests.factories import MembershipFactory, UserFactory


def address_of(person):
    return f"/settings/people/{person.pk}/leave/"


def claimed(review, desks, buyer):
    return claims.claim(review.waits.open().get(purpose=Purpose.DESK_REVIEW, desk=desks["procurement"]), by=buyer)


def test_leave_lists_what_they_hold_with_counts_and_no_titles(pages, review, buyer, desks):
    claimed(review, desks, buyer)
    answer = pages.get(address_of(buyer))
    assert "1 piece of work" in answer.text and "goes back into the queues of the desks" in answer.text
    assert review.title not in answer.text


def test_leave_moves_everything_and_says_so(pages, review, buyer, desks):
    ivo = UserFactory(name="Ivo Second", email="ivo@duet.example")
    MembershipFactory(team=desks["procurement"], user=ivo)
    wait = claimed(review, desks, buyer)
    answer = pages.post(address_of(buyer), {"taker": "IVO@duet.example"})
    assert "1 moved to Ivo Second" in " ".join(answer.text.split())
    wait.refresh_from_db()
    assert wait.person == ivo


def test_leave_names_what_nobody_took(pages, review, buyer, counsel, desks):
    claimed(review, desks, buyer)
    answer = pages.post(address_of(buyer), {"taker": counsel.email})
    assert "What nobody took" in answer.text and review.reference in answer.text
    assert not User.objects.get(pk=buyer.pk).is_active


def test_leave_says_that_nobody_has_an_address_and_changes_nothing(pages, review, buyer, desks):
    claimed(review, desks, buyer)
    answer = pages.post(address_of(buyer), {"taker": "nobody@duet.example"})
    assert answer.status_code == 422
    assert "Nobody who can sign in has this address" in answer.text
    assert User.objects.get(pk=buyer.pk).is_active


def test_leave_of_somebody_who_holds_nothing(pages, stranger):
    assert "They hold nothing" in pages.get(address_of(stranger)).text
    pages.post(address_of(stranger))
    assert not User.objects.get(pk=stranger.pk).is_active


def test_come_back_is_a_button_for_whoever_has_left(pages, stranger):
    stranger.set_password("three quiet herons")
    stranger.save()
    pages.post(address_of(stranger))
    answer = pages.post(f"/settings/people/{stranger.pk}/come-back/", follow=True)
    assert "can sign in again" in answer.text
