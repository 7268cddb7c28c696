"""Having a first look, and opening it again."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from intake import actions as intake_actions
from people.models import Membership
from reviews.closing import actions as closing
from reviews.first_looks import actions
from reviews.first_looks.policies import NO_FLAG, WHAT_ELSE
from reviews.models import FirstLook, Holding, Purpose, Review
from reviews.unheld.finding import held_by_nobody
from reviews.waits.policies import can_go_to
from reviews.walls import actions as walls
from tests.groundwork import MONDAY
from tests.review_fixtures import ANSWERS
from tests.reviews.reading import Written, denied, open_wait_of, refused, row


def test_heads_up_gives_both_desks_a_first_look_the_same_minute(noted, look_of):
    waits = noted.review.waits.open().filter(purpose=Purpose.FIRST_LOOK)
    assert sorted(str(wait.who) for wait in waits) == ["Legal", "Procurement"]
    assert {wait.opened_at for wait in waits} == {look_of("legal").opened_at}
    assert all(wait.due_at > wait.opened_at and wait.remind_at for wait in waits)
    assert Holding.objects.filter(wait__in=waits).count() == 2


def test_look_without_concerns_closes_the_wait_and_tells_the_requester(look_of, buyer):
    written = Written()
    look = actions.look(look_of("procurement"), by=buyer)
    assert row(look.wait, "closed_by__name", "answer") == ("Ben Buyer", "No concerns yet")
    assert written.notices == [("Rosa Requester", "news", "Procurement had a first look. No concerns yet.")]
    assert written.events[-1] == (
        "Ben Buyer",
        "look.given",
        "business",
        "had a first look for Procurement: No concerns yet",
    )


def test_look_with_flags_keeps_them_and_the_note(look_of, counsel):
    look = actions.look(look_of("legal"), flags=["ai", "personal_data"], note="Ask where it learns.", by=counsel)
    look.refresh_from_db()
    assert (look.in_words, look.note) == ("Early flags: Personal data, Artificial intelligence", "Ask where it learns.")


def test_look_pressed_without_concerns_leaves_ticked_flags_out(look_of, counsel):
    assert actions.look(look_of("legal"), flags=["ai"], has_concerns=False, by=counsel).flags == []


def test_look_asks_for_what_is_missing(look_of, counsel):
    with refused(NO_FLAG):
        actions.look(look_of("legal"), has_concerns=True, by=counsel)
    with refused(WHAT_ELSE):
        actions.look(look_of("legal"), flags=["other"], by=counsel)
    with refused("There is no flag “nonsense”."):
        actions.look(look_of("legal"), flags=["nonsense"], by=counsel)


def test_look_is_for_the_desk_that_has_it(look_of, buyer, stranger, requester, admin):
    wait = look_of("legal")
    for person in (buyer, stranger, requester, admin):
        with denied("This is with Legal: they have the first look."):
            actions.look(wait, by=person)


def test_look_needs_two_people_for_two_desks(look_of, lead):
    actions.look(look_of("procurement"), by=lead)
    with refused("Lena Lead has looked for Procurement. For Legal somebody else looks."):
        actions.look(look_of("legal"), by=lead)


def test_database_refuses_one_person_for_two_desks(look_of, buyer, lead):
    look = actions.look(look_of("procurement"), by=lead)
    wait = look_of("legal")
    with pytest.raises(IntegrityError, match="first_look_is_of_two_people"), transaction.atomic():
        FirstLook.objects.create(review=look.review, desk=wait.desk, wait=wait, looked_by=lead)


def test_second_of_two_people_is_told_that_it_was_done(look_of, counsel, lead):
    wait = look_of("legal")
    actions.look(wait, by=counsel)
    with refused("This has been done already."):
        actions.look(wait, flags=["ai"], by=lead)


@time_machine.travel(MONDAY, tick=False)
def test_both_looks_let_the_request_be_due_by_the_rough_date(software, requester, buyer, counsel, lead, desks):
    draft = intake_actions.give_heads_up(
        software,
        title="Agency",
        vendor_name="Bright",
        reason="The campaign team is two people short.",
        needed_by=date(2027, 3, 1),
        by=requester,
    )
    first, second = draft.review.waits.filter(purpose=Purpose.FIRST_LOOK).order_by("desk__name")
    before = open_wait_of(draft.review, Purpose.FULL_REQUEST).due_at
    actions.look(first, by=counsel)
    assert open_wait_of(draft.review, Purpose.FULL_REQUEST).due_at == before
    written = Written()
    actions.look(second, by=buyer)
    due = open_wait_of(draft.review, Purpose.FULL_REQUEST).due_at
    assert due == datetime(2027, 2, 1, 8, tzinfo=UTC)  # twenty business days before Monday 1 March, 9:00 in Berlin
    assert "Please complete the request by 1 February 2027: then there is time until 1 March 2027." in str(
        written.notices
    )


@time_machine.travel(MONDAY, tick=False)
def test_rough_date_that_is_near_leaves_the_requester_two_days(software, requester, buyer, counsel, lead):
    draft = intake_actions.give_heads_up(
        software,
        title="Agency",
        vendor_name="Bright",
        reason="Two are ill.",
        needed_by=date(2026, 11, 25),
        by=requester,
    )
    first, second = draft.review.waits.filter(purpose=Purpose.FIRST_LOOK).order_by("desk__name")
    actions.look(first, by=counsel)
    actions.look(second, by=buyer)
    assert open_wait_of(draft.review, Purpose.FULL_REQUEST).due_at == datetime(2026, 11, 25, 10, tzinfo=UTC)


def test_reopen_supersedes_the_look_and_asks_again(look_of, counsel):
    look = actions.look(look_of("legal"), flags=["ai"], by=counsel)
    wait = actions.reopen(look, reason="They sent a data sheet.", by=counsel)
    assert (wait.purpose, wait.desk, wait.person) == (Purpose.FIRST_LOOK, look.desk, counsel)
    assert not FirstLook.objects.filter(pk=look.pk).exists()
    assert FirstLook.history.get(pk=look.pk).superseded_because == "They sent a data sheet."
    again = actions.look(wait, by=counsel)
    assert list(FirstLook.objects.filter(review=look.review)) == [again]


def test_reopen_takes_back_the_mail_that_has_not_gone_out(look_of, counsel, noted, requester):
    look = actions.look(look_of("legal"), flags=["ai"], by=counsel)
    mails = requester.notices.filter(key=f"look-{look.pk}", withdrawn_at=None)
    assert mails.count() == 1
    actions.reopen(look, reason="Pressed by mistake.", by=counsel)
    assert mails.count() == 0


def test_reopen_is_for_members_before_the_request_has_come(look_of, counsel, buyer, noted, requester):
    look = actions.look(look_of("legal"), by=counsel)
    with denied("Only members of Legal can open its first look again."):
        actions.reopen(look, reason="Why not.", by=buyer)
    with refused("Say in a few words why: the requester reads it."):
        actions.reopen(look, reason=" ", by=counsel)
    actions.reopen(look, reason="More is known.", by=counsel)
    with refused("Legal is looking at it again already."):
        actions.reopen(look, reason="More is known.", by=counsel)


def test_request_ends_the_first_looks_and_keeps_the_flags(look_of, counsel, noted, requester):
    actions.look(look_of("legal"), flags=["ip"], by=counsel)
    intake_actions.save_draft(noted, fields={}, answers=ANSWERS, by=requester)
    review = intake_actions.submit(noted, by=requester)
    assert not review.waits.open().filter(purpose=Purpose.FIRST_LOOK).exists()
    assert [look.flags for look in review.first_looks.all()] == [["ip"]]
    look = review.first_looks.get()
    with refused("This can be done in “Heads-up”; the review is in “In review”."):
        actions.reopen(look, reason="More is known.", by=counsel)


def test_withdrawn_heads_up_ends_the_first_looks(look_of, noted, requester):
    closing.withdraw(noted.review, "Not needed.", by=requester)
    assert not noted.review.waits.open().exists()


def test_look_that_nobody_could_have_is_held_by_nobody(look_of, noted, counsel, lead, desks):
    assert held_by_nobody(limit=10) == []
    Membership.objects.filter(team=desks["legal"]).exclude(user=lead).delete()
    actions.look(look_of("procurement"), by=lead)
    [unheld] = held_by_nobody(limit=10)
    assert (unheld.wait, unheld.way_out.label) == (look_of("legal"), "Give it to another desk")
    assert unheld.sentence == "lies with Legal: Lena Lead could, and did what a second person must look at."


def test_look_can_go_to_a_desk_of_no_side_when_nobody_else_could(look_of, lead, desks):
    wait = look_of("legal")
    assert can_go_to(wait, desks["privacy"])
    assert not can_go_to(wait, desks["procurement"])


def test_wall_keeps_first_looks_from_those_who_are_not_named(look_of, noted, counsel, buyer, lead):
    written = Written()
    review = walls.wall(Review.objects.get(pk=noted.review.pk), [counsel], by=lead)
    look = actions.look(look_of("legal"), flags=["regulated"], by=counsel)
    assert "Ben Buyer" not in written.told
    assert not Review.objects.visible_to(buyer).filter(pk=review.pk).exists()
    assert look.flags == ["regulated"]
