"""Taking, giving back and handing over; and what every wait that opens or closes brings with it."""

from datetime import UTC, datetime

import pytest
import time_machine

from notices.models import Notice
from people.models import Membership
from reviews.closing import actions as closing
from reviews.models import Purpose
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.waits import claims, hand_overs, questions
from reviews.waits.opening_and_closing import close_wait, open_wait
from tests.factories import MembershipFactory, TeamFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, answer_anew, denied, desk_wait, open_wait_of, refused, row

MONDAY = "2026-11-23 10:00:00+00:00"


@pytest.fixture
@groundwork
def wait(review, desks):
    """The legal desk's side, unclaimed."""
    return desk_wait(review, desks["legal"])


@pytest.fixture
def second_counsel(desks):
    user = UserFactory(name="Carl Counsel", email="carl@duet.example")
    MembershipFactory(team=desks["legal"], user=user)
    return user


# --- opening ----------------------------------------------------------------------------------------


def test_open_wait_on_a_person_of_a_desk_counts_as_taken(review, desks, counsel, buyer):
    wait = open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["legal"], person=counsel)
    assert row(wait, "holder", "desk__slug", "person__name") == ("person", "legal", "Clara Counsel")
    assert wait.claimed_at == wait.opened_at


def test_open_wait_on_a_person_alone_is_in_no_queue(review, counsel, buyer):
    wait = open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, person=counsel)
    assert row(wait, "holder", "desk", "person__name", "claimed_at") == ("person", None, "Clara Counsel", None)


def test_open_wait_does_not_tell_people_what_they_did_themselves(review, desks, counsel, lead):
    written = Written()
    open_wait(review, Purpose.APPROVAL, needed="Approve.", by=counsel, desk=desks["legal"])
    assert written.notices == [("Lena Lead", "assignment", "Approve.")]


def test_open_wait_says_by_when(review, desks, buyer, counsel):
    with time_machine.travel(datetime(2026, 11, 27, 14, 0, tzinfo=UTC), tick=False):  # a Friday
        open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["legal"], person=counsel)
    assert counsel.notices.order_by("pk").last().body == "Approve.\nDue on 1 December 2026, for Legal."


def test_open_wait_for_leads_tells_leads_only(review, desks, buyer, counsel, lead):
    written = Written()
    open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["legal"], leads_only=True)
    assert written.notices == [("Lena Lead", "assignment", "Approve.")]


def test_open_wait_on_the_vendor_writes_to_nobody(review, buyer):
    written = Written()
    wait = open_wait(review, Purpose.VENDOR_REPLY, needed="Reply.", by=buyer, vendor=review.vendor)
    assert row(wait, "holder", "vendor__name") == ("vendor", "Quill Surveys")
    assert written.notices == []
    assert written.events == [(None, "wait.opened", "business", "asked Quill Surveys to reply to our answer")]


def test_open_wait_takes_the_longest_sentence_and_names(review, desks, buyer):
    desk = TeamFactory(name="ß" * 100, speaks_for="legal")
    wait = open_wait(review, Purpose.APPROVAL, needed="é" * 200, by=buyer, desk=desk)
    assert wait.needed == "é" * 200


# --- claiming ---------------------------------------------------------------------------------------


@time_machine.travel(MONDAY, tick=False)
def test_claim_takes_a_wait_out_of_the_shared_queue(wait, counsel):
    written = Written()

    claims.claim(wait, by=counsel)

    holder, person, claimed_at = row(wait, "holder", "person__name", "claimed_at")
    assert (holder, person, claimed_at.isoformat()) == ("person", "Clara Counsel", "2026-11-23T10:00:00+00:00")
    assert written.events == [
        ("Clara Counsel", "wait.claimed", "business", "took over from Legal"),
    ]
    assert written.notices == []


