"""Walled reviews: who raises a wall, who is named, and that nobody is locked out of their own work."""

import pytest

from people.models import Membership
from reviews.models import Review, Slot, Wait, seers_of
from reviews.rounds import rerouting
from reviews.waits import claims, hand_overs
from reviews.walls import actions as walls
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.reading import Written, denied, desk_wait, refused


def sees(person, review):
    return Review.objects.visible_to(person).filter(pk=review.pk).exists()


def test_wall_leaves_the_review_to_those_named_and_its_requester(
    walled, requester, buyer, counsel, lead, other_lead, specialists
):
    for person in (requester, buyer, counsel, lead):
        assert sees(person, walled)
    for person in (other_lead, *specialists.values()):
        assert not sees(person, walled)
        assert not Wait.objects.for_queue(person).filter(review=walled).exists()
    assert set(seers_of(walled)) == {requester, buyer, counsel, lead}


def test_wall_tells_those_named_and_is_written_down(review, buyer, counsel, lead):
    written = Written()
    walls.wall(review, [buyer, counsel], by=lead)
    named = "Ben Buyer, Clara Counsel and Lena Lead"
    assert written.events == [("Lena Lead", "review.walled", "internal", f"walled the review: it exists for {named}")]
    assert written.told == ["Ben Buyer", "Clara Counsel"]


def test_wall_is_raised_by_leads_of_both_functions_never_on_their_own_request(
    review, another_review, buyer, counsel, lead, finance_lead, admin, requester
):
    for person in (buyer, counsel, finance_lead, admin, requester):
        with denied(walls.ONLY_LEADS):
            walls.wall(review, [buyer, counsel], by=person)
    own = another_review(by=lead)
    with denied(walls.ONLY_LEADS):
        walls.wall(own, [buyer, counsel], by=lead)


def test_wall_needs_somebody_of_each_function(review, buyer, other_lead):
    with refused("Name somebody of the commercial side: both sides must be able to go on."):
        walls.wall(review, [], by=other_lead)


def test_wall_locks_nobody_out_of_what_they_hold(review, desks, buyer, counsel, other_lead):
    claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    with refused("Clara Counsel: holds work here. Name them too, or hand their work over first."):
        walls.wall(review, [buyer], by=other_lead)


def test_wall_lets_nobody_in(review, buyer, counsel, lead, stranger, finance_lead):
    """Finance has no part in it, so naming its lead would widen what the wall is to narrow."""
    with refused(f"Felix Finance and Stefan Stranger: {walls.NOT_NAMEABLE}"):
        walls.wall(review, [buyer, counsel, stranger, finance_lead], by=lead)


def test_wall_is_raised_once(walled, buyer, counsel, lead):
    with refused("This review is walled already: name people, or take the wall down."):
        walls.wall(walled, [buyer, counsel], by=lead)


def test_naming_lets_one_more_colleague_see_it_and_tells_them(walled, lead, other_lead):
    written = Written()
    walls.name_person(walled, other_lead, by=lead)
    assert sees(other_lead, walled)
    assert written.told == ["Jonas Other"]
    assert written.verbs == ["review.person_named"]


def test_naming_is_for_leads_and_never_twice(walled, buyer, counsel, lead, other_lead):
    with denied(walls.ONLY_LEADS):
        walls.name_person(walled, other_lead, by=counsel)
    with refused("Ben Buyer is named already."):
        walls.name_person(walled, buyer, by=lead)


def test_last_one_of_a_function_is_not_taken_out(walled, buyer, counsel, lead):
    seat = walled.named_people.get(person=counsel)
    walls.remove_person(walled.named_people.get(person=buyer), by=lead)
    walls.remove_person(seat, by=lead)
    assert not sees(counsel, walled)
    with refused(
        "Name somebody of the commercial side: both sides must be able to go on.",
        "Name somebody of the legal side: both sides must be able to go on.",
    ):
        walls.remove_person(walled.named_people.get(person=lead), by=lead)
    assert sees(lead, walled)


def test_somebody_who_holds_work_is_not_taken_out(walled, desks, counsel, lead):
    claims.claim(desk_wait(walled, desks["legal"]), by=counsel)
    with refused("Clara Counsel: holds work here. Name them too, or hand their work over first."):
        walls.remove_person(walled.named_people.get(person=counsel), by=lead)


def test_leaving_every_desk_ends_the_sight_of_what_is_walled_too(walled, counsel):
    Membership.objects.filter(user=counsel).delete()
    counsel.refresh_from_db()
    assert not sees(counsel, walled)
    assert counsel not in seers_of(walled)


def test_taking_the_wall_down_shows_it_to_everybody_concerned(walled, lead, other_lead):
    walls.take_wall_down(walled, by=lead)
    assert sees(other_lead, walled)
    assert not walled.named_people.exists()


def test_work_goes_to_nobody_who_is_not_named(walled, desks, buyer, counsel, lead, other_lead):
    wait = claims.claim(desk_wait(walled, desks["legal"]), by=counsel)
    sentence = "Jonas Other cannot take this: it is for members of Legal, never for the requester."
    with refused(sentence):
        hand_overs.hand_over(wait, to=other_lead, reason="You know them.", by=counsel)
    with refused("Jonas Other is not among those for whom this review exists: name them first."):
        rerouting.name_somebody(
            walled, Slot.LEGAL_REVIEW, desk=desks["legal"], person=other_lead, reason="He knows them.", by=lead
        )


def test_a_reviewer_named_on_one_walled_review_does_not_see_another(walled, another_review, buyer, counsel, lead):
    """Two walls: a name opens the one that it is on."""
    newcomer = MembershipFactory(team=lead.teams[0], user=UserFactory(name="Nora New")).user
    other = walls.wall(another_review(), [buyer, counsel], by=lead)
    walls.name_person(other, newcomer, by=lead)
    assert sees(newcomer, other)
    assert not sees(newcomer, walled)


@pytest.mark.parametrize("number", [3, 30])
def test_visible_to_costs_one_query_however_many_walls(
    number, walled, another_review, buyer, django_assert_num_queries
):
    Review.objects.bulk_create(_copies(walled, number))
    buyer.desks_held  # noqa: B018 -- fetched once per request
    with django_assert_num_queries(1):
        assert len(Review.objects.visible_to(buyer)) == 1


def _copies(review, number):
    columns = {field.attname: getattr(review, field.attname) for field in Review._meta.concrete_fields}
    columns |= {"id": None, "contract_id": None}
    return [Review(**columns) for _ in range(number)]