def test_claim_keeps_the_due_moment(wait, counsel):
    before = row(wait, "due_at", "remind_at", "opened_at")
    claims.claim(wait, by=counsel)
    assert row(wait, "due_at", "remind_at", "opened_at") == before


def test_claim_tells_the_second_person_who_was_first(wait, counsel, lead):
    claims.claim(wait, by=counsel)
    with refused("Clara Counsel took this first."):
        claims.claim(wait, by=lead)
    with refused("Clara Counsel took this first."):
        claims.claim(wait, by=counsel)


def test_claim_is_for_members_of_the_desk(wait, requester, buyer, admin, finance_lead, stranger):
    for person in (requester, buyer, admin, finance_lead, stranger):
        sentence = (
            "This is your own request: somebody else must look at it."
            if person == requester
            else "Only members of Legal can take this."
        )
        with denied(sentence):
            claims.claim(wait, by=person)


def test_claim_refuses_the_requester_who_sits_on_the_desk(wait, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    with denied("This is your own request: somebody else must look at it."):
        claims.claim(wait, by=requester)


def test_claim_of_what_asks_for_a_lead_is_for_leads(review, desks, buyer, counsel, lead):
    wait = open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["legal"], leads_only=True)
    with denied("Only leads of Legal can take this."):
        claims.claim(wait, by=counsel)
    claims.claim(wait, by=lead)
    assert row(wait, "person__name") == ("Lena Lead",)


def test_claim_of_the_requesters_question_is_for_nobody_else(wait, counsel):
    question = questions.ask_requester(wait, "How many users?", by=counsel)
    with denied("This is with Rosa Requester."):
        claims.claim(question, by=counsel)


def test_claim_of_something_done_is_refused(review, wait, requester, counsel):
    closing.withdraw(review, "No budget.", by=requester)
    with refused("This has been done already."):
        claims.claim(wait, by=counsel)


# --- giving back ------------------------------------------------------------------------------------


@pytest.fixture
def claimed(wait, counsel):
    return claims.claim(wait, by=counsel)


def test_release_gives_it_back_to_the_desk(claimed, counsel):
    written = Written()

    claims.release(claimed, by=counsel)

    assert row(claimed, "holder", "person", "claimed_at") == ("desk", None, None)
    assert written.events == [("Clara Counsel", "wait.released", "internal", "gave back to Legal: Decide 4 terms.")]
    assert written.notices == []


def test_release_by_a_lead_tells_who_had_it(claimed, lead):
    written = Written()
    claims.release(claimed, by=lead)
    assert written.notices == [
        ("Clara Counsel", "assignment", "Lena Lead gave this back to Legal: Decide 4 terms."),
    ]


def test_release_is_for_the_holder_and_leads(claimed, buyer, second_counsel, requester, admin):
    for person in (buyer, second_counsel, requester, admin):
        with denied("Only Clara Counsel or a lead of the desk can give this back."):
            claims.release(claimed, by=person)


def test_release_of_what_nobody_took_is_refused(wait, lead):
    with denied("Only Legal or a lead of the desk can give this back."):
        claims.release(wait, by=lead)


def test_release_of_something_done_is_refused(review, claimed, requester, counsel):
    closing.withdraw(review, "No budget.", by=requester)
    with refused("This has been done already."):
        claims.release(claimed, by=counsel)


# --- handing over -----------------------------------------------------------------------------------


@time_machine.travel(MONDAY, tick=False)
def test_hand_over_tells_the_old_and_the_new_holder(claimed, lead, second_counsel):
    written = Written()

    hand_overs.hand_over(claimed, to=second_counsel, reason="Clara is on leave.", by=lead)

    assert row(claimed, "holder", "person__name") == ("person", "Carl Counsel")
    assert written.events == [
        ("Lena Lead", "wait.handed_over", "business", "handed over to Carl Counsel"),
    ]
    body = "Lena Lead handed this to Carl Counsel: Decide 4 terms. (Clara is on leave.)"
    assert written.notices == [("Carl Counsel", "assignment", body), ("Clara Counsel", "assignment", body)]


def test_hand_over_out_of_the_queue_is_for_leads(wait, lead, counsel, second_counsel):
    with denied("Only Legal or a lead of the desk can hand this over."):
        hand_overs.hand_over(wait, to=second_counsel, reason="Busy.", by=counsel)
    hand_overs.hand_over(wait, to=second_counsel, reason="Busy.", by=lead)
    assert row(wait, "person__name") == ("Carl Counsel",)


def test_hand_over_is_for_the_holder_and_leads(claimed, buyer, second_counsel, admin, requester):
    for person in (buyer, second_counsel, admin, requester):
        with denied("Only Clara Counsel or a lead of the desk can hand this over."):
            hand_overs.hand_over(claimed, to=second_counsel, reason="Busy.", by=person)


def test_hand_over_goes_to_members_of_the_desk_who_can_act(claimed, requester, buyer, counsel, desks):
    MembershipFactory(team=desks["legal"], user=requester)
    gone = UserFactory(name="Gustav Gone", is_active=False)
    MembershipFactory(team=desks["legal"], user=gone)
    for person in (buyer, requester, gone):
        with refused(f"{person} cannot take this: it is for members of Legal, never for the requester."):
            hand_overs.hand_over(claimed, to=person, reason="Busy.", by=counsel)


def test_hand_over_says_why(claimed, counsel, second_counsel):
    with refused("Say in a few words why you hand this over."):
        hand_overs.hand_over(claimed, to=second_counsel, reason="  ", by=counsel)


def test_hand_over_of_something_done_is_refused(review, claimed, requester, counsel, second_counsel):
    closing.withdraw(review, "No budget.", by=requester)
    with refused("This has been done already."):
        hand_overs.hand_over(claimed, to=second_counsel, reason="Busy.", by=counsel)


def test_requester_who_leads_the_desk_does_not_choose_their_reviewer(review, claimed, requester, desks, second_counsel):
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    with denied("Only Clara Counsel or a lead of the desk can hand this over."):
        hand_overs.hand_over(claimed, to=second_counsel, reason="He is kinder.", by=requester)
    with denied("Only Clara Counsel or a lead of the desk can give this back."):
        claims.release(claimed, by=requester)


def test_hand_over_of_the_vendors_side_lets_the_colleague_send(review_at, buyer, lead, desks):
    review = review_at(Stage.ALIGNED)
    answer_anew(review, "vendor_contact", person=buyer)
    second = UserFactory(name="Bea Buyer", email="bea@duet.example")
    MembershipFactory(team=desks["procurement"], user=second)
    with denied("Only whoever talks to the vendor can do this."):
        negotiation.send_to_vendor(review, by=second)

    hand_overs.hand_over(open_wait_of(review, Purpose.JOINT_POSITION), to=second, reason="On leave.", by=lead)
    negotiation.send_to_vendor(review, by=second)

    review.refresh_from_db()
    assert review.stage == Stage.NEGOTIATION


# --- closing and deleting ---------------------------------------------------------------------------


def test_closing_ends_reminders_and_leaves_a_line_for_the_desks(wait, counsel, review, desks):
    written = Written()
    close_wait(wait, by=counsel, answer="Done")
    assert row(wait, "closed_by__name", "answer", "remind_at", "paused_at") == ("Clara Counsel", "Done", None, None)
    assert written.events == [("Clara Counsel", "wait.closed", "internal", "settled: Decide 4 terms.")]


def test_people_who_left_their_desk_lose_their_queue_and_keep_their_past(claimed, counsel):
    Membership.objects.filter(user=counsel).delete()
    counsel.refresh_from_db()
    assert claimed.person == counsel
    assert not counsel.is_reviewer


def test_opening_notices_are_never_repeated(wait):
    assert Notice.objects.filter(key=f"wait-{wait.pk}-opened").values("recipient").distinct().count() == 2
